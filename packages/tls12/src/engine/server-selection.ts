import { CIPHER_SUITES, type CipherSuite, cipherSuiteByCode, cipherSuiteByName } from '../cipher-suites.ts';
import { COMPRESSION_METHODS, EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV, TLS_1_2 } from '../constants.ts';
import { Failure, illegalParameter } from '../failure.ts';
import { DEFAULT_GROUPS, GROUPS, type GroupName, groupByCode } from '../key-exchange.ts';
import type { ClientHello } from '../messages/hello.ts';
import type { Session } from '../session.ts';
import { chooseScheme, RSA_SCHEMES, RSA_SHA1 } from '../signature-schemes.ts';
import type { Connection } from './connection.ts';
import { renegotiationInfo } from './negotiated.ts';
import type { Identity, ServerEngineOptions } from './options.ts';

/** What the server selects from a ClientHello; throws a Failure where there is nothing to select. */
export class ServerSelection {
  readonly version: number;
  readonly secureRenegotiation: boolean;
  /** The session that is resumed, if any. */
  readonly session: Session | undefined;
  readonly suite: CipherSuite;
  /** The suite that ServerHello names: another one only by a bug or a tolerance. */
  readonly namedCipherSuite: number;
  /** The one that ServerHello names; another one than none only by a tolerance. */
  readonly compressionMethod: number;
  #tolerated: number | undefined;
  readonly #connection: Connection;
  readonly #options: ServerEngineOptions;
  readonly #hello: ClientHello;

  constructor(connection: Connection, options: ServerEngineOptions, hello: ClientHello) {
    this.#connection = connection;
    this.#options = options;
    this.#hello = hello;
    const { ecPointFormats, renegotiationInfo: info } = hello.extensions;
    this.version = this.#chooseVersion();
    this.secureRenegotiation =
      info !== undefined || hello.cipherSuites.includes(EMPTY_RENEGOTIATION_INFO_SCSV);
    this.#checkRenegotiation();
    if (ecPointFormats && !ecPointFormats.includes(0)) {
      throw illegalParameter('point formats without the uncompressed one');
    }
    this.session = this.#findSession();
    this.suite = this.session ? cipherSuiteByCode(this.session.cipherSuite)! : this.#chooseSuite();
    const compresses =
      connection.tolerances.acceptCompression &&
      hello.compressionMethods.includes(COMPRESSION_METHODS.deflate);
    this.compressionMethod = compresses ? COMPRESSION_METHODS.deflate : COMPRESSION_METHODS.none;
    this.namedCipherSuite = connection.bugs.chooseCipherSuite ?? this.#tolerated ?? this.suite.code;
  }

