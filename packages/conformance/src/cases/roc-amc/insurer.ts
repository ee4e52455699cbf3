import { kindOf } from '@banc-gap/pki';
import type { ConformanceCase } from '../case.ts';
import { callObservation, topic } from '../define.ts';
import { serverHandshake } from '../servers/handshake.ts';
import { serverIdentity } from '../servers/identity.ts';
import { serverOffer } from '../servers/offer.ts';
import { serverRecord } from '../servers/record.ts';
import { serverRevocation } from '../servers/revocation.ts';
import type { Server } from '../servers/server.ts';
import { serverTrust } from '../servers/trust.ts';
import { serverUsage } from '../servers/usage.ts';
import { serverValidity } from '../servers/validity.ts';

const INSURER: Server = {
  suite: 'roc-amc',
  level: 'MUST',
  defects: 'amc',
  host: 'amc.banc.test',
  silence: 'amc-believes-silence',
  trust: 'trust/amc-tls.pem',
  requirements: { pki: 'S3-002', checks: 'S3-002', link: 'S3-002' },
  good: {
    slug: 'good-insurer',
    title: { fr: 'La bonne AMC est interrogée', en: 'The right insurer is asked' },
    lookAt: {
      fr: 'L’adresse de l’AMC dans le GAP, trust/amc-tls.pem dans son magasin de confiance, l’action roc.idb du pilote.',
      en: 'The address of the insurer in the GAP, trust/amc-tls.pem in its trust store, the action roc.idb of the drive.',
    },
  },
};

/** The certificate of the insurer’s web services, by AC-SERVEUR. */
export const amcServer: readonly ConformanceCase[] = [
  ...serverTrust(INSURER),
  ...serverValidity(INSURER),
  ...serverUsage(INSURER),
  ...serverIdentity(INSURER),
  ...serverRevocation(INSURER, 'crl/amc.pem'),
  ...serverHandshake(INSURER),
  ...serverRecord(INSURER),
  ...topic(
    'roc-amc',
    'offer',
    serverOffer({
      defects: 'amc',
      level: 'SHOULD',
      whyNotMust: {
        fr: 'L’ANS ne prescrit ni version ni suite sur ce lien.',
        en: 'ANS prescribes neither version nor suite on this link.',
      },
      requirements: { suites: 'S3-002', link: 'S3-002' },
    }),
  ),
  ...topic('roc-amc', 'certificate', [
    callObservation('presented', {
      title: {
        fr: 'Si le GAP présente un certificat à l’AMC, c’est un ORG AUTH_CLI',
        en: 'If the GAP presents a certificate to the insurer, it is an ORG AUTH_CLI',
      },
      level: 'SHOULD',
      requirement: 'S3-004',
      provenBy: ['amc-presents-server-certificate'],
      whyNotMust: {
        fr: 'L’ANS n’attribue l’ORG AUTH_CLI qu’à l’annuaire : envers l’AMC, c’est le jeton qui authentifie.',
        en: 'ANS gives the ORG AUTH_CLI to the annuaire only: towards the insurer, the token authenticates.',
      },
      expected: {
        fr: 'Le message Certificate du GAP est vide, ou porte un ORG AUTH_CLI.',
        en: 'The Certificate message of the GAP is empty, or has an ORG AUTH_CLI in it.',
      },
      judge: ({ chain: [leaf] }) => {
        if (leaf === undefined) {
          const found = { fr: 'Aucun certificat n’est présenté.', en: 'No certificate is presented.' };
          return { right: true, found };
        }
        const kind = kindOf(leaf);
        const found = {
          fr: `Le certificat est de type ${kind?.title.fr ?? 'inconnu'}.`,
          en: `The certificate is of type ${kind?.title.en ?? 'unknown'}.`,
        };
        return { right: kind?.id === 'org-auth-cli', found };
      },
      lookAt: {
        fr: 'Le certificat de client configuré pour les services web des AMC.',
        en: 'The client certificate that is configured for the web services of insurers.',
      },
    }),
  ]),
];
