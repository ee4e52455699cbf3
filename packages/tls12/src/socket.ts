import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { ALERTS, type AlertName, type BancError } from '@banc-gap/pki';
import { ClientEngine } from './engine/client.ts';
import type { AlertEvent, ConnectionInfo, EngineEvent } from './engine/events.ts';
import type { PeerVerdict, ServerOptions, VerifyPeer } from './engine/options.ts';
import { ServerEngine } from './engine/server.ts';
import { tlsErrors } from './errors.ts';
import { closeAfterDelivery } from './linger.ts';
import type { Session } from './session.ts';
import type { Transcript } from './transcript.ts';
import { transportError } from './transport-error.ts';

/**
 * How the reading side of a connection ended: the peer's close_notify; the end of the transport without one (RFC 5246
 * §7.2.1: what was read may be truncated); a reset; a fatal alert of either side; a timeout; or this side's own doing.
 */
export type Ending = 'close-notify' | 'truncated' | 'reset' | 'failed' | 'timeout' | 'local';

export interface ConnectionOptions {
  /** Milliseconds from the start of the handshake to its end; default 10 s. */
  readonly handshakeTimeout?: number;
  /** Keep the writing side open after the peer's close_notify, which RFC 5246 §7.2.1 wants answered at once. */
  readonly allowHalfOpen?: boolean;
}

type Done = (error?: Error | null) => void;

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** A write is encrypted in slices, each after the transport took the last: a large one neither blocks nor piles up. */
const SLICE = 1 << 16;
/** Beyond this, what waits for a peer that does not read are answers to its own flood: then it is not read either. */
const ANSWERS_LIMIT = 1 << 20;

/**
 * An engine over a TCP socket, as a Duplex that http.Server and Fastify take for a socket. Beside those of a Duplex its
 * events are `'secure'` and `'renegotiated'` (info: ConnectionInfo), `'session'` (session: Session) and `'timeout'`.
 */
export class TlsConnection extends Duplex {
  /** What Fastify and http.Server ask to tell https from http. */
  readonly encrypted = true;
  /** Settles when the handshake is complete or has failed. Only what fails after it is an `'error'` event. */
  readonly handshake: Promise<ConnectionInfo>;
  readonly #transport: Socket;
  readonly #engine: ClientEngine | ServerEngine;
  readonly #verifyPeer: VerifyPeer;
  readonly #handshakeTimeout: number;
  readonly #handshake = Promise.withResolvers<ConnectionInfo>();
  #handshakeTimer: NodeJS.Timeout | undefined;
  #remoteAddress: string | undefined;
  #established = false;
  #judging = false;
  #ending: Ending | undefined;
  #serverHello: TlsConnection['serverHello'];
  #session: Session | undefined;
  #alertReceived: AlertEvent | undefined;
  #alertSent: AlertEvent | undefined;
  #verifyPeerFailure: unknown;
  /** The write or the end under way, which waits for the handshake or for the transport to drain. */
  #writing: { readonly done: Done; proceed(): void } | undefined;
  /** The reader has enough for now. */
  #full = false;

