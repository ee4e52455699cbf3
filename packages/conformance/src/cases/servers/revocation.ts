import type { ConformanceCase } from '../case.ts';
import { callRefusal, topic } from '../define.ts';
import type { Server } from './server.ts';

/**
 * What ANS leaves to the GAP: the report says what it does.
 *
 * @param crls the file of the kit with those of the server's PKI
 */
export function serverRevocation(server: Server, crls: string): readonly ConformanceCase[] {
  const facts = {
    level: 'MAY',
    requirement: server.requirements.checks,
    rfc: '5280 §6.3.3',
    alert: 'certificate_revoked',
    whyNotMust: {
      fr: 'L’ANS écrit « Etat de révocation (optionnel) » du certificat du serveur.',
      en: 'ANS writes "Etat de révocation (optionnel)" of the certificate of the server.',
    },
    lookAt: {
      fr: `Les CRL de ce serveur (${crls}) dans le client : celle de l’AC émettrice et celle de la racine.`,
      en: `The CRLs of this server (${crls}) in the client: that of the issuing CA and that of the root.`,
    },
  } as const;
  return topic(server.suite, 'revocation', [
    callRefusal('leaf-revoked', {
      ...facts,
      title: { fr: 'Certificat du serveur révoqué', en: 'Certificate of the server revoked' },
      defect: { from: 'revoked' },
      provenBy: [`${server.defects}-ignores-revocation`],
    }),
    callRefusal('issuing-ca-revoked', {
      ...facts,
      title: { fr: 'AC intermédiaire du serveur révoquée', en: 'Intermediate CA of the server revoked' },
      defect: { from: 'revoked-issuing-ca' },
      provenBy: [`${server.defects}-ignores-revocation`, `${server.defects}-checks-revocation-of-leaf-only`],
    }),
  ]);
}
