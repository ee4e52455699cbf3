import { hash } from 'node:crypto';
import { isIP } from 'node:net';
import { CIPHER_SUITES, type CipherSuite, cipherSuiteByCode, cipherSuiteByName } from '../cipher-suites.ts';
import { COMPRESSION_METHODS, TLS_1_2 } from '../constants.ts';
import { Failure, illegalParameter } from '../failure.ts';
import { DEFAULT_GROUPS, GROUPS, type GroupName } from '../key-exchange.ts';
import { extension, type RawExtension } from '../messages/extensions.ts';
import { encodeClientHello, RANDOM_LENGTH, type ServerHello } from '../messages/hello.ts';
import type { Session } from '../session.ts';
import { RSA_SCHEMES } from '../signature-schemes.ts';
import type { Connection } from './connection.ts';
import { harmRenegotiationInfo } from './misbehaviour.ts';
import { renegotiationInfo } from './negotiated.ts';
import type { ClientEngineOptions } from './options.ts';

const SESSION_ID_LENGTH = 32;

/** What the client offers in its ClientHello, and whether a ServerHello is an answer to that. */
export class ClientOffer {
  readonly random: Buffer;
  readonly signatureAlgorithms: readonly number[];
  readonly groups: readonly GroupName[];
  /** Under which identity, as SHA-256 of its certificate; '' is none. */
  readonly clientIdentity: string;
  /** The session to be resumed, if any. */
  readonly session: Session | undefined;
  readonly #connection: Connection;
  readonly #options: ClientEngineOptions;
  readonly #version: number;
  readonly #cipherSuites: readonly number[];
  readonly #compressionMethods: readonly number[];
  readonly #sessionId: Buffer;
  readonly #extensions: readonly RawExtension[];

  constructor(connection: Connection, options: ClientEngineOptions) {
    this.#connection = connection;
    this.#options = options;
    this.random = connection.random(RANDOM_LENGTH);
    this.#version = options.offer?.version ?? TLS_1_2;
    const suites = options.cipherSuites?.map(cipherSuiteByName) ?? CIPHER_SUITES;
    this.#cipherSuites = options.offer?.cipherSuites ?? suites.map(({ code }) => code);
    this.#compressionMethods = options.offer?.compressionMethods ?? [COMPRESSION_METHODS.none];
    this.signatureAlgorithms = options.signatureAlgorithms ?? RSA_SCHEMES;
    this.groups = options.groups ?? DEFAULT_GROUPS;
    const leaf = options.identity?.chain[0];
    this.clientIdentity = leaf === undefined ? '' : hash('sha256', leaf);
    this.session = this.#resumableSession();
    // A session that has a ticket is recognised by an id made up for this purpose (RFC 5077 §3.4).
    const id = this.session?.ticket ? connection.random(SESSION_ID_LENGTH) : this.session?.id;
    this.#sessionId = id ?? Buffer.alloc(0);
    this.#extensions = this.#makeExtensions();
  }

  #resumableSession(): Session | undefined {
    const { session, serverName } = this.#options;
    if (session === undefined || this.#isRenegotiation) return undefined;
    if (this.#connection.bugs.resumeForeignSession) return session;
    const fits =
      session.resumable &&
      session.clientIdentity === this.clientIdentity &&
      session.serverName === serverName &&
      this.#cipherSuites.includes(session.cipherSuite);
    return fits ? session : undefined;
  }

  #makeExtensions(): readonly RawExtension[] {
    const { serverName, tickets, extendedMasterSecret, encryptThenMac } = this.#options;
    const { established, bugs } = this.#connection;
    const extensions: (RawExtension | false | undefined)[] = [
      !bugs.missingRenegotiationInfo &&
        extension.renegotiationInfo(harmRenegotiationInfo(renegotiationInfo(established, 'client'), bugs)),
      serverName !== undefined && isIP(serverName) === 0 && extension.serverName(serverName),
      extension.supportedGroups(this.groups.map((name) => GROUPS[name])),
      extension.ecPointFormats(),
      // RFC 5246 §7.4.1.4.1: not for clients that offer less than 1.2.
      this.#version >= TLS_1_2 && extension.signatureAlgorithms(this.signatureAlgorithms),
      (this.session?.ticket || tickets) && extension.sessionTicket(this.session?.ticket),
      encryptThenMac !== false && extension.encryptThenMac(),
      extendedMasterSecret !== false && extension.extendedMasterSecret(),
    ];
    return extensions.filter((item) => typeof item === 'object');
  }

