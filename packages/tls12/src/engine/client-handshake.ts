import { hash } from 'node:crypto';
import { isIP } from 'node:net';
import { CIPHER_SUITES, type CipherSuite, cipherSuiteByCode, cipherSuiteByName } from '../cipher-suites.ts';
import { CLIENT_CERTIFICATE_TYPES, type HandshakeMessageName, TLS_1_2 } from '../constants.ts';
import { decodeError, Failure, illegalParameter } from '../failure.ts';
import { createKeyShare, GROUPS, type GroupName, groupByCode, type KeyShare } from '../key-exchange.ts';
import {
  type CertificateRequest,
  decodeCertificate,
  decodeCertificateRequest,
  encodeCertificate,
} from '../messages/certificate.ts';
import { extension, type RawExtension } from '../messages/extensions.ts';
import { decodeServerHello, encodeClientHello, RANDOM_LENGTH, type ServerHello } from '../messages/hello.ts';
import {
  decodeEmpty,
  decodeServerKeyExchange,
  encodeClientKeyExchange,
  encodeDigitallySigned,
} from '../messages/key-exchange.ts';
import { decodeNewSessionTicket, type NewSessionTicket } from '../messages/session-ticket.ts';
import type { Session } from '../session.ts';
import { CLIENT_SCHEMES, chooseScheme, RSA_SCHEMES, RSA_SHA1 } from '../signature-schemes.ts';
import type { Connection } from './connection.ts';
import { Handshake, NO_BODY } from './handshake.ts';
import { flipLastBit, signWithBug } from './misbehaviour.ts';
import type { ClientEngineOptions, Identity } from './options.ts';

export const DEFAULT_GROUPS: readonly GroupName[] = ['P-256', 'X25519', 'P-384'];

/** A handshake as the client sees it (RFC 5246 §7.3, figures 1 and 2). */
export class ClientHandshake extends Handshake {
  readonly #options: ClientEngineOptions;
  readonly #random: Buffer;
  readonly #version: number;
  readonly #cipherSuites: readonly number[];
  readonly #signatureAlgorithms: readonly number[];
  readonly #groups: readonly GroupName[];
  readonly #clientIdentity: string;
  readonly #session: Session | undefined;
  readonly #sessionId: Buffer;
  readonly #extensions: readonly RawExtension[];
  #share: KeyShare | undefined;
  #certificateRequest: CertificateRequest | undefined;
  #ticketExpected = false;
  #ticket: NewSessionTicket | undefined;

  constructor(connection: Connection, options: ClientEngineOptions) {
    super(connection, 'client');
    this.#options = options;
    this.#random = connection.random(RANDOM_LENGTH);
    this.#version = options.offer?.version ?? TLS_1_2;
    const suites = options.cipherSuites?.map(cipherSuiteByName) ?? CIPHER_SUITES;
    this.#cipherSuites = options.offer?.cipherSuites ?? suites.map(({ code }) => code);
    this.#signatureAlgorithms = options.signatureAlgorithms ?? RSA_SCHEMES;
    this.#groups = options.groups ?? DEFAULT_GROUPS;
    const leaf = options.identity?.chain[0];
    this.#clientIdentity = leaf === undefined ? '' : hash('sha256', leaf);
    this.#session = this.#resumableSession();
    // A session that has a ticket is recognised by an id made up for this purpose (RFC 5077 §3.4).
    this.#sessionId = (this.#session?.ticket ? connection.random(32) : this.#session?.id) ?? NO_BODY();
    this.#extensions = this.#makeExtensions();
  }

