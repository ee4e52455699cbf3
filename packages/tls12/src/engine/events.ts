import type { AlertName, BancError } from '@banc-gap/pki';
import type { GroupName } from '../key-exchange.ts';
import type { Session } from '../session.ts';

/** What is known of the connection; exists from ServerHello on and is complete with 'handshakeComplete'. */
export interface ConnectionInfo {
  readonly version: number;
  readonly cipherSuite: number;
  /** Of a resumed session: the group of its full handshake. */
  readonly group?: GroupName;
  readonly resumed: boolean;
  /** From the client's SNI. */
  readonly serverName?: string;
  /** The peer's certificates, as sent; empty if it presented none. */
  readonly peerChain: readonly Buffer[];
  readonly extendedMasterSecret: boolean;
  readonly encryptThenMac: boolean;
  readonly secureRenegotiation: boolean;
  readonly sessionId: Buffer;
  /** Whether there was a CertificateRequest. */
  readonly certificateRequested: boolean;
  /** Completed handshakes after the first one. */
  readonly renegotiations: number;
}

export interface AlertEvent {
  readonly level: 'warning' | 'fatal';
  /** Absent where the code is not registered. */
  readonly name?: AlertName;
  readonly code: number;
  /** Whether the (first) handshake was complete by then. */
  readonly afterHandshake: boolean;
}

export type EngineEvent =
  /** What the server selected, whether or not this endpoint can speak it. */
  | {
      readonly type: 'serverHello';
      readonly version: number;
      readonly cipherSuite: number;
      readonly compressionMethod: number;
    }
  /** The engine reads nothing more until `peerVerdict` is called. */
  | { readonly type: 'peerCertificate'; readonly chain: readonly Buffer[] }
  | { readonly type: 'handshakeComplete'; readonly info: ConnectionInfo }
  /** Client: a session to resume later. */
  | { readonly type: 'session'; readonly session: Session }
  | { readonly type: 'data'; readonly bytes: Buffer }
  | ({ readonly type: 'alertReceived' } & AlertEvent)
  | ({ readonly type: 'alertSent' } & AlertEvent)
  /**
   * The regular end of what the peer says. close-notify: the peer closed; it can still be written to until `close`, which
   * the owner calls soon (RFC 5246 §7.2.1). truncated: the transport ended without close_notify after the handshake.
   */
  | { readonly type: 'closed'; readonly reason: 'close-notify' | 'truncated' }
  /** The end by a violation, a fatal alert of either side, or a transport that ended within a handshake; the last event. */
  | { readonly type: 'failed'; readonly error: BancError };

/** closing: `close` was called, close_notify of the peer has not come; peer-closed: the other way round. */
export type EngineState =
  | 'idle'
  | 'handshake'
  | 'waiting-for-verdict'
  | 'connected'
  | 'closing'
  | 'peer-closed'
  | 'closed'
  | 'failed';