  constructor(
    transport: Socket,
    engine: ClientEngine | ServerEngine,
    options: ConnectionOptions & { readonly verifyPeer: VerifyPeer },
  ) {
    super({ allowHalfOpen: options.allowHalfOpen ?? false });
    this.#transport = transport;
    this.#engine = engine;
    this.#verifyPeer = options.verifyPeer;
    this.#handshakeTimeout = options.handshakeTimeout ?? HANDSHAKE_TIMEOUT_MS;
    this.handshake = this.#handshake.promise;
    transport.allowHalfOpen = true;
    // A peer that fails must not end the process of the bench: who reads, writes or waits gets the error, so does `errored`.
    this.handshake.catch(() => undefined);
    this.on('error', () => undefined);
    transport.on('data', (bytes) => this.#receive(bytes));
    transport.on('drain', () => this.#drained());
    transport.on('timeout', () => this.emit('timeout'));
    transport.on('end', () => this.#transportEnded());
    transport.on('error', (cause) => this.#transportFailed(cause));
    transport.on('close', () => {
      this.destroy();
      // Node keeps closed sockets until a full collection of garbage: what was on them need not wait for it.
      transport.removeAllListeners();
    });
  }

  /** Starts the handshake and its timeout, on a transport that is connected. */
  start(): void {
    this.#handshakeTimer = setTimeout(() => {
      this.#ending ??= 'timeout';
      this.destroy(tlsErrors.error('TLS_HANDSHAKE_TIMEOUT', { milliseconds: this.#handshakeTimeout }));
    }, this.#handshakeTimeout);
    this.#remoteAddress = this.#transport.remoteAddress;
    if (this.#engine instanceof ClientEngine) this.#engine.start();
    this.#pump();
  }

  /** What the handshake agreed on, once it is complete. */
  get info(): ConnectionInfo | undefined {
    return this.#engine.info;
  }

  get transcript(): Transcript {
    return this.#engine.transcript;
  }

  /** The certificates of the peer as it sent them, DER, leaf first; empty where it sent none. */
  get peerChain(): readonly Buffer[] {
    return this.info?.peerChain ?? [];
  }

  /** Undefined while the reading side is open. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** What the server selected, whether or not the handshake went on. */
  get serverHello():
    | { readonly version: number; readonly cipherSuite: number; readonly compressionMethod: number }
    | undefined {
    return this.#serverHello;
  }

  /** Client: what a later connection can resume; also as event `'session'`. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** The last alert of the peer, close_notify excepted. */
  get alertReceived(): AlertEvent | undefined {
    return this.#alertReceived;
  }

  /** The last alert of this side, close_notify excepted. */
  get alertSent(): AlertEvent | undefined {
    return this.#alertSent;
  }

  /** Server: asks the client for a new handshake, with a certificate if this says so; ends in `'renegotiated'`. */
  requestRenegotiation(clientCertificate: ServerOptions['clientCertificate']): void {
    if (this.#engine instanceof ServerEngine) this.#engine.requestRenegotiation(clientCertificate);
    this.#pump();
  }

  /** Ends the connection at once with this fatal alert, in `'error'` TLS_ABORTED. */
  abort(alert: AlertName): void {
    this.#engine.abort(alert);
    this.#pump();
  }

  /** The IP address of the peer, still known when the connection is closed. */
  get remoteAddress(): string | undefined {
    return this.#remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.#transport.remotePort;
  }

  get remoteFamily(): string | undefined {
    return this.#transport.remoteFamily;
  }

  get localAddress(): string | undefined {
    return this.#transport.localAddress;
  }

  get localPort(): number | undefined {
    return this.#transport.localPort;
  }

  /** Like net.Socket: `'timeout'` after that many milliseconds without traffic; 0 for never. */
  setTimeout(milliseconds: number, listener?: () => void): this {
    if (listener) this.once('timeout', listener);
    this.#transport.setTimeout(milliseconds);
    return this;
  }

  setNoDelay(noDelay?: boolean): this {
    this.#transport.setNoDelay(noDelay);
    return this;
  }

  setKeepAlive(enable?: boolean, initialDelay?: number): this {
    this.#transport.setKeepAlive(enable, initialDelay);
    return this;
  }

  override _read(): void {
    this.#full = false;
    this.#resumeReading();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#writing = { done, proceed: () => this.#encrypt(chunk, 0) };
    this.#goOnWriting();
  }

  override _final(done: Done): void {
    this.#writing = { done, proceed: () => this.#close() };
    this.#goOnWriting();
  }

  override _destroy(error: Error | null, done: Done): void {
    clearTimeout(this.#handshakeTimer);
    this.#ending ??= 'local';
    if (!this.#established || this.#writing) {
      const reason = error ?? tlsErrors.error('TLS_CONNECTION_DESTROYED');
      this.#handshake.reject(reason);
      this.#written(reason);
    }
    if (this.writableFinished || this.#alertSent !== undefined) closeAfterDelivery(this.#transport);
    else this.#transport.destroy();
    done(this.#established ? error : null);
  }

  #receive(bytes: Buffer): void {
    if (this.destroyed) return;
    this.#engine.receive(bytes);
    this.#pump();
    if (this.#flooded) this.#transport.pause();
  }

  /** Moves what the engine made: bytes to the transport, events to whom they concern. */
  #pump(): void {
    for (;;) {
      for (let output = this.#engine.takeOutput(); output; output = this.#engine.takeOutput()) {
        if (this.#transport.writable) this.#transport.write(output);
      }
      const events = this.#engine.takeEvents();
      if (events.length === 0) return;
      for (const event of events) if (!this.destroyed) this.#handle(event);
    }
  }

  #handle(event: EngineEvent): void {
    switch (event.type) {
      case 'serverHello':
        this.#serverHello = event;
        break;
      case 'peerCertificate':
        this.#judge(event.chain);
        break;
      case 'handshakeComplete':
        this.#establish(event.info);
        break;
      case 'session':
        this.#session = event.session;
        this.emit('session', event.session);
        break;
      case 'data':
        this.#full = !this.push(event.bytes);
        if (this.#full) this.#transport.pause();
        break;
      case 'alertReceived':
        if (event.code !== ALERTS.close_notify) this.#alertReceived = event;
        break;
      case 'alertSent':
        if (event.code !== ALERTS.close_notify) this.#alertSent = event;
        break;
      case 'closed':
        this.#endReading(event.reason);
        break;
      case 'failed':
        this.#fail(event.error);
        break;
    }
  }

  #establish(info: ConnectionInfo): void {
    if (this.#established) {
      this.emit('renegotiated', info);
      return;
    }
    this.#established = true;
    clearTimeout(this.#handshakeTimer);
    this.#handshake.resolve(info);
    this.emit('secure', info);
    this.#goOnWriting();
  }

  /** The peer is not read until the verdict is there, so that it cannot make this side keep what it sends. */
  #judge(chain: readonly Buffer[]): void {
    const failed = (cause: unknown): PeerVerdict => {
      this.#verifyPeerFailure = cause;
      return { accepted: false, alert: 'internal_error', reason: 'the certificate could not be judged' };
    };
    let verdict: PeerVerdict | Promise<PeerVerdict>;
    try {
      verdict = this.#verifyPeer(chain);
    } catch (cause) {
      verdict = failed(cause);
    }
    if (!(verdict instanceof Promise)) {
      this.#engine.peerVerdict(verdict);
      return;
    }
    this.#judging = true;
    this.#transport.pause();
    void verdict.catch(failed).then((settled) => {
      this.#judging = false;
      if (this.destroyed) return;
      this.#engine.peerVerdict(settled);
      this.#pump();
      this.#resumeReading();
    });
  }

  #fail(error: BancError): void {
    this.#ending ??= 'failed';
    const cause = this.#verifyPeerFailure;
    this.destroy(cause === undefined ? error : tlsErrors.error('TLS_VERIFY_PEER_FAILED', {}, { cause }));
  }

  #transportEnded(): void {
    if (this.destroyed) return;
    this.#engine.transportEnded();
    this.#pump();
  }

  #transportFailed(cause: Error): void {
    // A peer may close at once after its close_notify, and reset on the one that answers it.
    const over = this.#ending === 'close-notify' && this.writableEnded && this.writableLength === 0;
    this.#ending ??= 'reset';
    this.destroy(over ? undefined : transportError(cause));
  }

  #endReading(ending: Ending): void {
    this.#ending ??= ending;
    this.push(null);
    this.#full = false;
    this.#resumeReading();
  }

  get #flooded(): boolean {
    return this.#transport.writableLength > ANSWERS_LIMIT;
  }

  #resumeReading(): void {
    if (!this.#full && !this.#judging && !this.#flooded) this.#transport.resume();
  }

  #drained(): void {
    this.#resumeReading();
    this.#goOnWriting();
  }

  #goOnWriting(): void {
    if (this.#established) this.#writing?.proceed();
  }

  #written(error?: Error): void {
    const done = this.#writing?.done;
    this.#writing = undefined;
    done?.(error);
  }

  #encrypt(chunk: Buffer, from: number): void {
    for (let offset = from; offset < chunk.length; offset += SLICE) {
      if (this.#engine.state === 'closed' || !this.#transport.writable) {
        this.#written(tlsErrors.error('TLS_PEER_CLOSED'));
        return;
      }
      this.#engine.write(chunk.subarray(offset, offset + SLICE));
      this.#pump();
      if (this.#writing === undefined) return; // destroyed
      if (this.#transport.writableNeedDrain) {
        this.#writing.proceed = () => this.#encrypt(chunk, offset + SLICE);
        return;
      }
    }
    this.#written();
  }

  #close(): void {
    this.#engine.close();
    this.#pump();
    if (this.#writing) this.#writing.proceed = () => undefined;
    this.#transport.end(() => this.#written());
  }
}
