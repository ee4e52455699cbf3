import type { HandshakeTolerances, SecureServerSettings } from '../secure-server.ts';
import { type Defect, EVERY_STACK } from './defect.ts';

/** Mistakes in the handshake. All but the first are those of a TLS stack, which node:tls does not make. */
export const HANDSHAKE_DEFECTS = [
  {
    id: 'certificate-optional',
    title: {
      fr: 'Demande un certificat et se passe de réponse',
      en: 'Asks for a certificate and does without one',
    },
    stacks: EVERY_STACK,
    forgives: ({ code }) => code === 'chain-empty',
    secure: (settings) => ({ ...settings, clientCertificate: 'request' }),
  },
  {
    id: 'tolerates-skipped-certificate',
    title: {
      fr: 'Continue sans le message Certificate du client',
      en: 'Goes on without the Certificate message of the client',
    },
    stacks: ['tls12'],
    secure: tolerating({ skippedClientCertificate: true }),
  },
  {
    id: 'tolerates-skipped-certificate-verify',
    title: {
      fr: 'Continue sans preuve de possession de la clé (CertificateVerify absent)',
      en: 'Goes on without proof of possession of the key (no CertificateVerify)',
    },
    stacks: ['tls12'],
    secure: tolerating({ skippedCertificateVerify: true }),
  },
  {
    id: 'ignores-certificate-verify',
    title: {
      fr: 'Ne vérifie pas la signature de CertificateVerify',
      en: 'Does not check the signature in CertificateVerify',
    },
    stacks: ['tls12'],
    secure: tolerating({ wrongCertificateVerify: true }),
  },
  {
    id: 'ignores-finished',
    title: { fr: 'Ne vérifie pas le contenu de Finished', en: 'Does not check the content of Finished' },
    stacks: ['tls12'],
    secure: tolerating({ wrongFinished: true }),
  },
  {
    id: 'tolerates-early-data',
    title: {
      fr: 'Traite des données reçues avant Finished',
      en: 'Processes data received before Finished',
    },
    stacks: ['tls12'],
    secure: tolerating({ applicationDataBeforeFinished: true }),
  },
  {
    id: 'tolerates-early-change-cipher-spec',
    title: {
      fr: 'Accepte ChangeCipherSpec avant l’échange de clés',
      en: 'Accepts ChangeCipherSpec before the key exchange',
    },
    stacks: ['tls12'],
    secure: tolerating({ earlyChangeCipherSpec: true }),
  },
  {
    id: 'ignores-record-mac',
    title: {
      fr: 'Ne vérifie pas le code d’authentification des enregistrements',
      en: 'Does not check the authentication code of records',
    },
    stacks: ['tls12'],
    secure: tolerating({ wrongRecordMac: true }),
  },
] as const satisfies readonly Defect[];

function tolerating(
  tolerances: HandshakeTolerances,
): (settings: SecureServerSettings) => SecureServerSettings {
  return (settings) => ({ ...settings, tolerances: { ...settings.tolerances, ...tolerances } });
}
