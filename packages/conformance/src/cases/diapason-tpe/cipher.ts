import { negotiation, topic } from '../define.ts';

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
    offer: {
      cipherSuites: [
        0xc019, // TLS_ECDH_anon_WITH_AES_256_CBC_SHA
        0xc018, // TLS_ECDH_anon_WITH_AES_128_CBC_SHA
        0x00a7, // TLS_DH_anon_WITH_AES_256_GCM_SHA384
        0x00a6, // TLS_DH_anon_WITH_AES_128_GCM_SHA256
        0x006d, // TLS_DH_anon_WITH_AES_256_CBC_SHA256
        0x006c, // TLS_DH_anon_WITH_AES_128_CBC_SHA256
        0x003a, // TLS_DH_anon_WITH_AES_256_CBC_SHA
        0x0034, // TLS_DH_anon_WITH_AES_128_CBC_SHA
      ],
    },
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
    offer: {
      cipherSuites: [
        0x009d, // TLS_RSA_WITH_AES_256_GCM_SHA384
        0x009c, // TLS_RSA_WITH_AES_128_GCM_SHA256
        0x003d, // TLS_RSA_WITH_AES_256_CBC_SHA256
        0x003c, // TLS_RSA_WITH_AES_128_CBC_SHA256
        0x0035, // TLS_RSA_WITH_AES_256_CBC_SHA
        0x002f, // TLS_RSA_WITH_AES_128_CBC_SHA
      ],
    },
    expect: 'refused',
    alert: 'handshake_failure',
    provenBy: ['accepts-static-rsa'],
    whyNotMust: {
      fr: 'L’ANS prescrit une suite ECDHE sans interdire les autres ; OpenSSL accepte celles-ci par défaut.',
      en: 'ANS prescribes a suite with ECDHE without forbidding others; OpenSSL accepts these by default.',
    },
    lookAt: {
      fr: 'Retirer les suites TLS_RSA_* (OpenSSL : ajouter !kRSA).',
      en: 'Remove the TLS_RSA_* suites (OpenSSL: add !kRSA).',
    },
  }),
]);
