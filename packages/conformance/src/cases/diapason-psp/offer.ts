import { callControl, callObservation, topic } from '../define.ts';
import { foreignSuites, weakSuites } from '../foreign-suites.ts';
import { notOffered, serverOffer } from '../servers/offer.ts';

const ANS_FORBIDS_NO_SUITE = {
  fr: 'L’ANS prescrit une suite sans interdire les autres, et OpenSSL comme Java en proposent de celles-ci par défaut.',
  en: 'ANS prescribes a suite without forbidding others, and OpenSSL as well as Java offer such ones by default.',
};
const DISCOURAGED = { level: 'SHOULD', requirement: 'S1-070', whyNotMust: ANS_FORBIDS_NO_SUITE } as const;

/** What the GAP offers the provider: ANS prescribes the version and the suite on this link. */
export const pspOffer = topic('diapason-psp', 'offer', [
  callControl('prescribed-suite-alone', {
    title: {
      fr: 'Prestataire qui n’a que la suite prescrite',
      en: 'A provider that has the prescribed suite only',
    },
    level: 'MUST',
    requirement: 'S1-070',
    rfc: '5246 §7.4.1.2',
    cipherSuites: 'prescribed',
    provenBy: ['psp-no-prescribed-cipher'],
    lookAt: {
      fr: 'La liste de suites du client (https.ciphers, SSLParameters, jdk.tls.disabledAlgorithms).',
      en: 'The list of suites of the client (https.ciphers, SSLParameters, jdk.tls.disabledAlgorithms).',
    },
  }),
  notOffered('no-export', weakSuites('EXPORT'), {
    title: { fr: 'Aucune suite « export » n’est proposée', en: 'No export suite is offered' },
    level: 'MUST',
    requirement: 'S1-070',
    provenBy: ['psp-offers-export'],
  }),
  notOffered('no-static-rsa', foreignSuites('RSA'), {
    ...DISCOURAGED,
    title: {
      fr: 'Aucune suite à échange de clé RSA n’est proposée',
      en: 'No suite with RSA key exchange is offered',
    },
    provenBy: ['psp-offers-static-rsa'],
  }),
  notOffered('no-rc4', weakSuites('RC4'), {
    ...DISCOURAGED,
    title: { fr: 'Aucune suite RC4 n’est proposée', en: 'No RC4 suite is offered' },
    provenBy: ['psp-offers-rc4'],
  }),
  notOffered('no-triple-des', weakSuites('3DES'), {
    ...DISCOURAGED,
    title: { fr: 'Aucune suite Triple DES n’est proposée', en: 'No Triple DES suite is offered' },
    provenBy: ['psp-offers-triple-des'],
  }),
  callObservation('no-compression', {
    title: { fr: 'Le GAP ne propose pas de compresser', en: 'The GAP does not offer to compress' },
    level: 'SHOULD',
    requirement: 'S1-070',
    rfc: '9325 §3.3',
    whyNotMust: {
      fr: 'Les documents de l’ANS ne disent rien de la compression.',
      en: 'The ANS documents say nothing of compression.',
    },
    provenBy: ['psp-offers-compression'],
    expected: {
      fr: 'Le ClientHello ne propose que la méthode 0.',
      en: 'The ClientHello offers method 0 only.',
    },
    judge: ({ clientHello: { compressionMethods } }) => ({
      right: compressionMethods.every((method) => method === 0),
      found: {
        fr: `Méthodes proposées : ${compressionMethods.join(', ')}.`,
        en: `Methods offered: ${compressionMethods.join(', ')}.`,
      },
    }),
    lookAt: {
      fr: 'La longueur de ce qui est compressé en trahit le contenu : attaque CRIME (CVE-2012-4929). OpenSSL : SSL_OP_NO_COMPRESSION.',
      en: 'The length of what is compressed gives away its content: the CRIME attack (CVE-2012-4929). OpenSSL: SSL_OP_NO_COMPRESSION.',
    },
  }),
  ...serverOffer({ defects: 'psp', level: 'MUST', requirements: { suites: 'S1-070', link: 'S1-018' } }),
]);
