import { type GeneralName, nameOf } from '@banc-gap/pki';
import { control, refusal, topic } from '../define.ts';

/** An OID of nobody's: a UUID under 2.25 (X.667), of 31 bits because Go reads no certificate with a larger arc. */
const UNKNOWN_EXTENSION = '2.25.1281077509';
const DER_NULL = '0500';

/** A directoryName covers every name that begins with it (RFC 5280 §7.1): the empty one covers all. */
const EVERY_TERMINAL_OF_THE_BENCH = { type: 'directoryName', name: nameOf() } as const satisfies GeneralName;

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
  refusal('issuing-ca-without-basic-constraints', {
    title: { fr: 'AC émettrice sans basicConstraints', en: 'Issuing CA without basicConstraints' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (k)',
    defect: { issuingCa: { extensions: { basicConstraints: null } } },
    alert: 'unknown_ca',
    provenBy: ['takes-missing-constraints-for-a-ca', 'ignores-ca-flag'],
    lookAt: {
      fr: 'L’absence de basicConstraints est prise pour cA=TRUE.',
      en: 'A missing basicConstraints is taken for cA=TRUE.',
    },
  }),
  refusal('issuing-ca-version-1', {
    title: {
      fr: 'AC émettrice de version 1, sans extensions',
      en: 'Issuing CA of version 1, without extensions',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (k)',
    defect: { issuingCa: { version: 1 } },
    alert: 'unknown_ca',
    provenBy: ['takes-version-1-for-a-ca', 'ignores-ca-flag'],
    whyNotMust: {
      fr: 'La RFC 5280 laisse un GAP reconnaître une telle AC par un autre moyen.',
      en: 'RFC 5280 lets a GAP know such a CA by other means.',
    },
    lookAt: {
      fr: 'Un certificat de version 1 ne dit pas s’il est celui d’une AC : il ne peut pas en tenir lieu.',
      en: 'A version 1 certificate does not say whether it is a CA’s: it cannot stand for one.',
    },
  }),
  refusal('issuing-ca-unknown-critical-extension', {
    title: {
      fr: 'Extension critique inconnue dans l’AC émettrice',
      en: 'Unknown critical extension in the issuing CA',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (o)',
    defect: {
      issuingCa: { addExtensions: [{ oid: UNKNOWN_EXTENSION, critical: true, value: DER_NULL }] },
    },
    alert: 'unsupported_certificate',
    provenBy: ['checks-extensions-of-leaf-only', 'ignores-critical-extensions'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'Seules les extensions du certificat du TPE sont contrôlées, pas celles de l’AC.',
      en: 'Only the extensions of the terminal certificate are checked, not those of the CA.',
    },
  }),
  refusal('name-excluded-by-ca', {
    title: { fr: 'Nom exclu par une contrainte de l’AC', en: 'Name excluded by a constraint of the CA' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §6.1.4 (g)',
    defect: {
      issuingCa: {
        extensions: {
          nameConstraints: { critical: true, value: { excluded: [EVERY_TERMINAL_OF_THE_BENCH] } },
        },
      },
    },
    alert: 'bad_certificate',
    provenBy: ['ignores-name-constraints'],
    whyNotMust: {
      fr: 'GnuTLS, bien configuré, n’applique pas de contrainte aux noms d’annuaire.',
      en: 'GnuTLS, correctly configured, applies no constraint to directory names.',
    },
    lookAt: {
      fr: 'nameConstraints de l’AC n’est pas appliqué au nom du TPE.',
      en: 'The nameConstraints of the CA are not applied to the name of the terminal.',
    },
  }),
  refusal('code-signing-only', {
    title: {
      fr: 'Certificat de TPE réservé à la signature de code',
      en: 'Terminal certificate for code signing only',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2.1.12',
    defect: { leaf: { extensions: { extendedKeyUsage: { value: ['codeSigning'] } } } },
    alert: 'unsupported_certificate',
    provenBy: ['ignores-extended-key-usage'],
    whyNotMust: { fr: 'GnuTLS, bien configuré, l’accepte.', en: 'GnuTLS, correctly configured, accepts it.' },
    lookAt: {
      fr: 'extendedKeyUsage n’est pas contrôlé : il faut clientAuth.',
      en: 'extendedKeyUsage is not checked: it must hold clientAuth.',
    },
  }),
  refusal('key-encipherment-only', {
    title: {
      fr: 'keyUsage sans signature : keyEncipherment seul',
      en: 'keyUsage without signature: keyEncipherment alone',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2.1.3',
    defect: { leaf: { extensions: { keyUsage: { value: ['keyEncipherment'] } } } },
    alert: 'unsupported_certificate',
    provenBy: ['ignores-key-usage'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'keyUsage n’est pas contrôlé : le TPE signe la poignée de main, il faut digitalSignature.',
      en: 'keyUsage is not checked: the terminal signs the handshake, which takes digitalSignature.',
    },
  }),
  refusal('non-repudiation-only', {
    title: {
      fr: 'Certificat de signature (nonRepudiation) employé pour TLS',
      en: 'Signature certificate (nonRepudiation) used for TLS',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2.1.3',
    defect: { leaf: { extensions: { keyUsage: { value: ['nonRepudiation'] } } } },
    alert: 'unsupported_certificate',
    provenBy: ['takes-non-repudiation-for-authentication', 'ignores-key-usage'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'Un certificat de signature n’est pas un certificat d’authentification : lire keyUsage.',
      en: 'A certificate for signatures is not one for authentication: read keyUsage.',
    },
  }),
  refusal('duplicate-extension', {
    title: { fr: 'Extension présente deux fois', en: 'Extension that is there twice' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.2',
    defect: { leaf: { duplicateExtension: 'keyUsage' } },
    alert: 'bad_certificate',
    provenBy: ['goes-on-after-an-exception'],
    whyNotMust: ANS_ASKS_FOR_LINEAGE_AND_DATES,
    lookAt: {
      fr: 'L’une des deux est lue, l’autre ignorée : selon le lecteur, le certificat ne dit pas la même chose.',
      en: 'One of the two is read, the other ignored: the certificate says different things to different readers.',
    },
  }),
]);
