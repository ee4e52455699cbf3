import { control, refusal, topic } from '../define.ts';

/** Revocation of the terminal's certificate, which ANS makes mandatory on this link. */
export const revocation = topic('diapason-tpe', 'revocation', [
  refusal('leaf-revoked', {
    title: { fr: 'Certificat de TPE révoqué', en: 'Terminal certificate revoked' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3',
    defect: { from: 'revoked' },
    alert: 'certificate_revoked',
    provenBy: ['never-checks-the-leaf'],
    lookAt: {
      fr: 'La CRL n’est pas configurée (nginx : ssl_crl, Java : PKIXRevocationChecker), ou elle n’a pas été rechargée.',
      en: 'The CRL is not configured (nginx: ssl_crl, Java: PKIXRevocationChecker), or was not reloaded.',
    },
  }),
  refusal('leaf-on-hold', {
    title: {
      fr: 'Certificat de TPE suspendu (certificateHold)',
      en: 'Terminal certificate on hold (certificateHold)',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §5.3.1',
    defect: { from: 'on-hold' },
    alert: 'certificate_revoked',
    provenBy: ['ignores-certificate-hold', 'never-checks-the-leaf'],
    lookAt: {
      fr: 'Une suspension figure dans la CRL avec le motif certificateHold : elle vaut révocation tant qu’elle y est.',
      en: 'A hold is in the CRL with reason certificateHold: it counts as a revocation as long as it is there.',
    },
  }),
  refusal('issuing-ca-revoked', {
    title: { fr: 'AC émettrice révoquée', en: 'Issuing CA revoked' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3',
    defect: { from: 'revoked-issuing-ca' },
    alert: 'certificate_revoked',
    provenBy: ['checks-only-the-leaf'],
    lookAt: {
      fr: 'Seul le certificat du TPE est cherché dans les CRL (X509_V_FLAG_CRL_CHECK sans CRL_CHECK_ALL), ou l’AC révoquée est elle-même dans le magasin de confiance.',
      en: 'Only the terminal certificate is looked up in the CRLs (X509_V_FLAG_CRL_CHECK without CRL_CHECK_ALL), or the revoked CA itself is in the trust store.',
    },
  }),
  control('same-serial-at-another-ca', {
    title: {
      fr: 'Même numéro de série qu’un certificat révoqué d’une autre AC : accepté',
      en: 'Same serial number as a certificate revoked by another CA: accepted',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3',
    difference: { from: 'same-serial-as-revoked' },
    provenBy: ['matches-serial-only'],
    lookAt: {
      fr: 'Les numéros révoqués sont réunis en une liste : un numéro ne vaut que chez l’AC qui a signé la CRL.',
      en: 'Revoked serial numbers are pooled in one list: a number means something only at the CA that signed the CRL.',
    },
  }),
]);