  #resumableSession(): Session | undefined {
    const { session, serverName } = this.#options;
    if (session === undefined || this.isRenegotiation) return undefined;
    if (this.connection.bugs.resumeForeignSession) return session;
    const fits =
      session.resumable &&
      session.clientIdentity === this.#clientIdentity &&
      session.serverName === serverName &&
      this.#cipherSuites.includes(session.cipherSuite);
    return fits ? session : undefined;
  }

  #makeExtensions(): readonly RawExtension[] {
    const { serverName, tickets, extendedMasterSecret, encryptThenMac } = this.#options;
    const info = this.renegotiationInfo.client;
    const wrong = this.connection.bugs.wrongRenegotiationInfo;
    const extensions: (RawExtension | false | undefined)[] = [
      extension.renegotiationInfo(wrong ? flipLastBit(info.length > 0 ? info : Buffer.alloc(1)) : info),
      serverName !== undefined && isIP(serverName) === 0 && extension.serverName(serverName),
      extension.supportedGroups(this.#groups.map((name) => GROUPS[name])),
      extension.ecPointFormats(),
      // RFC 5246 §7.4.1.4.1: not for clients that offer less than 1.2.
      this.#version >= TLS_1_2 && extension.signatureAlgorithms(this.#signatureAlgorithms),
      (this.#session?.ticket || tickets) && extension.sessionTicket(this.#session?.ticket),
      encryptThenMac !== false && extension.encryptThenMac(),
      extendedMasterSecret !== false && extension.extendedMasterSecret(),
    ];
    return extensions.filter((item) => typeof item === 'object');
  }

  start(): void {
    this.expect([{ item: 'serverHello' }]);
    this.sendFlight({
      clientHello: () =>
        encodeClientHello({
          version: this.#version,
          random: this.#random,
          sessionId: this.#sessionId,
          cipherSuites: this.#cipherSuites,
          extensions: this.#extensions,
        }),
    });
  }

  protected handle(name: HandshakeMessageName, body: Buffer): void {
    switch (name) {
      case 'serverHello':
        this.#receiveServerHello(decodeServerHello(body));
        break;
      case 'certificate':
        this.#receiveCertificate(decodeCertificate(body));
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
    const { version, cipherSuite } = hello;
    this.connection.emit({ type: 'serverHello', version, cipherSuite });
    const suite = this.#checkSelection(hello);
    this.#checkExtensions(hello);
    const resumed =
      this.#session !== undefined && hello.sessionId.length > 0 && hello.sessionId.equals(this.#sessionId);
    if (resumed) this.#checkResumption(hello, this.#session);
    this.#ticketExpected = hello.extensions.sessionTicket !== undefined;
    this.settle({
      version,
      suite,
      clientRandom: this.#random,
      serverRandom: hello.random,
      sessionId: hello.sessionId,
      resumed,
      extendedMasterSecret: hello.extensions.extendedMasterSecret,
      encryptThenMac: hello.extensions.encryptThenMac && suite.mode === 'cbc',
      secureRenegotiation: hello.extensions.renegotiationInfo !== undefined,
      serverName: this.#options.serverName,
    });
    if (resumed) this.#resume(this.#session);
    else {
      this.expect([
        { item: 'certificate' },
        { item: 'serverKeyExchange' },
        { item: 'certificateRequest', optional: true },
        { item: 'serverHelloDone' },
      ]);
    }
  }

  /** The suite to go on with, or why there is none. */
  #checkSelection({ version, cipherSuite }: ServerHello): CipherSuite {
    const offered = this.#cipherSuites.includes(cipherSuite);
    if (!offered && !this.connection.tolerances.unofferedCipherSuite) {
      throw illegalParameter(`the cipher suite 0x${cipherSuite.toString(16)}, which was not offered`);
    }
    const suite = cipherSuiteByCode(cipherSuite);
    const spoken = this.toleratesVersion(version) && suite !== undefined;
    if (spoken) return suite;
    const probedVersion = this.#options.offer?.version !== undefined && version <= this.#version;
    if (version !== TLS_1_2 && !probedVersion) {
      throw new Failure('protocol_version', 'TLS_PROTOCOL_VERSION', {
        detail: `the server selected version 0x${version.toString(16).padStart(4, '0')}`,
      });
    }
    throw new Failure('handshake_failure', 'TLS_SELECTED_UNSUPPORTED', {
      version: `0x${version.toString(16).padStart(4, '0')}`,
      cipherSuite: `0x${cipherSuite.toString(16).padStart(4, '0')}`,
    });
  }

  #checkExtensions({ extensions }: ServerHello): void {
    const { tolerances } = this.connection;
    const offered = new Set(this.#extensions.map(({ type }) => type));
    for (const type of extensions.types) {
      if (offered.has(type) || tolerances.unofferedExtension) continue;
      throw new Failure('unsupported_extension', 'TLS_UNSUPPORTED_EXTENSION', { extension: type });
    }
    if (extensions.ecPointFormats && !extensions.ecPointFormats.includes(0)) {
      throw illegalParameter('point formats without the uncompressed one');
    }
    const { renegotiationInfo } = extensions;
    const missing = renegotiationInfo === undefined && this.isRenegotiation;
    const wrong = renegotiationInfo !== undefined && !renegotiationInfo.equals(this.renegotiationInfo.server);
    if ((missing || wrong) && !tolerances.wrongRenegotiationInfo) {
      throw new Failure('handshake_failure', 'TLS_RENEGOTIATION', {
        detail: 'renegotiation_info of the server is wrong',
      });
    }
  }

  #checkResumption({ cipherSuite, extensions }: ServerHello, session: Session): void {
    if (cipherSuite !== session.cipherSuite && !this.connection.bugs.resumeForeignSession) {
      throw illegalParameter('a cipher suite that is not that of the resumed session');
    }
    // RFC 7627 §5.3
    if (extensions.extendedMasterSecret !== session.extendedMasterSecret) {
      throw new Failure('handshake_failure', 'TLS_ILLEGAL_PARAMETER', {
        detail: 'extended_master_secret is not as it was when the session began',
      });
    }
  }

  #resume(session: Session): void {
    this.group = session.group;
    this.peerChain = session.peerChain;
    this.updateInfo();
    this.connection.invalidateSession = () => {
      session.resumable = false;
    };
    this.expect([
      { item: 'newSessionTicket', when: () => this.#ticketExpected },
      { item: 'changeCipherSpec', optional: this.connection.tolerances.omittedChangeCipherSpec },
      { item: 'finished' },
    ]);
    this.useMasterSecret(session.masterSecret);
  }

  #receiveCertificate(chain: readonly Buffer[]): void {
    if (chain.length === 0) throw decodeError('Certificate of the server has no certificate');
    this.receiveChain(chain);
  }

  #receiveServerKeyExchange(body: Buffer): void {
    if (this.peerKey.asymmetricKeyType !== 'rsa') {
      throw new Failure('unsupported_certificate', 'TLS_ILLEGAL_PARAMETER', {
        detail: `a certificate with a key of type ${this.peerKey.asymmetricKeyType} for a cipher suite with RSA`,
      });
    }
    const exchange = decodeServerKeyExchange(body);
    const { tolerances } = this.connection;
    const { clientRandom, serverRandom } = this.settled;
    const content = Buffer.concat([clientRandom, serverRandom, exchange.parameters]);
    const tolerated = tolerances.wrongServerKeyExchangeSignature;
    this.checkSignature('ServerKeyExchange', this.#signatureAlgorithms, exchange, content, tolerated);
    const group = groupByCode(exchange.group);
    if (group === undefined || !(this.#groups.includes(group) || tolerances.unofferedGroup)) {
      throw illegalParameter(`the group ${exchange.group}, which was not offered`);
    }
    this.group = group;
    this.#share = createKeyShare(group);
    this.agree(this.#share, exchange.point);
    this.updateInfo();
  }

  #sendSecondFlight(): void {
    this.expect([
      { item: 'newSessionTicket', when: () => this.#ticketExpected },
      { item: 'changeCipherSpec', optional: this.connection.tolerances.omittedChangeCipherSpec },
      { item: 'finished' },
    ]);
    const signer = this.#signer();
    const chain = signer?.identity.chain ?? [];
    this.sendFlight({
      ...(this.certificateRequested && { certificate: () => encodeCertificate(chain) }),
      clientKeyExchange: () => encodeClientKeyExchange(this.sharePoint(this.#share!)),
      ...(signer && { certificateVerify: () => this.#certificateVerify(signer) }),
      changeCipherSpec: NO_BODY,
      finished: () => this.finishedBody(),
    });
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
    const scheme = chooseScheme([...CLIENT_SCHEMES, RSA_SHA1], request.signatureAlgorithms, privateKey);
    return scheme === undefined ? undefined : { identity, scheme };
  }

  #certificateVerify({ identity, scheme }: { readonly identity: Identity; readonly scheme: number }): Buffer {
    const bug = this.connection.bugs.certificateVerify;
    return encodeDigitallySigned(signWithBug(scheme, this.log.all, identity.privateKey, bug));
  }

  #receiveFinished(body: Buffer): void {
    this.checkFinished(body);
    if (this.settled.resumed) {
      this.sendFlight({ changeCipherSpec: NO_BODY, finished: () => this.finishedBody() });
    }
    this.#keepSession();
    this.complete();
  }

  #keepSession(): void {
    const { resumed, sessionId, suite, extendedMasterSecret: extended } = this.settled;
    const ticket = this.#ticket?.ticket;
    const resumable = ticket?.length ? true : sessionId.length > 0 && !resumed;
    if (!resumable || this.group === undefined || this.master === undefined) return;
    const { serverName } = this.#options;
    const session: Session = {
      id: ticket?.length ? NO_BODY() : sessionId,
      cipherSuite: suite.code,
      group: this.group,
      masterSecret: this.master,
      extendedMasterSecret: extended,
      ...(serverName !== undefined && { serverName }),
      peerChain: this.peerChain,
      createdAt: this.connection.now(),
      clientIdentity: this.#clientIdentity,
      ...(this.#ticket && ticket?.length && { ticket, ticketLifetime: this.#ticket.lifetime }),
      resumable: true,
    };
    this.connection.invalidateSession = () => {
      session.resumable = false;
    };
    this.connection.emit({ type: 'session', session });
  }
}
