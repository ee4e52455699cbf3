import { control, refusal, topic } from '../define.ts';

/** An OID of nobody's: a UUID under 2.25 (X.667), of 31 bits because Go reads no certificate with a larger arc. */
const UNKNOWN_EXTENSION = '2.25.1281077509';
const DER_NULL = '0500';

const ANS_ASKS_FOR_LINEAGE_AND_DATES = {
  fr: 'Les documents de l’ANS demandent la parenté et les dates ; cette règle vient de la seule RFC 5280.',
  en: 'The ANS documents ask for lineage and dates; this rule comes from RFC 5280 alone.',
};

/** What a certificate may be used for, and which CA may issue what. */
export const usage = topic('diapason-tpe', 'usage', [
  refusal('issuing-ca-not-a-ca', {
    title: { fr: 'L’émetteur n’est pas une AC (cA=FALSE)', en: 'The issuer is not a CA (cA=FALSE)' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (k)',
    defect: { issuingCa: { extensions: { basicConstraints: { value: { ca: false } } } } },
    alert: 'unknown_ca',
    provenBy: ['ignores-ca-flag'],
    lookAt: {
      fr: 'Une vérification maison de la chaîne qui ignore basicConstraints : tout porteur de certificat devient une AC.',
      en: 'A home-made chain check that ignores basicConstraints: every holder of a certificate becomes a CA.',
    },
  }),
  refusal('issued-by-end-entity', {
    title: { fr: 'Certificat émis par un autre terminal', en: 'Certificate issued by another terminal' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (k)',
    defect: { from: 'end-entity-as-ca' },
    alert: 'unknown_ca',
    provenBy: ['accepts-end-entity-issuer'],
    lookAt: {
      fr: 'Le certificat d’un TPE a servi à en signer un autre : basicConstraints et keyUsage de l’émetteur ne sont pas lus.',
      en: 'The certificate of one terminal has signed another: basicConstraints and keyUsage of the issuer are not read.',
    },
  }),
  refusal('path-length-exceeded', {
    title: { fr: 'Chaîne plus longue que l’AC ne le permet', en: 'Chain longer than the CA allows' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (l)',
    defect: { from: 'path-length-exceeded' },
    alert: 'unknown_ca',
    provenBy: ['ignores-path-length'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'pathLenConstraint de l’AC n’est pas lu.',
      en: 'The pathLenConstraint of the CA is not read.',
    },
  }),
  refusal('issuing-ca-without-key-cert-sign', {
    title: {
      fr: 'AC émettrice sans le droit de signer des certificats',
      en: 'Issuing CA without the right to sign certificates',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (n)',
    // It keeps cRLSign, so that the check of its CRL has nothing to object to.
    defect: { issuingCa: { extensions: { keyUsage: { value: ['cRLSign'] } } } },
    alert: 'unknown_ca',
    provenBy: ['ignores-ca-key-usage'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: { fr: 'keyUsage de l’AC n’est pas lu.', en: 'The keyUsage of the CA is not read.' },
  }),
  refusal('server-auth-only', {
    title: {
      fr: 'Certificat de TPE réservé aux serveurs (serverAuth seul)',
      en: 'Terminal certificate for servers only (serverAuth alone)',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2.1.12',
    defect: { leaf: { extensions: { extendedKeyUsage: { value: ['serverAuth'] } } } },
    alert: 'unsupported_certificate',
    provenBy: ['ignores-extended-key-usage'],
    whyNotMust: {
      fr: 'GnuTLS, bien configuré, l’accepte.',
      en: 'GnuTLS, correctly configured, accepts it.',
    },
    lookAt: {
      fr: 'extendedKeyUsage n’est pas contrôlé : il faut clientAuth (OpenSSL : X509_PURPOSE_SSL_CLIENT).',
      en: 'extendedKeyUsage is not checked: it must hold clientAuth (OpenSSL: X509_PURPOSE_SSL_CLIENT).',
    },
  }),
  refusal('unknown-critical-extension', {
    title: { fr: 'Extension critique inconnue', en: 'Unknown critical extension' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2',
    defect: { leaf: { addExtensions: [{ oid: UNKNOWN_EXTENSION, critical: true, value: DER_NULL }] } },
    alert: 'unsupported_certificate',
    provenBy: ['ignores-critical-extensions'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'Une extension critique que le GAP ne comprend pas doit faire refuser le certificat.',
      en: 'A critical extension that the GAP does not understand must have the certificate refused.',
    },
  }),
  control('unknown-extension', {
    title: {
      fr: 'Extension inconnue non critique : acceptée',
      en: 'Unknown extension, not critical: accepted',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2',
    difference: { leaf: { addExtensions: [{ oid: UNKNOWN_EXTENSION, critical: false, value: DER_NULL }] } },
    provenBy: ['refuses-unknown-extensions'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'Le GAP compare les certificats à un modèle figé : de vrais terminaux finiront par être refusés.',
      en: 'The GAP compares certificates with a fixed template: real terminals will be refused some day.',
    },
  }),
]);
