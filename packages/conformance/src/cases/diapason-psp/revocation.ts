import { callRefusal, topic } from '../define.ts';

const FACTS = {
  level: 'MAY',
  requirement: 'S1-017',
  alert: 'certificate_revoked',
  whyNotMust: {
    fr: 'L’ANS écrit « Etat de révocation (optionnel) » du certificat du prestataire.',
    en: 'ANS writes "Etat de révocation (optionnel)" of the certificate of the provider.',
  },
  lookAt: {
    fr: 'Les CRL du prestataire (crl/psp.pem) dans le client : celle de l’AC émettrice et celle de la racine.',
    en: 'The CRLs of the provider (crl/psp.pem) in the client: that of the issuing CA and that of the root.',
  },
} as const;

/** What ANS leaves to the GAP: the report says what it does. */
export const pspRevocation = topic('diapason-psp', 'revocation', [
  callRefusal('leaf-revoked', {
    ...FACTS,
    title: { fr: 'Certificat du serveur révoqué', en: 'Certificate of the server revoked' },
    rfc: '5280 §6.3.3',
    defect: { from: 'revoked' },
    provenBy: ['psp-ignores-revocation'],
  }),
  callRefusal('issuing-ca-revoked', {
    ...FACTS,
    title: { fr: 'AC intermédiaire du serveur révoquée', en: 'Intermediate CA of the server revoked' },
    rfc: '5280 §6.3.3',
    defect: { from: 'revoked-issuing-ca' },
    provenBy: ['psp-ignores-revocation', 'psp-checks-revocation-of-leaf-only'],
  }),
]);