  #chooseVersion(): number {
    const { version, cipherSuites } = this.#hello;
    const { bugs, tolerances } = this.#connection;
    if (version < TLS_1_2 && cipherSuites.includes(FALLBACK_SCSV) && !tolerances.fallback) {
      throw new Failure('inappropriate_fallback', 'TLS_INAPPROPRIATE_FALLBACK');
    }
    if (version < TLS_1_2 && !tolerances.acceptVersions?.includes(version)) {
      throw new Failure('protocol_version', 'TLS_PROTOCOL_VERSION', {
        detail: `the client offers at most version 0x${version.toString(16).padStart(4, '0')}`,
      });
    }
    return bugs.chooseVersion ?? Math.min(version, TLS_1_2);
  }

  /** RFC 5746 §3.6, §3.7. */
  #checkRenegotiation(): void {
    const { established, tolerances } = this.#connection;
    const { extensions, cipherSuites } = this.#hello;
    if (tolerances.wrongRenegotiationInfo) return;
    const info = extensions.renegotiationInfo;
    const again = established !== undefined;
    const missing = info === undefined && again;
    const wrong = info !== undefined && !info.equals(renegotiationInfo(established, 'client'));
    const signalled = again && cipherSuites.includes(EMPTY_RENEGOTIATION_INFO_SCSV);
    if (missing || wrong || signalled) {
      throw new Failure('handshake_failure', 'TLS_RENEGOTIATION', {
        detail: 'renegotiation_info of the client is wrong',
      });
    }
  }

  #findSession(): Session | undefined {
    if (this.#connection.established !== undefined) return undefined;
    const { tickets, sessions, clientCertificate, cipherSuites } = this.#options;
    const { sessionId, extensions, cipherSuites: offered } = this.#hello;
    const { sessionTicket, serverName, extendedMasterSecret } = extensions;
    const now = this.#connection.now();
    const session = sessionTicket?.length
      ? tickets?.open(sessionTicket, now)
      : sessions?.find(sessionId, now);
    if (session === undefined || session.serverName !== serverName) return undefined;
    const suite = cipherSuiteByCode(session.cipherSuite);
    if (!suite || !offered.includes(suite.code)) return undefined;
    if (cipherSuites && !cipherSuites.includes(suite.name)) return undefined;
    if (clientCertificate === 'require' && session.peerChain.length === 0) return undefined;
    // RFC 7627 §5.3
    if (session.extendedMasterSecret && !extendedMasterSecret) {
      throw new Failure('handshake_failure', 'TLS_ILLEGAL_PARAMETER', {
        detail: 'extended_master_secret is not as it was when the session began',
      });
    }
    const extended = extendedMasterSecret && this.#options.extendedMasterSecret !== false;
    return extended === session.extendedMasterSecret ? session : undefined;
  }

  #chooseSuite(): CipherSuite {
    const spoken = this.#options.cipherSuites?.map(cipherSuiteByName) ?? CIPHER_SUITES;
    const byBug = cipherSuiteByCode(this.#connection.bugs.chooseCipherSuite ?? 0);
    const suite = byBug ?? spoken.find(({ code }) => this.#hello.cipherSuites.includes(code));
    if (suite !== undefined) return suite;
    this.#tolerated = this.#connection.tolerances.acceptCipherSuites?.find((code) =>
      this.#hello.cipherSuites.includes(code),
    );
    if (this.#tolerated === undefined) throw nothingInCommon('cipher suite');
    return spoken[0]!;
  }

  /** The group of the key exchange. */
  chooseGroup(): GroupName {
    const spoken = this.#options.groups ?? DEFAULT_GROUPS;
    const offered = this.#hello.extensions.supportedGroups;
    const byBug = groupByCode(this.#connection.bugs.chooseGroup ?? 0);
    const group = byBug ?? spoken.find((name) => offered === undefined || offered.includes(GROUPS[name]));
    if (group === undefined) throw nothingInCommon('elliptic curve');
    return group;
  }

  /** The signature algorithm of ServerKeyExchange. */
  chooseScheme({ privateKey }: Identity): number {
    // RFC 5246 §7.4.1.4.1: a client that does not say takes SHA-1.
    const offered = this.#hello.extensions.signatureAlgorithms ?? [RSA_SHA1];
    const preferred = this.#options.signatureAlgorithms ?? [...RSA_SCHEMES, RSA_SHA1];
    const scheme = chooseScheme(preferred, offered, privateKey);
    if (scheme === undefined) throw nothingInCommon('signature algorithm');
    return scheme;
  }

  chooseIdentity(): Identity {
    const { identity } = this.#options;
    const chosen = typeof identity === 'function' ? identity(this.#hello.extensions.serverName) : identity;
    if (chosen.privateKey.asymmetricKeyType === 'rsa') return chosen;
    throw new Failure('internal_error', 'TLS_IDENTITY_UNUSABLE', {
      detail: 'the key of a server must be RSA',
    });
  }
}

function nothingInCommon(what: string): Failure {
  return new Failure('handshake_failure', 'TLS_NOTHING_IN_COMMON', { what });
}
