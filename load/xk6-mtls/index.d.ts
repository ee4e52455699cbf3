/** k6 module `k6/x/mtls`: mutual TLS 1.2 with a chosen suite, and an identity for each connection. */
declare module 'k6/x/mtls' {
  /**
   * Identities of clients, read in the init context and shared by all VUs: a fleet file (`banc kit --fleet`), or a folder
   * with `fullchain.pem` and `key.pem` (`banc kit`, `banc issue`).
   */
  export class Identities {
    constructor(path: string);
    readonly size: number;
    /** The serial number of a terminal, or the name of the folder. After the last identity comes the first again. */
    name(index: number): string;
  }

  export type Suite =
    | 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'
    | 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256'
    | 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'
    | 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'
    | 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';

  export interface ConnectionOptions {
    /** `host:port`. */
    readonly target: string;
    readonly identities: Identities;
    /** Sent as SNI and as Host; the server's certificate must have it if `trust` is given. */
    readonly serverName?: string;
    /** A PEM file with the roots that the server's chain must end at; default: the server is not checked. */
    readonly trust?: string;
    /** In the order of preference; default 0xC028 alone, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384. */
    readonly suites?: readonly Suite[];
    /** Milliseconds for connecting with the handshake, and for each answer; default 10 000. */
    readonly timeout?: number;
  }

  export interface ClientOptions extends ConnectionOptions {
    /**
     * What is taken up by the next request: `nothing` (each has a full handshake), the `session` (if the server gives
     * tickets), or the `connection` itself (default).
     */
    readonly reuse?: 'nothing' | 'session' | 'connection';
  }

  export interface Handshake {
    readonly ok: boolean;
    readonly resumed: boolean;
    readonly suite: Suite;
    /** That the server sent; 0: none. */
    readonly alert: number;
    /** A key of `reasons`; empty if it went well. */
    readonly reason: string;
    readonly error: string;
    /** Milliseconds. */
    readonly connecting: number;
    readonly handshaking: number;
  }

  /** As of `k6/http`. */
  export interface Response {
    /** 0: there was no answer, and `error` says why. */
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timings: Readonly<
      Record<
        'blocked' | 'connecting' | 'tls_handshaking' | 'sending' | 'waiting' | 'receiving' | 'duration',
        number
      >
    >;
    readonly error: string;
    readonly alert: number;
    readonly reason: string;
    readonly resumed: boolean;
    json(): unknown;
  }

  export interface RequestOptions {
    /** Which identity; default 0. Another one than that of the connection makes a new connection. */
    readonly identity?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
  }

  /** One connection at a time. */
  export class Client {
    constructor(options: ClientOptions);
    /** A new connection; an earlier one is closed. */
    connect(identity: number): Handshake;
    get(path: string, options?: RequestOptions): Response;
    post(path: string, body: string, options?: RequestOptions): Response;
    request(method: string, path: string, body?: string | null, options?: RequestOptions): Response;
    /** One message with its length before it (docs/tpe.md). */
    send(message: string): void;
    /** The next message. */
    receive(): string;
    close(): void;
  }

  export interface TerminalEvent {
    readonly terminal: number;
    readonly message: string;
    /** Not empty: the connection ended, for this reason. */
    readonly reason: string;
    readonly alert: number;
  }

  /** Any number of connections in one VU that stay, with messages either way. A terminal is the number of its identity. */
  export class Terminals {
    constructor(options: ConnectionOptions);
    connect(terminal: number): Handshake;
    /** How many are connected. */
    connected(): number;
    send(terminal: number, message: string): void;
    /** What comes next to any of them, or null after so many milliseconds. */
    next(milliseconds: number): TerminalEvent | null;
    close(): void;
  }

  /** Processor time of the whole process so far, user and system. */
  export function processorSeconds(): number;
  /** Memory of the process, once garbage is collected; takes a moment. */
  export function residentOctets(): number;
  /** All values of the tag `reason` of `mtls_handshakes_failed`, with their alert or 0. */
  export const reasons: Readonly<Record<string, number>>;
}
