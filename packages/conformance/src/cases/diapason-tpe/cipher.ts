import { negotiation, topic } from '../define.ts';
import { foreignSuites } from '../foreign-suites.ts';

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
]);
