import type { AlertName, BancError } from '@banc-gap/pki';
import type { ConnectionInfo, Transcript } from '@banc-gap/tls12';

/** What was observed on one connection of a terminal to a GAP; making one never throws and is always bounded in time. */
export interface Exchange {
  /** The IP address that was dialled. */
  readonly address?: string;
  readonly reached: 'name-not-found' | 'refused' | 'timeout' | 'unreachable' | 'connected';
  readonly handshake: 'completed' | 'failed' | 'timeout' | 'not-tls' | 'not-started';
  /** Code points of RFC 5246 §7.4.1.3; the compression method where it is not none. */
  readonly serverHello?: {
    readonly version: number;
    readonly cipherSuite: number;
    readonly compressionMethod?: number;
  };
  readonly certificateRequested: boolean;
  /** DER, leaf first, as sent. */
  readonly serverChain: readonly Buffer[];
  /** What the terminal thinks of the certificate of the GAP. */
  readonly serverCheck?:
    | { readonly accepted: true }
    | { readonly accepted: false; readonly code: string; readonly reason: string; readonly alert: AlertName };
  readonly alertReceived?: {
    readonly level: 'warning' | 'fatal';
    readonly name: AlertName;
    readonly code: number;
    readonly afterHandshake: boolean;
  };
  readonly alertSent?: AlertName;
  /** What came back to the probe; `status` for HTTP only. */
  readonly answer?: { readonly status?: number; readonly bytes: Buffer; readonly complete: boolean };
  readonly end: 'close-notify' | 'closed' | 'reset' | 'timeout' | 'local';
  readonly info?: ConnectionInfo;
  readonly transcript: Transcript;
  /** Lines of the NSS key log format. */
  readonly keyLog: readonly string[];
  readonly durationMs: number;
  readonly error?: BancError;
}
