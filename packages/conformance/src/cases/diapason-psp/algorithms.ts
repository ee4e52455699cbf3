import { callRefusal, topic } from '../define.ts';

const FACTS = {
  level: 'SHOULD',
  requirement: 'S1-017',
  alert: 'bad_certificate',
  whyNotMust: {
    fr: 'Les documents de l’ANS ne nomment ni condensat ni taille de clé pour le certificat du prestataire.',
    en: 'The ANS documents name neither digest nor key size for the certificate of the provider.',
  },
} as const;
/** What an OpenSSL has to be lowered for, which then takes weak certificates too: two findings, one cause. */
const AT_SECURITY_LEVEL_0 = ['psp-offers-null', 'psp-offers-anonymous', 'psp-accepts-tls11'] as const;
const LOOK_AT_LEVEL = {
  fr: 'Le niveau de sécurité d’OpenSSL abaissé (SECLEVEL=0), ou jdk.certpath.disabledAlgorithms allégé.',
  en: 'The security level of OpenSSL lowered (SECLEVEL=0), or jdk.certpath.disabledAlgorithms made lighter.',
};

/** How the certificates of the provider are signed, and with what keys. */
export const pspAlgorithms = topic('diapason-psp', 'algorithms', [
  callRefusal('leaf-sha1', {
    ...FACTS,
    title: {
      fr: 'Certificat du serveur signé avec SHA-1',
      en: 'Certificate of the server signed with SHA-1',
    },
    rfc: '9155 §2',
    defect: { leaf: { signatureDigest: 'sha1' } },
    provenBy: ['psp-accepts-sha1', ...AT_SECURITY_LEVEL_0],
    lookAt: LOOK_AT_LEVEL,
  }),
  callRefusal('issuing-ca-sha1', {
    ...FACTS,
    title: { fr: 'AC intermédiaire signée avec SHA-1', en: 'Intermediate CA signed with SHA-1' },
    rfc: '9155 §2',
    defect: { issuingCa: { signatureDigest: 'sha1' } },
    provenBy: ['psp-checks-digest-of-leaf-only', 'psp-accepts-sha1', ...AT_SECURITY_LEVEL_0],
    lookAt: {
      fr: 'Le condensat n’est contrôlé que pour le certificat du serveur.',
      en: 'The digest is checked for the certificate of the server only.',
    },
  }),
  callRefusal('leaf-md5', {
    ...FACTS,
    title: { fr: 'Certificat du serveur signé avec MD5', en: 'Certificate of the server signed with MD5' },
    rfc: '6151 §2',
    defect: { leaf: { signatureDigest: 'md5' } },
    provenBy: ['psp-accepts-md5', ...AT_SECURITY_LEVEL_0],
    lookAt: LOOK_AT_LEVEL,
  }),
  callRefusal('leaf-rsa-1024', {
    ...FACTS,
    title: { fr: 'Clé RSA de 1024 bits', en: 'RSA key of 1024 bits' },
    rfc: '9325 §4.5',
    defect: { leaf: { publicKey: 'rsa-1024' } },
    provenBy: ['psp-accepts-short-keys', ...AT_SECURITY_LEVEL_0],
    lookAt: LOOK_AT_LEVEL,
  }),
]);