  encode(): Buffer {
    return encodeClientHello({
      version: this.#version,
      random: this.random,
      sessionId: this.#sessionId,
      cipherSuites: this.#cipherSuites,
      compressionMethods: this.#compressionMethods,
      extensions: this.#extensions,
    });
  }

  /** Whether the server agrees to resume the offered session. */
  isResumedBy(hello: ServerHello): boolean {
    return (
      this.session !== undefined && hello.sessionId.length > 0 && hello.sessionId.equals(this.#sessionId)
    );
  }

  /** The suite to go on with; throws if the answer does not fit the offer, or cannot be spoken. */
  check(hello: ServerHello): CipherSuite {
    const suite = this.#checkSelection(hello);
    this.#checkExtensions(hello);
    if (this.session && this.isResumedBy(hello)) this.#checkResumption(hello, this.session);
    return suite;
  }

  #checkSelection({ version, cipherSuite, compressionMethod }: ServerHello): CipherSuite {
    const { tolerances } = this.#connection;
    if (!this.#cipherSuites.includes(cipherSuite) && !tolerances.unofferedCipherSuite) {
      throw illegalParameter(`the cipher suite ${hexadecimal(cipherSuite)}, which was not offered`);
    }
    if (!this.#compressionMethods.includes(compressionMethod)) {
      throw illegalParameter(`the compression method ${compressionMethod}, which was not offered`);
    }
    const suite = cipherSuiteByCode(cipherSuite);
    const compressed = compressionMethod !== COMPRESSION_METHODS.none;
    const spokenVersion = version === TLS_1_2 || tolerances.acceptVersions?.includes(version) === true;
    if (suite !== undefined && spokenVersion && !compressed) return suite;
    const probedVersion = this.#options.offer?.version !== undefined && version <= this.#version;
    if (!spokenVersion && !probedVersion) {
      throw new Failure('protocol_version', 'TLS_PROTOCOL_VERSION', {
        detail: `the server selected version ${hexadecimal(version)}`,
      });
    }
    throw new Failure('handshake_failure', 'TLS_SELECTED_UNSUPPORTED', {
      version: hexadecimal(version),
      cipherSuite: hexadecimal(cipherSuite),
      compressionMethod,
    });
  }

  #checkExtensions({ extensions }: ServerHello): void {
    const { bugs, tolerances, established } = this.#connection;
    const offered = new Set(this.#extensions.map(({ type }) => type));
    for (const type of extensions.types) {
      if (offered.has(type) || tolerances.unofferedExtension) continue;
      throw new Failure('unsupported_extension', 'TLS_UNSUPPORTED_EXTENSION', { extension: type });
    }
    if (extensions.ecPointFormats && !extensions.ecPointFormats.includes(0)) {
      throw illegalParameter('point formats without the uncompressed one');
    }
    const info = extensions.renegotiationInfo;
    const missing = info === undefined && this.#isRenegotiation && !bugs.missingRenegotiationInfo;
    const wrong = info !== undefined && !info.equals(renegotiationInfo(established, 'server'));
    if ((missing || wrong) && !tolerances.wrongRenegotiationInfo) {
      throw new Failure('handshake_failure', 'TLS_RENEGOTIATION', {
        detail: 'renegotiation_info of the server is wrong',
      });
    }
  }

  #checkResumption({ cipherSuite, extensions }: ServerHello, session: Session): void {
    if (cipherSuite !== session.cipherSuite) {
      throw illegalParameter('a cipher suite that is not that of the resumed session');
    }
    // RFC 7627 §5.3
    if (extensions.extendedMasterSecret !== session.extendedMasterSecret) {
      throw new Failure('handshake_failure', 'TLS_ILLEGAL_PARAMETER', {
        detail: 'extended_master_secret is not as it was when the session began',
      });
    }
  }

  get #isRenegotiation(): boolean {
    return this.#connection.established !== undefined;
  }
}

function hexadecimal(code: number): string {
  return `0x${code.toString(16).padStart(4, '0')}`;
}
