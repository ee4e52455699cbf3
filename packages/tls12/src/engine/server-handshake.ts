import { CIPHER_SUITES, type CipherSuite, cipherSuiteByCode, cipherSuiteByName } from '../cipher-suites.ts';
import {
  CLIENT_CERTIFICATE_TYPES,
  EMPTY_RENEGOTIATION_INFO_SCSV,
  FALLBACK_SCSV,
  type HandshakeMessageName,
  TLS_1_2,
} from '../constants.ts';
import { Failure, illegalParameter } from '../failure.ts';
import { createKeyShare, GROUPS, type GroupName, groupByCode, type KeyShare } from '../key-exchange.ts';
import { decodeCertificate, encodeCertificate, encodeCertificateRequest } from '../messages/certificate.ts';
import { extension, type RawExtension } from '../messages/extensions.ts';
import { type ClientHello, decodeClientHello, encodeServerHello, RANDOM_LENGTH } from '../messages/hello.ts';
import {
  decodeCertificateVerify,
  decodeClientKeyExchange,
  encodeDigitallySigned,
  encodeParameters,
} from '../messages/key-exchange.ts';
import { encodeNewSessionTicket } from '../messages/session-ticket.ts';
import type { Session } from '../session.ts';
import { CLIENT_SCHEMES, chooseScheme, RSA_SCHEMES, RSA_SHA1 } from '../signature-schemes.ts';
import { DEFAULT_GROUPS } from './client-handshake.ts';
import type { Connection } from './connection.ts';
import { type Flight, Handshake, NO_BODY } from './handshake.ts';
import { flipLastBit, signWithBug } from './misbehaviour.ts';
import type { Identity, ServerEngineOptions } from './options.ts';

const SESSION_ID_LENGTH = 32;

/** A handshake as the server sees it (RFC 5246 §7.3, figures 1 and 2). */
export class ServerHandshake extends Handshake {
  readonly #options: ServerEngineOptions;
  readonly #signatureAlgorithms: readonly number[];
  #hello: ClientHello | undefined;
  #namedCipherSuite = 0;
  #share: KeyShare | undefined;
  #certificateReceived = false;
  #issuesTicket = false;

  constructor(connection: Connection, options: ServerEngineOptions) {
    super(connection, 'server');
    this.#options = options;
    this.#signatureAlgorithms = options.signatureAlgorithms ?? CLIENT_SCHEMES;
    this.expect([{ item: 'clientHello' }]);
  }

  protected handle(name: HandshakeMessageName, body: Buffer): void {
    switch (name) {
      case 'clientHello':
        this.#receiveClientHello(decodeClientHello(body));
        break;
      case 'certificate':
        this.#receiveCertificate(decodeCertificate(body));
        break;
      case 'clientKeyExchange':
        this.agree(this.#share!, decodeClientKeyExchange(body));
        this.deriveMasterSecret();
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

  // ClientHello

  #receiveClientHello(hello: ClientHello): void {
    this.#hello = hello;
    const version = this.#chooseVersion(hello);
    this.#checkRenegotiation(hello);
    const { ecPointFormats } = hello.extensions;
    if (ecPointFormats && !ecPointFormats.includes(0))
      throw illegalParameter('point formats without the uncompressed one');
    const session = this.#findSession(hello);
    const suite = session ? cipherSuiteByCode(session.cipherSuite)! : this.#chooseSuite(hello);
    const { extensions } = hello;
    const { tickets, sessions, encryptThenMac, extendedMasterSecret } = this.#options;
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
      secureRenegotiation: signalsSecureRenegotiation(hello),
      serverName: extensions.serverName,
    });
    this.connection.emit({ type: 'serverHello', version, cipherSuite: this.#namedCipherSuite });
    if (session) this.#resume(session);
    else this.#sendFirstFlight();
  }

  #chooseVersion({ version, cipherSuites }: ClientHello): number {
    const chosen = this.connection.bugs.chooseVersion;
    if (version < TLS_1_2 && cipherSuites.includes(FALLBACK_SCSV)) {
      throw new Failure('inappropriate_fallback', 'TLS_INAPPROPRIATE_FALLBACK');
    }
    if (version < TLS_1_2 && !this.toleratesVersion(version)) {
      throw new Failure('protocol_version', 'TLS_PROTOCOL_VERSION', {
        detail: `the client offers at most version 0x${version.toString(16).padStart(4, '0')}`,
      });
    }
    return chosen ?? Math.min(version, TLS_1_2);
  }

  /** RFC 5746 §3.6, §3.7. */
  #checkRenegotiation({ extensions, cipherSuites }: ClientHello): void {
    if (this.connection.tolerances.wrongRenegotiationInfo) return;
    const { renegotiationInfo } = extensions;
    const missing = renegotiationInfo === undefined && this.isRenegotiation;
    const wrong = renegotiationInfo !== undefined && !renegotiationInfo.equals(this.renegotiationInfo.client);
    const signalled = this.isRenegotiation && cipherSuites.includes(EMPTY_RENEGOTIATION_INFO_SCSV);
    if (missing || wrong || signalled) {
      throw new Failure('handshake_failure', 'TLS_RENEGOTIATION', {
        detail: 'renegotiation_info of the client is wrong',
      });
    }
  }

