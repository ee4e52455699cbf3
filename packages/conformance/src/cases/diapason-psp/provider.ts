import type { ConformanceCase } from '../case.ts';
import { certificateRequests } from '../servers/certificate-request.ts';
import { clientCertificate } from '../servers/client-certificate.ts';
import { keyExchangeSkipped } from '../servers/handshake.ts';
import { serverIdentity } from '../servers/identity.ts';
import { serverRecord } from '../servers/record.ts';
import { serverRevocation } from '../servers/revocation.ts';
import type { Server } from '../servers/server.ts';
import { serverTrust } from '../servers/trust.ts';
import { serverUsage } from '../servers/usage.ts';
import { serverValidity } from '../servers/validity.ts';

const PROVIDER: Server = {
  suite: 'diapason-psp',
  level: 'MUST',
  defects: 'psp',
  host: 'psp.banc.test',
  trust: 'trust/psp.pem',
  requirements: { pki: 'S1-010', checks: 'S1-017', link: 'S1-018' },
  good: {
    slug: 'good-provider',
    alsoProvenBy: ['psp-offers-tls11-only'],
    title: { fr: 'Le bon prestataire est appelé', en: 'The right provider is called' },
    lookAt: {
      fr: 'L’adresse du prestataire dans le GAP, trust/psp.pem dans son magasin de confiance, l’action diapason.debit du pilote.',
      en: 'The address of the provider in the GAP, trust/psp.pem in its trust store, the action diapason.debit of the drive.',
    },
  },
};

/** The certificate of the payment provider, whose lineage and dates ANS wants checked. */
export const pspServer: readonly ConformanceCase[] = [
  ...serverTrust(PROVIDER),
  ...serverValidity(PROVIDER),
  ...serverUsage(PROVIDER),
  ...serverIdentity(PROVIDER),
];

/** What ANS leaves to the GAP. */
export const pspRevocation: readonly ConformanceCase[] = serverRevocation(PROVIDER, 'crl/psp.pem');

/** Of its handshake and records, what every server that a GAP calls is asked. */
export const pspLink: readonly ConformanceCase[] = [
  ...keyExchangeSkipped(PROVIDER),
  ...certificateRequests(PROVIDER),
  ...serverRecord(PROVIDER),
];

/** What the GAP presents to the provider. */
export const pspCertificate: readonly ConformanceCase[] = clientCertificate({
  suite: 'diapason-psp',
  defects: 'psp',
  name: 'Client_Diapason_PSP',
  folder: 'diapason-psp-client',
  requirements: { checks: 'S1-018', type: 'S1-007', name: 'S1-032' },
});
