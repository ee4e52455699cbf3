import { negotiation, topic } from '../define.ts';
import { foreignSuites, weakSuites } from '../foreign-suites.ts';

const ANS_FORBIDS_NO_SUITE = {
  fr: 'L’ANS prescrit une suite sans interdire les autres.',
  en: 'ANS prescribes a suite without forbidding others.',
};

/** Compression methods (RFC 3749 §2). */
const [NO_COMPRESSION, DEFLATE] = [0, 1];

/** The one suite that ANS prescribes, and those that would undo what it is for. */
export const cipher = topic('diapason-tpe', 'cipher', [
  negotiation('prescribed', {
    title: {
      fr: 'La suite prescrite, proposée seule, est négociée',
      en: 'The prescribed suite, offered alone, is negotiated',
    },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '5289 §3.1',
    offer: { cipherSuites: 'prescribed' },
    expect: 'selected',
    provenBy: ['no-prescribed-cipher', 'refuses-tls12'],
    lookAt: {
      fr: 'Activer TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 (OpenSSL et nginx : ECDHE-RSA-AES256-SHA384) ; d’autres suites, plus fortes, peuvent rester.',
      en: 'Enable TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 (OpenSSL and nginx: ECDHE-RSA-AES256-SHA384); other, stronger suites may stay.',
    },
  }),
  negotiation('anonymous-refused', {
    title: {
      fr: 'Suites anonymes (sans certificat) refusées',
      en: 'Anonymous suites (without certificates) are refused',
    },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '5246 §F.1.1.1',
    offer: { cipherSuites: foreignSuites('ECDH_anon', 'DH_anon') },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-anonymous'],
    lookAt: {
      fr: 'Retirer les suites anonymes (OpenSSL : ajouter !aNULL).',
      en: 'Remove the anonymous suites (OpenSSL: add !aNULL).',
    },
  }),
  negotiation('static-rsa-refused', {
    title: {
      fr: 'Suites à échange de clé RSA (sans confidentialité persistante) refusées',
      en: 'Suites with RSA key exchange (no forward secrecy) are refused',
    },
    level: 'SHOULD',
    requirement: 'S1-070',
    rfc: '9325 §4.1',
    offer: { cipherSuites: foreignSuites('RSA') },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-static-rsa'],
    whyNotMust: {
      fr: 'L’ANS prescrit une suite ECDHE sans interdire les autres ; OpenSSL et Java acceptent celles-ci par défaut.',
      en: 'ANS prescribes a suite with ECDHE without forbidding others; OpenSSL and Java accept these by default.',
    },
    lookAt: {
      fr: 'Retirer les suites TLS_RSA_* (OpenSSL : ajouter !kRSA).',
      en: 'Remove the TLS_RSA_* suites (OpenSSL: add !kRSA).',
    },
  }),
  negotiation('null-refused', {
    title: { fr: 'Suites sans chiffrement refusées', en: 'Suites without encryption are refused' },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '5246 §A.5',
    offer: { cipherSuites: weakSuites('NULL') },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-null'],
    lookAt: {
      fr: 'Retirer les suites sans chiffrement (OpenSSL : ajouter !eNULL).',
      en: 'Remove the suites without encryption (OpenSSL: add !eNULL).',
    },
  }),
  negotiation('export-refused', {
    title: { fr: 'Suites « export » de 40 bits refusées', en: 'Export suites of 40 bits are refused' },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '9325 §4.1',
    offer: { cipherSuites: weakSuites('EXPORT') },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-export'],
    lookAt: {
      fr: 'Une pile TLS d’avant 2015 (attaque FREAK) : la mettre à jour, puis ajouter !EXPORT.',
      en: 'A TLS stack from before 2015 (FREAK attack): update it, then add !EXPORT.',
    },
  }),
  negotiation('rc4-refused', {
    title: { fr: 'Suites RC4 refusées', en: 'RC4 suites are refused' },
    level: 'SHOULD',
    requirement: 'S1-070',
    rfc: '7465 §2',
    offer: { cipherSuites: weakSuites('RC4') },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-rc4'],
    whyNotMust: ANS_FORBIDS_NO_SUITE,
    lookAt: { fr: 'Retirer RC4 (OpenSSL : ajouter !RC4).', en: 'Remove RC4 (OpenSSL: add !RC4).' },
  }),
  negotiation('triple-des-refused', {
    title: { fr: 'Suites Triple DES refusées', en: 'Triple DES suites are refused' },
    level: 'SHOULD',
    requirement: 'S1-070',
    rfc: '9325 §4.1',
    offer: { cipherSuites: weakSuites('3DES') },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-triple-des'],
    whyNotMust: ANS_FORBIDS_NO_SUITE,
    lookAt: {
      fr: 'Des blocs de 64 bits (attaque Sweet32) : retirer 3DES (OpenSSL : ajouter !3DES).',
      en: 'Blocks of 64 bits (Sweet32 attack): remove 3DES (OpenSSL: add !3DES).',
    },
  }),
  negotiation('compression-declined', {
    title: {
      fr: 'Compression proposée par le terminal, pas choisie',
      en: 'Compression offered by the terminal, not selected',
    },
    level: 'SHOULD',
    requirement: 'S1-070',
    rfc: '9325 §3.3',
    offer: { compressionMethods: [DEFLATE, NO_COMPRESSION] },
    expect: 'declined',
    provenBy: ['compresses'],
    whyNotMust: {
      fr: 'Les documents de l’ANS prescrivent la suite, sans rien dire de la compression.',
      en: 'The ANS documents prescribe the suite and say nothing of compression.',
    },
    lookAt: {
      fr: 'La longueur de ce qui est compressé en trahit le contenu : attaque CRIME (CVE-2012-4929). OpenSSL : SSL_OP_NO_COMPRESSION.',
      en: 'The length of what is compressed gives away its content: the CRIME attack (CVE-2012-4929). OpenSSL: SSL_OP_NO_COMPRESSION.',
    },
  }),
]);
