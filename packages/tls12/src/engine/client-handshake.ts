import { CLIENT_CERTIFICATE_TYPES, type HandshakeMessageName } from '../constants.ts';
import { decodeError, Failure, illegalParameter, unexpectedMessage } from '../failure.ts';
import { createKeyShare, groupByCode, type KeyShare } from '../key-exchange.ts';
import {
  type CertificateRequest,
  decodeCertificate,
  decodeCertificateRequest,
  encodeCertificate,
} from '../messages/certificate.ts';
import { decodeServerHello, type ServerHello } from '../messages/hello.ts';
import {
  decodeEmpty,
  decodeServerKeyExchange,
  encodeClientKeyExchange,
  encodeDigitallySigned,
  type ServerKeyExchange,
} from '../messages/key-exchange.ts';
import { decodeNewSessionTicket, type NewSessionTicket } from '../messages/session-ticket.ts';
import type { Session } from '../session.ts';
import { CLIENT_SCHEMES, chooseScheme, RSA_SHA1 } from '../signature-schemes.ts';
import { ClientOffer } from './client-offer.ts';
import type { Connection } from './connection.ts';
import { Handshake, NO_BODY } from './handshake.ts';
import { signWithBug } from './misbehaviour.ts';
import type { ClientEngineOptions, Identity } from './options.ts';

/** What the client signs CertificateVerify with, where the server accepts it. */
const OWN_SCHEMES: readonly number[] = [...CLIENT_SCHEMES, RSA_SHA1];

/** A handshake as the client sees it (RFC 5246 §7.3, figures 1 and 2). */
export class ClientHandshake extends Handshake {
  readonly #options: ClientEngineOptions;
  readonly #offer: ClientOffer;
  #share: KeyShare | undefined;
  #certificateRequest: CertificateRequest | undefined;
  #ticketExpected = false;
  #ticket: NewSessionTicket | undefined;

  constructor(connection: Connection, options: ClientEngineOptions) {
    super(connection, 'client');
    this.#options = options;
    this.#offer = new ClientOffer(connection, options);
  }

  start(): void {
    this.expect([{ item: 'serverHello' }]);
    this.sendFlight({ clientHello: () => this.#offer.encode() });
  }

  protected handle(name: HandshakeMessageName, body: Buffer): void {
    switch (name) {
      case 'serverHello':
        this.#receiveServerHello(decodeServerHello(body));
        break;
      case 'certificate':
        this.#receiveCertificate(decodeCertificate(body, this.connection.tolerances));
        break;
      case 'serverKeyExchange':
        this.#receiveServerKeyExchange(body);
        break;
      case 'certificateRequest':
        this.#certificateRequest = decodeCertificateRequest(body);
        this.certificateRequested = true;
        this.updateInfo();
        break;
      case 'serverHelloDone':
        decodeEmpty(body, 'ServerHelloDone');
        this.#sendSecondFlight();
        break;
      case 'newSessionTicket':
        this.#ticket = decodeNewSessionTicket(body);
        break;
      case 'finished':
        this.#receiveFinished(body);
        break;
      default:
        throw new Error(`the order of messages let ${name} through`);
    }
  }

  #receiveServerHello(hello: ServerHello): void {
    const { version, cipherSuite, compressionMethod, extensions } = hello;
    this.connection.emit({ type: 'serverHello', version, cipherSuite, compressionMethod });
    const suite = this.#offer.check(hello);
    const resumed = this.#offer.isResumedBy(hello);
    this.#ticketExpected = extensions.sessionTicket !== undefined;
    this.settle({
      version,
      suite,
      clientRandom: this.#offer.random,
      serverRandom: hello.random,
      sessionId: hello.sessionId,
      resumed,
      extendedMasterSecret: extensions.extendedMasterSecret,
      encryptThenMac: extensions.encryptThenMac && suite.mode === 'cbc',
      secureRenegotiation: extensions.renegotiationInfo !== undefined,
      serverName: this.#options.serverName,
    });
    if (resumed) {
      this.#resume(this.#offer.session!);
      return;
    }
    this.expect([
      { item: 'certificate', optional: this.connection.tolerances.skippedServerCertificate },
      { item: 'serverKeyExchange', optional: this.connection.tolerances.skippedServerKeyExchange },
      { item: 'certificateRequest', optional: true },
      { item: 'serverHelloDone' },
    ]);
  }

  #resume(session: Session): void {
    this.group = session.group;
    this.peerChain = session.peerChain;
    this.updateInfo();
    this.#invalidateOnFailure(session);
    this.#expectLastFlight();
    this.keys.resume(session.masterSecret);
  }

  #expectLastFlight(): void {
    this.expect([
      { item: 'newSessionTicket', when: () => this.#ticketExpected },
      { item: 'changeCipherSpec', optional: this.connection.tolerances.omittedChangeCipherSpec },
      { item: 'finished' },
    ]);
  }

