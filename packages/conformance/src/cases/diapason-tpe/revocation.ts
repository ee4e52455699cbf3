import { nameOf } from '@banc-gap/pki';
import { control, refusal, topic } from '../define.ts';

const CA_WITHOUT_CRL = nameOf(['C', 'FR'], ['O', 'Banc GAP TEST'], ['CN', 'Terminals CA without a CRL']);

const FAILING_CLOSED_IS_INFERRED = {
  fr: 'L’ANS rend la vérification obligatoire sans dire que faire quand elle est impossible : refuser est notre lecture.',
  en: 'ANS makes the check mandatory without saying what to do where it is impossible: to refuse is our reading.',
};

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
  refusal('issuing-ca-without-crl', {
    title: {
      fr: 'AC émettrice dont le GAP n’a pas la CRL',
      en: 'Issuing CA whose CRL the GAP does not have',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3',
    // The key of the good issuing CA under a name for which no CRL was ever made.
    defect: { issuingCa: { subject: CA_WITHOUT_CRL }, leaf: { issuer: CA_WITHOUT_CRL } },
    alert: 'certificate_unknown',
    provenBy: ['fails-open-without-crl'],
    whyNotMust: FAILING_CLOSED_IS_INFERRED,
    lookAt: {
      fr: 'Faute de CRL, la vérification est sautée : un terminal révoqué passe dès que la CRL manque. GnuTLS fait ainsi ; Java aussi avec l’option SOFT_FAIL.',
      en: 'For want of a CRL the check is left out: a revoked terminal gets in as soon as the CRL is missing. GnuTLS does so; Java too with the option SOFT_FAIL.',
    },
  }),
  refusal('revoked-since', {
    title: {
      fr: 'Certificat de TPE révoqué entre deux connexions',
      en: 'Terminal certificate revoked between two connections',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3',
    defect: {},
    refresh: { crl: 'leaf-revoked' },
    alert: 'certificate_revoked',
    provenBy: ['reads-crls-once', 'never-checks-the-leaf'],
    lookAt: {
      fr: 'La CRL est lue une fois, au démarrage : la recharger dès qu’il y en a une nouvelle.',
      en: 'The CRL is read once, at start: load it again whenever there is a new one.',
    },
  }),
  refusal('resumption-after-revocation', {
    title: {
      fr: 'Session reprise après la révocation du certificat',
      en: 'Session resumed after the certificate was revoked',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5246 §F.1.4',
    defect: {},
    refresh: { crl: 'leaf-revoked' },
    resumes: true,
    alert: 'certificate_revoked',
    provenBy: ['keeps-sessions-over-new-crls', 'reads-crls-once', 'never-checks-the-leaf'],
    whyNotMust: {
      fr: 'nginx, bien configuré, reprend la session.',
      en: 'nginx, correctly configured, resumes the session.',
    },
    lookAt: {
      fr: 'Une session reprise ne montre pas de certificat : vider le cache de sessions quand la CRL change.',
      en: 'A session that is resumed shows no certificate: empty the session cache when the CRL changes.',
    },
  }),
  refusal('crl-stale', {
    title: { fr: 'CRL périmée', en: 'CRL past its next update' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3 (a)(1)(i)',
    defect: { from: 'revoked' },
    refresh: { crl: 'stale' },
    alert: 'certificate_unknown',
    provenBy: ['ignores-next-update'],
    whyNotMust: FAILING_CLOSED_IS_INFERRED,
    lookAt: {
      fr: 'nextUpdate de la CRL n’est pas comparé à l’heure.',
      en: 'The nextUpdate of the CRL is not compared with the time.',
    },
  }),
  refusal('crl-by-another-key', {
    title: {
      fr: 'CRL signée par une autre clé que celle de l’AC',
      en: 'CRL signed by another key than the CA’s',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3 (g)',
    defect: { from: 'revoked' },
    refresh: { crl: 'by-another-key' },
    alert: 'certificate_unknown',
    provenBy: ['takes-crls-by-name'],
    whyNotMust: FAILING_CLOSED_IS_INFERRED,
    lookAt: {
      fr: 'La CRL est reconnue au nom de son émetteur, sans vérifier sa signature.',
      en: 'The CRL is known by the name of its issuer, without verifying its signature.',
    },
  }),
  refusal('crl-signature-corrupted', {
    title: { fr: 'CRL dont la signature est altérée', en: 'CRL with a corrupted signature' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.3.3 (g)',
    defect: { from: 'revoked' },
    refresh: { crl: 'signature-corrupted' },
    alert: 'certificate_unknown',
    provenBy: ['takes-crls-by-name'],
    whyNotMust: FAILING_CLOSED_IS_INFERRED,
    lookAt: {
      fr: 'La signature de la CRL n’est pas vérifiée quand elle est chargée.',
      en: 'The signature of the CRL is not verified when it is loaded.',
    },
  }),
]);
