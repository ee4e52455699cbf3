import type { CipherSuiteName, ConnectionInfo, PeerVerdict } from '@banc-gap/tls12';

/** What a terminator is to serve, as it starts. */
export interface Assignment {
  readonly type: 'serve';
  /** Where this process takes the connections: a Unix domain socket. */
  readonly handOver: string;
  readonly host: string;
  readonly port: number;
  readonly identity: {
    readonly chain: readonly Uint8Array[];
    /** DER of PKCS #8. */
    readonly privateKey: Buffer;
  };
  readonly cipherSuites: readonly CipherSuiteName[];
  readonly clientCertificate: 'none' | 'request' | 'require';
}

/** Of a question; a KeyObject stays in its process. */
export interface Answer {
  readonly type: 'verdict';
  readonly question: number;
  /** Absent where judging failed. */
  readonly verdict?: PeerVerdict;
  readonly failure?: string;
}

export interface HandshakeFailure {
  readonly type: 'failed';
  readonly error: string | null;
  readonly alert: string | null;
}

/** Over the channel of node:child_process, to a terminator. */
export type Order = Assignment | Answer;

/** Over the same, from it. */
export type Report =
  | { readonly type: 'listening' }
  | { readonly type: 'cannot-listen'; readonly code: string; readonly message: string }
  | { readonly type: 'question'; readonly question: number; readonly chain: readonly Buffer[] }
  | HandshakeFailure;

/** What an application may ask of a connection, which it is told before any data. */
export interface Introduction {
  readonly info: ConnectionInfo;
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly remoteFamily: string | undefined;
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
}
