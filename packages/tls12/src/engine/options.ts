import type { KeyObject } from 'node:crypto';
import type { AlertName } from '@banc-gap/pki';
import type { Bugs } from '../bugs.ts';
import type { CipherSuiteName } from '../cipher-suites.ts';
import type { ProtocolVersion } from '../constants.ts';
import type { GroupName } from '../key-exchange.ts';
import type { Session, SessionCache } from '../session.ts';
import type { TicketKeys } from '../ticket-keys.ts';
import type { Tolerances } from '../tolerances.ts';

/** What an endpoint presents: the certificates exactly as the Certificate message carries them, and a key. */
export interface Identity {
  /** DER, leaf first. */
  readonly chain: readonly Uint8Array[];
  /** RSA; a client may have an EC key. It need not match the certificate. */
  readonly privateKey: KeyObject;
}

export type PeerVerdict =
  | {
      readonly accepted: true;
      /** Of the leaf; saves reading the certificate again. */
      readonly publicKey?: KeyObject;
    }
  | { readonly accepted: false; readonly alert: AlertName; readonly reason: string };

/** Judges the certificates of the peer, as sent, once for each full handshake. */
export type VerifyPeer = (chain: readonly Buffer[]) => PeerVerdict | Promise<PeerVerdict>;

export interface EngineOptions {
  /** In order of preference; default: all that are spoken, the prescribed one first. */
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** In order of preference; default: P-256, X25519, P-384. */
  readonly groups?: readonly GroupName[];
  /** SignatureScheme codes in order of preference; default: RSA with SHA-256, SHA-384, SHA-512, PKCS #1 before PSS. */
  readonly signatureAlgorithms?: readonly number[];
  /** RFC 7627; default true. */
  readonly extendedMasterSecret?: boolean;
  /** RFC 7366; default true. */
  readonly encryptThenMac?: boolean;
  /** Octets of the longest fragment sent; default 2^14. */
  readonly fragmentLength?: number;
  readonly clock?: { now(): Date };
  readonly random?: (size: number) => Buffer;
  readonly bugs?: Bugs;
  readonly tolerances?: Tolerances;
  /** Gets lines of NSS's key log format. */
  readonly keyLog?: (line: string) => void;
  /** Octets of application data that the transcript keeps; default 64 KiB. */
  readonly transcriptDataLimit?: number;
  /** Messages that the transcript keeps, the first ones; default 10,000. Those of a connection that lasts need room. */
  readonly transcriptEntryLimit?: number;
}

export interface ClientEngineOptions extends EngineOptions {
  /** Without one the client answers a CertificateRequest with an empty list. */
  readonly identity?: Identity;
  /** Sent as SNI where it is a host name and not an address. */
  readonly serverName?: string;
  /** Default false: ask for a ticket (RFC 5077). */
  readonly tickets?: boolean;
  /** Resumed if the server agrees; ignored if it belongs to another identity or name. */
  readonly session?: Session;
  /** What ClientHello says in place of what the engine speaks; where the server selects that, the engine ends with TLS_SELECTED_UNSUPPORTED. */
  readonly offer?: {
    readonly version?: ProtocolVersion;
    /** 16-bit codes, sent as they are: EMPTY_RENEGOTIATION_INFO_SCSV and FALLBACK_SCSV may be among them. */
    readonly cipherSuites?: readonly number[];
    /** Codes of RFC 3749 §2, of which only 0, none, is spoken; default that alone. */
    readonly compressionMethods?: readonly number[];
  };
}

export interface ServerEngineOptions extends EngineOptions {
  readonly identity: Identity | ((serverName: string | undefined) => Identity);
  readonly clientCertificate: 'none' | 'request' | 'require';
  /** DER of the names that CertificateRequest lists; default none. */
  readonly acceptableIssuers?: readonly Uint8Array[];
  /** Without a cache no session gets an id. */
  readonly sessions?: SessionCache;
  /** Without keys no tickets are issued. */
  readonly tickets?: TicketKeys;
}

/** The options of a connected client (socket.ts), which asks `verifyPeer` where the engine says 'peerCertificate'. */
export interface ClientOptions extends ClientEngineOptions {
  readonly verifyPeer: VerifyPeer;
}

/** The options of a listening server (server.ts), likewise; needed unless `clientCertificate` is 'none'. */
export interface ServerOptions extends ServerEngineOptions {
  readonly verifyPeer?: VerifyPeer;
}
