import type { HandshakeTolerances, SecureServerSettings } from '../secure-server.ts';
import { type Defect, EVERY_STACK } from './defect.ts';
import { keepSessions, takeTurns } from './serving.ts';

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
    id: 'checks-full-handshakes-only',
    title: {
      fr: 'Répond 403 à un mauvais certificat, et ne le vérifie plus quand la session est reprise',
      en: 'Answers 403 to a wrong certificate, and does not check it again when the session is resumed',
    },
    stacks: ['node'],
    resumed: 'accepts',
  },
  {
    id: 'loses-certificate-on-resumption',
    title: {
      fr: 'Ne trouve plus le certificat quand la session est reprise, et refuse',
      en: 'Does not find the certificate any more when the session is resumed, and refuses',
    },
    stacks: ['node'],
    resumed: 'refuses',
  },
  {
    id: 'keeps-sessions-for-good',
    title: {
      fr: 'Garde les sessions à part, et n’en retire aucune quand une connexion échoue',
      en: 'Keeps sessions apart, and takes none out when a connection fails',
    },
    stacks: ['node'],
    serve: keepSessions,
  },
  {
    id: 'serves-one-at-a-time',
    title: {
      fr: 'Sert un terminal après l’autre, et attend longtemps celui qui ne dit rien',
      en: 'Serves one terminal after the other, and waits long for one that says nothing',
    },
    stacks: EVERY_STACK,
    serve: takeTurns,
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
  {
    id: 'accepts-unoffered-hash',
    title: {
      fr: 'Accepte une preuve signée avec un condensat qu’il n’a pas proposé',
      en: 'Accepts a proof signed with a digest that it did not offer',
    },
    stacks: ['tls12'],
    secure: tolerating({ unofferedSignatureAlgorithm: true }),
  },
  {
    id: 'tolerates-repeated-messages',
    title: { fr: 'Passe sur un message répété', en: 'Passes over a repeated message' },
    stacks: ['tls12'],
    secure: tolerating({ repeatedMessages: true }),
  },
  {
    id: 'tolerates-any-order',
    title: {
      fr: 'Traite les messages dans l’ordre où ils viennent',
      en: 'Handles messages in whatever order they come',
    },
    stacks: ['tls12'],
    secure: tolerating({ reorderedMessages: true }),
  },
  {
    id: 'tolerates-unknown-messages',
    title: { fr: 'Passe sur un message de type inconnu', en: 'Passes over a message of unknown type' },
    stacks: ['tls12'],
    secure: tolerating({ unknownMessages: true }),
  },
  {
    id: 'ignores-octets-left-over',
    title: {
      fr: 'Ne lit pas le message Certificate jusqu’à sa fin',
      en: 'Does not read the Certificate message up to its end',
    },
    stacks: ['tls12'],
    secure: tolerating({ octetsLeftOver: true }),
  },
  {
    id: 'tolerates-omitted-change-cipher-spec',
    title: { fr: 'Se passe de ChangeCipherSpec', en: 'Does without ChangeCipherSpec' },
    stacks: ['tls12'],
    secure: tolerating({ omittedChangeCipherSpec: true }),
  },
  {
    id: 'tolerates-malformed-change-cipher-spec',
    title: {
      fr: 'Ne regarde pas ce que contient ChangeCipherSpec',
      en: 'Does not look at what ChangeCipherSpec holds',
    },
    stacks: ['tls12'],
    secure: tolerating({ malformedChangeCipherSpec: true }),
  },
  {
    id: 'accepts-any-point',
    title: {
      fr: 'Ne vérifie pas que la clé éphémère est un point de la courbe',
      en: 'Does not check that the ephemeral key is a point of the curve',
    },
    stacks: ['tls12'],
    secure: tolerating({ invalidPoint: true }),
  },
  {
    id: 'ignores-padding',
    title: { fr: 'Ne vérifie pas le bourrage CBC', en: 'Does not verify the CBC padding' },
    stacks: ['tls12'],
    secure: tolerating({ wrongPadding: true }),
  },
  {
    id: 'tolerates-long-records',
    title: {
      fr: 'N’a pas de limite à la longueur d’un enregistrement',
      en: 'Has no limit to the length of a record',
    },
    stacks: ['tls12'],
    secure: tolerating({ recordTooLong: true }),
  },
  {
    id: 'tolerates-unknown-records',
    title: { fr: 'Passe sur un enregistrement de type inconnu', en: 'Passes over a record of unknown type' },
    stacks: ['tls12'],
    secure: tolerating({ unknownRecords: true }),
  },
] as const satisfies readonly Defect[];

export function tolerating(
  tolerances: HandshakeTolerances,
): (settings: SecureServerSettings) => SecureServerSettings {
  return (settings) => ({ ...settings, tolerances: { ...settings.tolerances, ...tolerances } });
}
