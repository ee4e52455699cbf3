import type { ConformanceCase } from '../case.ts';
import { callRefusal, topic } from '../define.ts';
import { certificateRequests } from '../servers/certificate-request.ts';
import { serverHandshake } from '../servers/handshake.ts';
import { serverIdentity } from '../servers/identity.ts';
import { serverOffer } from '../servers/offer.ts';
import { serverRecord } from '../servers/record.ts';
import type { Server } from '../servers/server.ts';
import { serverTrust } from '../servers/trust.ts';
import { serverUsage } from '../servers/usage.ts';
import { serverValidity } from '../servers/validity.ts';
import { NOTHING_ABOUT_TLS } from './facts.ts';

const DP: Server = {
  suite: 'dp',
  level: 'SHOULD',
  whyNotMust: NOTHING_ABOUT_TLS,
  defects: 'dp',
  host: 'dp.banc.test',
  silence: 'dp-takes-silence-for-done',
  trust: 'trust/igc-sante.pem',
  requirements: { pki: 'S4-002', checks: 'S4-002', link: 'S4-002' },
  good: {
    slug: 'good-dp',
    title: { fr: 'Le bon DP est appelé', en: 'The right DP is called' },
    lookAt: {
      fr: 'L’adresse du DP dans le GAP, trust/igc-sante.pem dans son magasin de confiance, l’action dp.consult du pilote.',
      en: 'The address of the DP in the GAP, trust/igc-sante.pem in its trust store, the action dp.consult of the drive.',
    },
  },
};

/** Whom a GAP takes for the DP: what it says there is health data. */
export const dpServer: readonly ConformanceCase[] = [
  // Where an SSL_SERVEUR is the wrong PKI elsewhere, here it is the right one.
  ...serverTrust(DP).filter(({ id }) => id !== 'dp/trust/igc-sante'),
  ...serverValidity(DP),
  ...serverUsage(DP),
  ...serverIdentity(DP),
  ...topic('dp', 'revocation', [
    callRefusal('leaf-revoked', {
      level: 'SHOULD',
      requirement: 'S4-002',
      whyNotMust: NOTHING_ABOUT_TLS,
      title: { fr: 'Certificat du DP révoqué', en: 'Certificate of the DP revoked' },
      rfc: '5280 §6.3.3',
      defect: { from: 'revoked' },
      alert: 'certificate_revoked',
      provenBy: ['dp-ignores-revocation'],
      lookAt: {
        fr: 'Les CRL de l’IGC-Santé (crl/igc-sante.pem) dans le client : celle de l’AC émettrice et celle de la racine.',
        en: 'The CRLs of IGC-Santé (crl/igc-sante.pem) in the client: that of the issuing CA and that of the root.',
      },
    }),
  ]),
  ...serverHandshake(DP),
  ...certificateRequests(DP),
  ...serverRecord(DP),
];

export const dpOffer: readonly ConformanceCase[] = topic(
  'dp',
  'offer',
  serverOffer({
    defects: 'dp',
    level: 'SHOULD',
    whyNotMust: NOTHING_ABOUT_TLS,
    requirements: { suites: 'S4-002', link: 'S4-002' },
  }),
);