  #chooseSuite({ cipherSuites }: ClientHello): CipherSuite {
    const spoken = this.#options.cipherSuites?.map(cipherSuiteByName) ?? CIPHER_SUITES;
    const named = this.connection.bugs.chooseCipherSuite;
    const suite =
      (named === undefined ? undefined : cipherSuiteByCode(named)) ??
      spoken.find(({ code }) => cipherSuites.includes(code));
    if (suite === undefined) throw nothingInCommon('cipher suite');
    this.#namedCipherSuite = named ?? suite.code;
    return suite;
  }

  #chooseGroup({ extensions }: ClientHello): GroupName {
    const spoken = this.#options.groups ?? DEFAULT_GROUPS;
    const named = this.connection.bugs.chooseGroup;
    const offered = extensions.supportedGroups;
    const group =
      (named === undefined ? undefined : groupByCode(named)) ??
      spoken.find((name) => offered === undefined || offered.includes(GROUPS[name]));
    if (group === undefined) throw nothingInCommon('elliptic curve');
    return group;
  }

  // Resumption

  #findSession(hello: ClientHello): Session | undefined {
    if (this.isRenegotiation) return undefined;
    const { tickets, sessions, clientCertificate, cipherSuites } = this.#options;
    const now = this.connection.now();
    const { sessionTicket, serverName, extendedMasterSecret } = hello.extensions;
    const session = sessionTicket?.length
      ? tickets?.open(sessionTicket, now)
      : sessions?.find(hello.sessionId, now);
    if (session === undefined || session.serverName !== serverName) return undefined;
    const suite = cipherSuiteByCode(session.cipherSuite);
    if (!suite || !hello.cipherSuites.includes(suite.code)) return undefined;
    if (cipherSuites && !cipherSuites.includes(suite.name)) return undefined;
    if (clientCertificate === 'require' && session.peerChain.length === 0) return undefined;
    // RFC 7627 §5.3
    if (session.extendedMasterSecret && !extendedMasterSecret) {
      throw new Failure('handshake_failure', 'TLS_ILLEGAL_PARAMETER', {
        detail: 'extended_master_secret is not as it was when the session began',
      });
    }
    const keepsExtendedMasterSecret = extendedMasterSecret && this.#options.extendedMasterSecret !== false;
    if (keepsExtendedMasterSecret !== session.extendedMasterSecret) return undefined;
    this.#namedCipherSuite = this.connection.bugs.chooseCipherSuite ?? suite.code;
    return session;
  }

  #resume(session: Session): void {
    this.group = session.group;
    this.peerChain = session.peerChain;
    this.updateInfo();
    this.#forgetOnFailure(session);
    this.expect([
      { item: 'changeCipherSpec', optional: this.connection.tolerances.omittedChangeCipherSpec },
      { item: 'finished' },
    ]);
    this.useMasterSecret(session.masterSecret);
    this.sendFlight({
      serverHello: () => this.#serverHello(),
      changeCipherSpec: NO_BODY,
      finished: () => this.finishedBody(),
    });
  }

  #forgetOnFailure(session: Session): void {
    this.connection.invalidateSession = () => {
      session.resumable = false;
      this.#options.tickets?.forget(session);
    };
  }

  // The full handshake

  #sendFirstFlight(): void {
    const hello = this.#hello!;
    const { connection } = this;
    const identity = this.#identity(hello.extensions.serverName);
    const offered = hello.extensions.signatureAlgorithms ?? [RSA_SHA1];
    const preferred = this.#options.signatureAlgorithms ?? [...RSA_SCHEMES, RSA_SHA1];
    const scheme = chooseScheme(preferred, offered, identity.privateKey);
    if (scheme === undefined) throw nothingInCommon('signature algorithm');
    this.group = this.#chooseGroup(hello);
    this.#share = createKeyShare(this.group);
    this.certificateRequested = this.#options.clientCertificate !== 'none';
    this.#expectSecondFlight();
    const chain = connection.bugs.emptyCertificateList ? [] : identity.chain;
    this.sendFlight({
      serverHello: () => this.#serverHello(),
      certificate: () => encodeCertificate(chain),
      serverKeyExchange: () => this.#serverKeyExchange(identity, scheme),
      ...(this.certificateRequested && { certificateRequest: () => this.#certificateRequest() }),
      serverHelloDone: NO_BODY,
    });
  }

  #identity(serverName: string | undefined): Identity {
    const { identity } = this.#options;
    const chosen = typeof identity === 'function' ? identity(serverName) : identity;
    if (chosen.privateKey.asymmetricKeyType === 'rsa') return chosen;
    throw new Failure('internal_error', 'TLS_IDENTITY_UNUSABLE', {
      detail: 'the key of a server must be RSA',
    });
  }

  #serverHello(): Buffer {
    const { version, serverRandom, sessionId } = this.settled;
    return encodeServerHello({
      version,
      random: serverRandom,
      sessionId,
      cipherSuite: this.#namedCipherSuite,
      extensions: this.#serverExtensions(),
    });
  }

  #serverExtensions(): RawExtension[] {
    const { extensions } = this.#hello!;
    const settled = this.settled;
    const { bugs } = this.connection;
    const info = this.renegotiationInfo.server;
    const wrong = bugs.wrongRenegotiationInfo;
    const answers: (RawExtension | false)[] = [
      settled.secureRenegotiation &&
        extension.renegotiationInfo(wrong ? flipLastBit(info.length > 0 ? info : Buffer.alloc(1)) : info),
      extensions.serverName !== undefined && !settled.resumed && extension.serverNameAcknowledged(),
      extensions.ecPointFormats !== undefined && extension.ecPointFormats(),
      this.#issuesTicket && extension.sessionTicket(),
      settled.encryptThenMac && extension.encryptThenMac(),
      settled.extendedMasterSecret && extension.extendedMasterSecret(),
      bugs.unofferedExtension !== undefined && { type: bugs.unofferedExtension, data: NO_BODY() },
    ];
    return answers.filter((item) => typeof item === 'object');
  }

  #serverKeyExchange({ privateKey }: Identity, scheme: number): Buffer {
    const { clientRandom, serverRandom } = this.settled;
    const { bugs } = this.connection;
    const share = this.#share!;
    const parameters = encodeParameters(bugs.chooseGroup ?? GROUPS[share.group], this.sharePoint(share));
    const content = Buffer.concat([clientRandom, serverRandom, parameters]);
    const signed = signWithBug(scheme, content, privateKey, bugs.serverKeyExchangeSignature);
    return Buffer.concat([parameters, encodeDigitallySigned(signed)]);
  }

  #certificateRequest(): Buffer {
    return encodeCertificateRequest({
      certificateTypes: Object.values(CLIENT_CERTIFICATE_TYPES),
      signatureAlgorithms: this.#signatureAlgorithms,
      authorities: this.#options.acceptableIssuers ?? [],
    });
  }

  #expectSecondFlight(): void {
    const { skippedClientCertificate, skippedCertificateVerify, omittedChangeCipherSpec } =
      this.connection.tolerances;
    const certificateSkipped = () => skippedClientCertificate === true && !this.#certificateReceived;
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
    const { wrongCertificateVerify } = this.connection.tolerances;
    this.checkSignature(
      'CertificateVerify',
      this.#signatureAlgorithms,
      signed,
      this.log.beforeLast,
      wrongCertificateVerify,
    );
  }

  #receiveFinished(body: Buffer): void {
    this.checkFinished(body);
    if (!this.settled.resumed) this.#sendLastFlight();
    this.complete();
  }

  #sendLastFlight(): void {
    const session = this.#makeSession();
    this.#forgetOnFailure(session);
    const { tickets, sessions } = this.#options;
    const ticket: Flight =
      this.#issuesTicket && tickets
        ? {
            newSessionTicket: () =>
              encodeNewSessionTicket({ lifetime: tickets.lifetimeSeconds, ticket: tickets.seal(session) }),
          }
        : {};
    if (!this.#issuesTicket) sessions?.add(session);
    this.sendFlight({ ...ticket, changeCipherSpec: NO_BODY, finished: () => this.finishedBody() });
  }

  #makeSession(): Session {
    const { sessionId, suite, extendedMasterSecret, serverName } = this.settled;
    return {
      // A ticket has an id too, by which it can be forgotten.
      id: sessionId.length > 0 ? sessionId : this.connection.random(SESSION_ID_LENGTH),
      cipherSuite: suite.code,
      group: this.group!,
      masterSecret: this.master!,
      extendedMasterSecret,
      ...(serverName !== undefined && { serverName }),
      peerChain: this.peerChain,
      createdAt: this.connection.now(),
      resumable: true,
    };
  }
}

function signalsSecureRenegotiation({ cipherSuites, extensions }: ClientHello): boolean {
  return extensions.renegotiationInfo !== undefined || cipherSuites.includes(EMPTY_RENEGOTIATION_INFO_SCSV);
}

function nothingInCommon(what: string): Failure {
  return new Failure('handshake_failure', 'TLS_NOTHING_IN_COMMON', { what });
}
