import { Certificate, encodeName } from '@banc-gap/pki';
import type { PeerName } from '../peer-client.ts';
import type { ClientTolerances } from '../secure-client.ts';
import { type CallDefect, type Defect, EVERY_STACK } from './defect.ts';

/** Whose suite looks at all of the handshake of the GAP as a client. */
const PEERS: readonly PeerName[] = ['psp'];
const EVERY_PEER: readonly PeerName[] = ['psp', 'annuaire', 'amc', 'dp'];
/** Those that are to ask for the certificate of the GAP: insurers go by its token. */
const ASKING: readonly PeerName[] = ['psp', 'annuaire', 'dp'];

/** Mistakes of a TLS stack in the handshake with a server; node:tls makes none of them. */
export const CLIENT_HANDSHAKE_DEFECTS = [
  {
    id: 'client-ignores-key-proof',
    title: {
      fr: 'Ne vérifie pas que le serveur détient la clé de son certificat',
      en: 'Does not check that the server holds the key of its certificate',
    },
    stacks: ['tls12'],
    call: tolerating({ wrongServerKeyExchangeSignature: true }),
  },
  {
    id: 'client-accepts-unoffered-hash',
    title: {
      fr: 'Accepte d’un serveur une signature dont il n’a pas proposé le condensat',
      en: 'Accepts from a server a signature whose digest it did not offer',
    },
    stacks: ['tls12'],
    call: tolerating({ unofferedSignatureAlgorithm: true }),
  },
  {
    id: 'client-tolerates-skipped-certificate',
    title: { fr: 'Continue sans certificat du serveur', en: 'Goes on without a certificate of the server' },
    stacks: ['tls12'],
    call: tolerating({ skippedServerCertificate: true }),
  },
  {
    id: 'client-ignores-finished',
    title: {
      fr: 'Ne vérifie pas le contenu du Finished d’un serveur',
      en: 'Does not check the content of the Finished of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ wrongFinished: true }),
  },
  {
    id: 'client-tolerates-early-data',
    title: {
      fr: 'Traite les données qu’un serveur envoie avant Finished',
      en: 'Processes data that a server sends before Finished',
    },
    stacks: ['tls12'],
    call: tolerating({ applicationDataBeforeFinished: true }),
  },
  {
    id: 'client-tolerates-early-change-cipher-spec',
    title: {
      fr: 'Accepte d’un serveur ChangeCipherSpec avant l’échange de clés',
      en: 'Accepts ChangeCipherSpec of a server before the key exchange',
    },
    stacks: ['tls12'],
    call: tolerating({ earlyChangeCipherSpec: true }),
  },
  {
    id: 'client-tolerates-omitted-change-cipher-spec',
    title: {
      fr: 'Se passe du ChangeCipherSpec d’un serveur',
      en: 'Does without ChangeCipherSpec of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ omittedChangeCipherSpec: true }),
  },
  {
    id: 'client-tolerates-malformed-change-cipher-spec',
    title: {
      fr: 'Ne regarde pas ce que contient le ChangeCipherSpec d’un serveur',
      en: 'Does not look at what the ChangeCipherSpec of a server holds',
    },
    stacks: ['tls12'],
    call: tolerating({ malformedChangeCipherSpec: true }),
  },
  {
    id: 'client-tolerates-repeated-messages',
    title: {
      fr: 'Passe sur un message répété d’un serveur',
      en: 'Passes over a repeated message of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ repeatedMessages: true }),
  },
  {
    id: 'client-tolerates-any-order',
    title: {
      fr: 'Traite les messages d’un serveur dans l’ordre où ils viennent',
      en: 'Handles the messages of a server in whatever order they come',
    },
    stacks: ['tls12'],
    call: tolerating({ reorderedMessages: true }),
  },
  {
    id: 'client-tolerates-unknown-messages',
    title: {
      fr: 'Passe sur un message de type inconnu d’un serveur',
      en: 'Passes over a message of unknown type of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ unknownMessages: true }),
  },
  {
    id: 'client-ignores-octets-left-over',
    title: {
      fr: 'Ne lit pas le message Certificate d’un serveur jusqu’à sa fin',
      en: 'Does not read the Certificate message of a server up to its end',
    },
    stacks: ['tls12'],
    call: tolerating({ octetsLeftOver: true }),
  },
  {
    id: 'client-accepts-unoffered-extension',
    title: {
      fr: 'Passe sur une extension du ServerHello qu’il n’a pas proposée',
      en: 'Passes over an extension of ServerHello that it did not offer',
    },
    stacks: ['tls12'],
    call: tolerating({ unofferedExtension: true }),
  },
  {
    id: 'client-ignores-renegotiation-info',
    title: {
      fr: 'Ne compare pas renegotiation_info du serveur',
      en: 'Does not compare the renegotiation_info of the server',
    },
    stacks: ['tls12'],
    call: tolerating({ wrongRenegotiationInfo: true }),
  },
  {
    id: 'client-accepts-unoffered-group',
    title: {
      fr: 'Suit le serveur sur une courbe qu’il n’a pas proposée',
      en: 'Follows the server to a curve that it did not offer',
    },
    stacks: ['tls12'],
    call: tolerating({ unofferedGroup: true }),
  },
  {
    id: 'client-accepts-unoffered-suite',
    title: {
      fr: 'Suit le serveur dans une suite qu’il n’a pas proposée',
      en: 'Follows the server to a suite that it did not offer',
    },
    stacks: ['tls12'],
    call: tolerating({ unofferedCipherSuite: true }),
  },
  {
    id: 'client-accepts-any-point',
    title: {
      fr: 'Ne vérifie pas que la clé éphémère du serveur est un point de la courbe',
      en: 'Does not check that the ephemeral key of the server is a point of the curve',
    },
    stacks: ['tls12'],
    call: tolerating({ invalidPoint: true }),
  },
  {
    id: 'client-ignores-record-mac',
    title: {
      fr: 'Ne vérifie pas le code d’authentification des enregistrements d’un serveur',
      en: 'Does not check the authentication code of the records of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ wrongRecordMac: true }, EVERY_PEER),
  },
  {
    id: 'client-ignores-record-padding',
    title: {
      fr: 'Ne vérifie pas le bourrage des enregistrements d’un serveur',
      en: 'Does not check the padding of the records of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ wrongPadding: true }, EVERY_PEER),
  },
  {
    id: 'client-tolerates-long-records',
    title: {
      fr: 'Accepte d’un serveur des enregistrements plus longs que permis',
      en: 'Accepts records of a server that are longer than allowed',
    },
    stacks: ['tls12'],
    call: tolerating({ recordTooLong: true }, EVERY_PEER),
  },
  {
    id: 'client-tolerates-skipped-key-exchange',
    title: {
      fr: 'Continue sans ServerKeyExchange, donc sans preuve que le serveur a sa clé',
      en: 'Goes on without ServerKeyExchange, so without proof that the server has its key',
    },
    stacks: ['tls12'],
    call: tolerating({ skippedServerKeyExchange: true }, EVERY_PEER),
  },
  {
    id: 'client-signs-with-unlisted-algorithm',
    title: {
      fr: 'Signe avec un algorithme que CertificateRequest ne liste pas',
      en: 'Signs with an algorithm that CertificateRequest does not list',
    },
    stacks: ['tls12'],
    call: tolerating({ unusableCertificateRequest: true }, ASKING),
  },
  {
    id: 'client-breaks-off-on-foreign-authorities',
    title: {
      fr: 'Rompt quand CertificateRequest ne nomme pas son AC',
      en: 'Breaks off where CertificateRequest does not name its CA',
    },
    stacks: ['tls12'],
    call: {
      peers: ASKING,
      refusesRequest: ({ authorities }, { client }) =>
        authorities.length > 0 &&
        !Certificate.parseAll(client?.certificateChain ?? '').some(({ issuer }) =>
          authorities.some((name) => encodeName(issuer).equals(name)),
        ),
    },
  },
  {
    id: 'client-connects-without-being-asked',
    title: {
      fr: 'Continue avec un serveur qui ne lui demande pas son certificat',
      en: 'Goes on with a server that does not ask for its certificate',
    },
    stacks: EVERY_STACK,
    call: { peers: ASKING, goesOnUnasked: true },
  },
  {
    id: 'client-tolerates-unknown-records',
    title: {
      fr: 'Passe sur un enregistrement de type inconnu d’un serveur',
      en: 'Passes over a record of unknown type of a server',
    },
    stacks: ['tls12'],
    call: tolerating({ unknownRecords: true }),
  },
  {
    id: 'client-accepts-tls11',
    title: { fr: 'Suit le serveur en TLS 1.1', en: 'Follows the server to TLS 1.1' },
    stacks: ['tls12'],
    call: tolerating({ acceptVersions: [0x0302] }),
  },
  {
    id: 'client-accepts-tls10',
    title: { fr: 'Suit le serveur en TLS 1.0', en: 'Follows the server to TLS 1.0' },
    stacks: ['tls12'],
    call: tolerating({ acceptVersions: [0x0301] }),
  },
  {
    id: 'client-accepts-ssl30',
    title: { fr: 'Suit le serveur en SSL 3.0', en: 'Follows the server to SSL 3.0' },
    stacks: ['tls12'],
    call: tolerating({ acceptVersions: [0x0300] }),
  },
] as const satisfies readonly Defect[];

function tolerating(tolerances: ClientTolerances, peers = PEERS): CallDefect {
  return { peers, secure: (settings) => ({ ...settings, tolerances }) };
}
