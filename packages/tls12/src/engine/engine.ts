import type { AlertName } from '@banc-gap/pki';
import type { Transcript } from '../transcript.ts';
import type { Connection } from './connection.ts';
import type { ConnectionInfo, EngineEvent, EngineState } from './events.ts';
import type { PeerVerdict } from './options.ts';

/**
 * One end of a TLS 1.2 connection without a transport: bytes in, bytes and events out. After every call the owner takes
 * the output and the events; nothing here throws on what the peer sends.
 */
export abstract class Engine {
  protected readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  get state(): EngineState {
    return this.connection.state;
  }

  /** Exists from ServerHello on; complete with the event 'handshakeComplete'. */
  get info(): ConnectionInfo | undefined {
    return this.connection.info;
  }

  get transcript(): Transcript {
    return this.connection.transcript;
  }

  /** Bytes from the transport, which must not change afterwards. Without effect once the connection has ended. */
  receive(bytes: Uint8Array): void {
    this.connection.receive(asBuffer(bytes));
  }

  /** The transport will give no more bytes. */
  transportEnded(): void {
    this.connection.transportEnded();
  }

  /** Sends application data; before the handshake is complete it waits for it. Without effect after `close`. */
  write(data: Uint8Array): void {
    this.connection.write(asBuffer(data));
  }

  /** Sends close_notify. What the peer still sends is delivered, except within a handshake, which this abandons. */
  close(): void {
    this.connection.close();
  }

  /** Ends the connection at once with this fatal alert, after which its session must not be resumed (RFC 5246 §7.2.2). */
  abort(alert: AlertName): void {
    this.connection.abort(alert);
  }

  /** The answer to 'peerCertificate'; ignored where no answer is due. */
  peerVerdict(verdict: PeerVerdict): void {
    this.connection.peerVerdict(verdict);
  }

  /** Bytes for the transport, in order; undefined if there are none. */
  takeOutput(): Buffer | undefined {
    return this.connection.records.takeOutput();
  }

  takeEvents(): EngineEvent[] {
    return this.connection.takeEvents();
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
