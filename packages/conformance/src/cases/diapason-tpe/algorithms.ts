import { refusal, topic } from '../define.ts';

const ANS_NAMES_NO_ALGORITHM = {
  fr: 'Les documents de l’ANS ne nomment ni condensat ni taille de clé pour les certificats des TPE.',
  en: 'The ANS documents name neither digest nor key size for the certificates of terminals.',
};
const JAVA_ACCEPTS = {
  fr: 'Les documents de l’ANS n’en disent rien, et Java, bien configuré, l’accepte.',
  en: 'The ANS documents say nothing of it, and Java, correctly configured, accepts it.',
};

/** What an OpenSSL has to be lowered for, which then takes weak certificates too: two findings, one cause. */
const AT_SECURITY_LEVEL_0 = [
  'accepts-tls11',
  'accepts-tls10',
  'accepts-anonymous',
  'accepts-static-rsa',
  'accepts-null',
] as const;

/** How the certificates of a terminal are signed, encoded, and with what keys. */
export const algorithms = topic('diapason-tpe', 'algorithms', [
  refusal('leaf-sha1', {
    title: { fr: 'Certificat de TPE signé avec SHA-1', en: 'Terminal certificate signed with SHA-1' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '9155 §2',
    defect: { leaf: { signatureDigest: 'sha1' } },
    alert: 'bad_certificate',
    provenBy: ['accepts-sha1', ...AT_SECURITY_LEVEL_0],
    whyNotMust: JAVA_ACCEPTS,
    lookAt: {
      fr: 'Le niveau de sécurité d’OpenSSL abaissé (SECLEVEL=0) ; ou Java, qui ne refuse pas SHA-1 dans un certificat client par défaut : mettre SHA1, sans condition, dans jdk.certpath.disabledAlgorithms.',
      en: 'The security level of OpenSSL lowered (SECLEVEL=0); or Java, which does not refuse SHA-1 in a client certificate by default: put SHA1, without condition, in jdk.certpath.disabledAlgorithms.',
    },
  }),
  refusal('issuing-ca-sha1', {
    title: { fr: 'AC émettrice signée avec SHA-1', en: 'Issuing CA signed with SHA-1' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '9155 §2',
    defect: { issuingCa: { signatureDigest: 'sha1' } },
    alert: 'bad_certificate',
    provenBy: ['checks-digest-of-leaf-only', 'accepts-sha1', ...AT_SECURITY_LEVEL_0],
    whyNotMust: JAVA_ACCEPTS,
    lookAt: {
      fr: 'Le condensat n’est contrôlé que pour le certificat du TPE.',
      en: 'The digest is checked for the terminal certificate only.',
    },
  }),
  refusal('leaf-md5', {
    title: { fr: 'Certificat de TPE signé avec MD5', en: 'Terminal certificate signed with MD5' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '6151 §2',
    defect: { leaf: { signatureDigest: 'md5' } },
    alert: 'bad_certificate',
    provenBy: ['accepts-md5', ...AT_SECURITY_LEVEL_0],
    whyNotMust: ANS_NAMES_NO_ALGORITHM,
    lookAt: {
      fr: 'MD5 se contrefait en quelques secondes : OpenSSL SECLEVEL=0, ou MD5 retiré de jdk.certpath.disabledAlgorithms.',
      en: 'MD5 is forged in seconds: OpenSSL SECLEVEL=0, or MD5 taken out of jdk.certpath.disabledAlgorithms.',
    },
  }),
  refusal('leaf-rsa-1024', {
    title: { fr: 'Clé RSA de 1024 bits', en: 'RSA key of 1024 bits' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '9325 §4.5',
    defect: { leaf: { publicKey: 'rsa-1024' } },
    alert: 'bad_certificate',
    provenBy: ['accepts-short-keys', ...AT_SECURITY_LEVEL_0],
    whyNotMust: JAVA_ACCEPTS,
    lookAt: {
      fr: 'La taille de la clé n’est pas contrôlée (OpenSSL : SECLEVEL=2 la refuse).',
      en: 'The size of the key is not checked (OpenSSL: SECLEVEL=2 refuses it).',
    },
  }),
  refusal('leaf-trailing-garbage', {
    title: { fr: 'Octets après la fin du certificat', en: 'Octets after the end of the certificate' },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5280 §4.1',
    defect: { leaf: { der: 'trailing-garbage' } },
    alert: 'bad_certificate',
    provenBy: ['ignores-trailing-octets', 'goes-on-after-an-exception'],
    whyNotMust: JAVA_ACCEPTS,
    lookAt: {
      fr: 'Le lecteur s’arrête à la fin de la structure et ne regarde pas ce qui suit.',
      en: 'The reader stops at the end of the structure and does not look at what follows.',
    },
  }),
]);