  #invalidateOnFailure(session: Session): void {
    this.connection.invalidateSession = () => {
      session.resumable = false;
    };
  }

  #receiveCertificate(chain: readonly Buffer[]): void {
    if (chain.length === 0) throw decodeError('Certificate of the server has no certificate');
    this.receiveChain(chain);
  }

  #receiveServerKeyExchange(body: Buffer): void {
    const exchange = decodeServerKeyExchange(body);
    const { tolerances } = this.connection;
    const unsigned = tolerances.skippedServerCertificate && this.peerChain.length === 0;
    if (!unsigned) this.#checkKeyExchange(exchange);
    const spoken = groupByCode(exchange.group);
    const group = spoken ?? (tolerances.unofferedGroup ? 'P-256' : undefined);
    if (group === undefined || !(this.#offer.groups.includes(group) || tolerances.unofferedGroup)) {
      throw illegalParameter(`the group ${exchange.group}, which was not offered`);
    }
    this.group = group;
    this.#share = createKeyShare(group);
    this.agree(this.#share, exchange.point);
    this.updateInfo();
  }

  #checkKeyExchange(exchange: ServerKeyExchange): void {
    if (this.peerKey.asymmetricKeyType !== 'rsa') {
      throw new Failure('unsupported_certificate', 'TLS_ILLEGAL_PARAMETER', {
        detail: `a certificate with a key of type ${this.peerKey.asymmetricKeyType} for a cipher suite with RSA`,
      });
    }
    const { clientRandom, serverRandom } = this.settled;
    const content = Buffer.concat([clientRandom, serverRandom, exchange.parameters]);
    const tolerated = this.connection.tolerances.wrongServerKeyExchangeSignature;
    this.checkSignature('ServerKeyExchange', this.#offer.signatureAlgorithms, exchange, content, tolerated);
  }

  #sendSecondFlight(): void {
    this.#expectLastFlight();
    const share = this.#share ?? this.#shareWithoutExchange();
    const signer = this.#signer();
    const chain = signer?.identity.chain ?? [];
    this.sendFlight({
      ...(this.certificateRequested && { certificate: () => encodeCertificate(chain) }),
      clientKeyExchange: () => encodeClientKeyExchange(this.pointOf(share)),
      ...(signer && { certificateVerify: () => this.#certificateVerify(signer) }),
      changeCipherSpec: NO_BODY,
      finished: () => this.finishedBody(),
    });
  }

  /** For a group that nobody has named, where ServerKeyExchange may be left out. */
  #shareWithoutExchange(): KeyShare {
    if (this.connection.tolerances.skippedServerKeyExchange) return createKeyShare('P-256');
    throw unexpectedMessage('serverHelloDone without a serverKeyExchange');
  }

  /** The identity and the signature algorithm to present it with, if the server asked and can take it. */
  #signer(): { readonly identity: Identity; readonly scheme: number } | undefined {
    const identity = this.#options.identity;
    const request = this.#certificateRequest;
    if (!identity?.chain.length || !request || this.connection.bugs.emptyCertificateList) return undefined;
    const { privateKey } = identity;
    const type =
      privateKey.asymmetricKeyType === 'ec'
        ? CLIENT_CERTIFICATE_TYPES.ecdsaSign
        : CLIENT_CERTIFICATE_TYPES.rsaSign;
    if (!request.certificateTypes.includes(type)) return undefined;
    const usable = chooseScheme(OWN_SCHEMES, request.signatureAlgorithms, privateKey);
    const { unusableCertificateRequest } = this.connection.tolerances;
    const scheme =
      usable ?? (unusableCertificateRequest && chooseScheme(OWN_SCHEMES, OWN_SCHEMES, privateKey));
    return scheme ? { identity, scheme } : undefined;
  }

  #certificateVerify({ identity, scheme }: { readonly identity: Identity; readonly scheme: number }): Buffer {
    const bug = this.connection.bugs.certificateVerify;
    return encodeDigitallySigned(signWithBug(scheme, this.log.bytes(), identity.privateKey, bug));
  }

  #receiveFinished(body: Buffer): void {
    this.checkFinished(body);
    if (this.settled.resumed) {
      this.sendFlight({ changeCipherSpec: NO_BODY, finished: () => this.finishedBody() });
    }
    this.#keepSession();
    this.complete();
  }

  /** Tells of the session if the server gave an id or a ticket to resume it by. */
  #keepSession(): void {
    const { resumed, sessionId, suite, extendedMasterSecret } = this.settled;
    const { serverName } = this.#options;
    const ticket = this.#ticket?.ticket.length ? this.#ticket : undefined;
    const resumable = ticket !== undefined || (sessionId.length > 0 && !resumed);
    if (!resumable || this.group === undefined || this.keys.masterSecret === undefined) return;
    const session: Session = {
      id: ticket ? NO_BODY() : sessionId,
      cipherSuite: suite.code,
      group: this.group,
      masterSecret: this.keys.masterSecret,
      extendedMasterSecret,
      ...(serverName !== undefined && { serverName }),
      peerChain: this.peerChain,
      createdAt: this.connection.now(),
      clientIdentity: this.#offer.clientIdentity,
      ...(ticket && { ticket: ticket.ticket, ticketLifetime: ticket.lifetime }),
      resumable: true,
    };
    this.#invalidateOnFailure(session);
    this.connection.emit({ type: 'session', session });
  }
}
