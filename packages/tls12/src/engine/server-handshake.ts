import { CLIENT_CERTIFICATE_TYPES, type HandshakeMessageName } from '../constants.ts';
import { Failure } from '../failure.ts';
import { createKeyShare, GROUPS, type KeyShare } from '../key-exchange.ts';
import { decodeCertificate, encodeCertificate, encodeCertificateRequest } from '../messages/certificate.ts';
import { type Extensions, extension, type RawExtension } from '../messages/extensions.ts';
import { type ClientHello, decodeClientHello, encodeServerHello, RANDOM_LENGTH } from '../messages/hello.ts';
import {
  decodeCertificateVerify,
  decodeClientKeyExchange,
  encodeDigitallySigned,
  encodeParameters,
} from '../messages/key-exchange.ts';
import { encodeNewSessionTicket } from '../messages/session-ticket.ts';
import type { Session } from '../session.ts';
import { CLIENT_SCHEMES } from '../signature-schemes.ts';
import type { Connection } from './connection.ts';
import { Handshake, NO_BODY } from './handshake.ts';
import { harmRenegotiationInfo, signWithBug } from './misbehaviour.ts';
import { renegotiationInfo } from './negotiated.ts';
import type { Identity, ServerEngineOptions } from './options.ts';
import { ServerSelection } from './server-selection.ts';

const SESSION_ID_LENGTH = 32;

/** The same in every handshake of a server; a client has few, and there may be ten thousand clients. */
const certificates = new WeakMap<readonly Uint8Array[], Buffer>();
const certificateRequests = new WeakMap<ServerEngineOptions, Buffer>();

/** A handshake as the server sees it (RFC 5246 §7.3, figures 1 and 2). */
export class ServerHandshake extends Handshake {
  readonly #options: ServerEngineOptions;
  /** Of CertificateRequest. */
  readonly #signatureAlgorithms: readonly number[];
  #share: KeyShare | undefined;
  #certificateReceived = false;
  #issuesTicket = false;

  constructor(connection: Connection, options: ServerEngineOptions) {
    super(connection, 'server');
    this.#options = options;
    this.#signatureAlgorithms =
      connection.bugs.requestedSignatureAlgorithms ?? options.signatureAlgorithms ?? CLIENT_SCHEMES;
    this.expect([{ item: 'clientHello' }]);
  }

  protected handle(name: HandshakeMessageName, body: Buffer): void {
    switch (name) {
      case 'clientHello':
        this.#receiveClientHello(decodeClientHello(body));
        break;
      case 'certificate':
        this.#receiveCertificate(decodeCertificate(body, this.connection.tolerances));
        break;
      case 'clientKeyExchange':
        this.agree(this.#share!, decodeClientKeyExchange(body));
        this.keys.derive();
        break;
      case 'certificateVerify':
        this.#receiveCertificateVerify(body);
        break;
      case 'finished':
        this.#receiveFinished(body);
        break;
      default:
        throw new Error(`the order of messages let ${name} through`);
    }
  }

  #receiveClientHello(hello: ClientHello): void {
    const { tickets, sessions, encryptThenMac, extendedMasterSecret } = this.#options;
    const { extensions } = hello;
    const selection = new ServerSelection(this.connection, this.#options, hello);
    const { version, suite, session, secureRenegotiation, namedCipherSuite, compressionMethod } = selection;
    this.#issuesTicket = !session && tickets !== undefined && extensions.sessionTicket !== undefined;
    const newId = sessions && !this.#issuesTicket ? this.connection.random(SESSION_ID_LENGTH) : NO_BODY();
    this.settle({
      version,
      suite,
      clientRandom: hello.random,
      serverRandom: this.connection.random(RANDOM_LENGTH),
      sessionId: session ? hello.sessionId : newId,
      resumed: session !== undefined,
      extendedMasterSecret: extensions.extendedMasterSecret && extendedMasterSecret !== false,
      encryptThenMac: extensions.encryptThenMac && encryptThenMac !== false && suite.mode === 'cbc',
      secureRenegotiation,
      serverName: extensions.serverName,
    });
    this.connection.emit({
      type: 'serverHello',
      version,
      cipherSuite: namedCipherSuite,
      compressionMethod,
    });
    const serverHello = () => this.#serverHello(namedCipherSuite, compressionMethod, extensions);
    if (session) this.#resume(session, serverHello);
    else this.#sendFirstFlight(selection, serverHello);
  }

  #serverHello(cipherSuite: number, compressionMethod: number, offered: Extensions): Buffer {
    const { version, serverRandom, sessionId } = this.settled;
    const extensions = this.#answerExtensions(offered);
    const hello = { version, random: serverRandom, sessionId, cipherSuite, compressionMethod, extensions };
    return encodeServerHello(hello);
  }

