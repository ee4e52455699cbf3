import type { ConformanceCase } from '../case.ts';
import { topic } from '../define.ts';
import { certificateRequests } from '../servers/certificate-request.ts';
import { clientCertificate } from '../servers/client-certificate.ts';
import { serverHandshake } from '../servers/handshake.ts';
import { serverIdentity } from '../servers/identity.ts';
import { serverOffer } from '../servers/offer.ts';
import { serverRecord } from '../servers/record.ts';
import { serverRevocation } from '../servers/revocation.ts';
import type { Server } from '../servers/server.ts';
import { serverTrust } from '../servers/trust.ts';
import { serverUsage } from '../servers/usage.ts';
import { serverValidity } from '../servers/validity.ts';

const ANNUAIRE: Server = {
  suite: 'roc-annuaire',
  level: 'MUST',
  defects: 'annuaire',
  host: 'annuaire.banc.test',
  silence: 'annuaire-takes-silence-for-found',
  trust: 'trust/amc-tls.pem',
  requirements: { pki: 'S3-003', checks: 'S3-001', link: 'S3-001' },
  good: {
    slug: 'good-annuaire',
    title: { fr: 'Le bon annuaire est interrogé', en: 'The right annuaire is asked' },
    lookAt: {
      fr: 'L’adresse de l’annuaire dans le GAP, trust/amc-tls.pem dans son magasin de confiance, l’action roc.annuaire du pilote.',
      en: 'The address of the annuaire in the GAP, trust/amc-tls.pem in its trust store, the action roc.annuaire of the drive.',
    },
  },
};

/** The annuaire as a server, and the GAP as its client: lineage and dates of both are what ANS wants checked. */
export const annuaireConnection: readonly ConformanceCase[] = [
  ...serverTrust(ANNUAIRE),
  ...serverValidity(ANNUAIRE),
  ...serverUsage(ANNUAIRE),
  ...serverIdentity(ANNUAIRE),
  ...serverRevocation(ANNUAIRE, 'crl/amc.pem'),
  ...serverHandshake(ANNUAIRE),
  ...certificateRequests(ANNUAIRE),
  ...serverRecord(ANNUAIRE),
  ...topic(
    'roc-annuaire',
    'offer',
    serverOffer({
      defects: 'annuaire',
      level: 'SHOULD',
      whyNotMust: {
        fr: 'L’ANS ne prescrit ni version ni suite sur ce lien.',
        en: 'ANS prescribes neither version nor suite on this link.',
      },
      requirements: { suites: 'S3-001', link: 'S3-001' },
    }),
  ),
  ...clientCertificate({
    suite: 'roc-annuaire',
    defects: 'annuaire',
    name: 'Client_ROC_Annuaire_AMC',
    folder: 'roc-annuaire-client',
    requirements: { checks: 'S3-006', type: 'S3-004', name: 'S3-012' },
  }),
];
