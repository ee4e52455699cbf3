import { callControl, topic } from '../define.ts';
import { serverOffer } from '../servers/offer.ts';

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
  ...serverOffer({ defects: 'psp', level: 'MUST', requirements: { suites: 'S1-070', link: 'S1-018' } }),
]);