  #answerExtensions(offered: Extensions): readonly RawExtension[] {
    const { secureRenegotiation, resumed, encryptThenMac, extendedMasterSecret } = this.settled;
    const { bugs, established } = this.connection;
    const info = harmRenegotiationInfo(renegotiationInfo(established, 'server'), bugs);
    const answers: (RawExtension | false)[] = [
      secureRenegotiation && extension.renegotiationInfo(info),
      offered.serverName !== undefined && !resumed && extension.serverNameAcknowledged(),
      offered.ecPointFormats !== undefined && extension.ecPointFormats(),
      this.#issuesTicket && extension.sessionTicket(),
      encryptThenMac && extension.encryptThenMac(),
      extendedMasterSecret && extension.extendedMasterSecret(),
      bugs.unofferedExtension !== undefined && { type: bugs.unofferedExtension, data: NO_BODY() },
    ];
    return answers.filter((item) => typeof item === 'object');
  }

  // The abbreviated handshake

  #resume(session: Session, serverHello: () => Buffer): void {
    this.group = session.group;
    this.peerChain = session.peerChain;
    this.updateInfo();
    this.#forgetOnFailure(session);
    this.expect([
      { item: 'changeCipherSpec', optional: this.connection.tolerances.omittedChangeCipherSpec },
      { item: 'finished' },
    ]);
    this.keys.resume(session.masterSecret);
    this.sendFlight({ serverHello, changeCipherSpec: NO_BODY, finished: () => this.finishedBody() });
  }

  #forgetOnFailure(session: Session): void {
    this.connection.invalidateSession = () => {
      session.resumable = false;
      this.#options.tickets?.forget(session);
    };
  }

  // The full handshake

  #sendFirstFlight(selection: ServerSelection, serverHello: () => Buffer): void {
    const identity = selection.chooseIdentity();
    const scheme = selection.chooseScheme(identity);
    this.group = selection.chooseGroup();
    this.#share = createKeyShare(this.group);
    this.certificateRequested = this.#options.clientCertificate !== 'none';
    this.updateInfo();
    this.#expectSecondFlight();
    const chain = this.connection.bugs.emptyCertificateList ? [] : identity.chain;
    this.sendFlight({
      serverHello,
      certificate: () => certificateMessage(chain),
      serverKeyExchange: () => this.#serverKeyExchange(identity, scheme, this.#share!),
      ...(this.certificateRequested && { certificateRequest: () => this.#certificateRequest() }),
      serverHelloDone: NO_BODY,
    });
  }

  #serverKeyExchange({ privateKey }: Identity, scheme: number, share: KeyShare): Buffer {
    const { clientRandom, serverRandom } = this.settled;
    const { bugs } = this.connection;
    const parameters = encodeParameters(bugs.chooseGroup ?? GROUPS[share.group], this.pointOf(share));
    const content = Buffer.concat([clientRandom, serverRandom, parameters]);
    const signed = signWithBug(scheme, content, privateKey, bugs.serverKeyExchangeSignature);
    return Buffer.concat([parameters, encodeDigitallySigned(signed)]);
  }

  #certificateRequest(): Buffer {
    const known = certificateRequests.get(this.#options);
    if (known) return known;
    const request = encodeCertificateRequest({
      certificateTypes: Object.values(CLIENT_CERTIFICATE_TYPES),
      signatureAlgorithms: this.#signatureAlgorithms,
      authorities: this.#options.acceptableIssuers ?? [],
    });
    certificateRequests.set(this.#options, request);
    return request;
  }

  #expectSecondFlight(): void {
    const { skippedClientCertificate, skippedCertificateVerify, omittedChangeCipherSpec } =
      this.connection.tolerances;
    const certificateSkipped = () => this.certificateRequested && !this.#certificateReceived;
    this.expect([
      { item: 'certificate', when: () => this.certificateRequested, optional: skippedClientCertificate },
      { item: 'clientKeyExchange' },
      {
        item: 'certificateVerify',
        when: () => this.peerChain.length > 0,
        optional: skippedCertificateVerify,
      },
      { item: 'certificateVerify', when: certificateSkipped, optional: true },
      { item: 'changeCipherSpec', optional: omittedChangeCipherSpec },
      { item: 'finished' },
    ]);
  }

  #receiveCertificate(chain: readonly Buffer[]): void {
    this.#certificateReceived = true;
    if (chain.length === 0 && this.#options.clientCertificate === 'require') {
      throw new Failure('handshake_failure', 'TLS_CLIENT_CERTIFICATE_MISSING');
    }
    this.receiveChain(chain);
  }

  #receiveCertificateVerify(body: Buffer): void {
    // Comes without a certificate only where that is tolerated.
    if (this.peerChain.length === 0) return;
    const signed = decodeCertificateVerify(body);
    const tolerated = this.connection.tolerances.wrongCertificateVerify;
    this.checkSignature(
      'CertificateVerify',
      this.#signatureAlgorithms,
      signed,
      this.log.bytes(this.log.length - 1),
      tolerated,
    );
  }

  #receiveFinished(body: Buffer): void {
    this.checkFinished(body);
    if (!this.settled.resumed) this.#sendLastFlight();
    this.complete();
  }

  #sendLastFlight(): void {
    const { tickets, sessions } = this.#options;
    const issued = this.#issuesTicket ? tickets : undefined;
    const session = issued || sessions ? this.#makeSession() : undefined;
    if (session) this.#forgetOnFailure(session);
    if (session && !issued) sessions?.add(session);
    this.sendFlight({
      ...(issued &&
        session && {
          newSessionTicket: () =>
            encodeNewSessionTicket({ lifetime: issued.lifetimeSeconds, ticket: issued.seal(session) }),
        }),
      changeCipherSpec: NO_BODY,
      finished: () => this.finishedBody(),
    });
  }

  #makeSession(): Session {
    const { sessionId, suite, extendedMasterSecret, serverName } = this.settled;
    return {
      // A ticket has an id too, by which it can be forgotten.
      id: sessionId.length > 0 ? sessionId : this.connection.random(SESSION_ID_LENGTH),
      cipherSuite: suite.code,
      group: this.group!,
      masterSecret: this.keys.masterSecret!,
      extendedMasterSecret,
      ...(serverName !== undefined && { serverName }),
      peerChain: this.peerChain,
      createdAt: this.connection.now(),
      resumable: true,
    };
  }
}

function certificateMessage(chain: readonly Uint8Array[]): Buffer {
  const known = certificates.get(chain);
  if (known !== undefined) return known;
  const encoded = encodeCertificate(chain);
  certificates.set(chain, encoded);
  return encoded;
}
