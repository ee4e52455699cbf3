import { Transcript } from '../transcript.ts';
import type { ConnectionInfo, EngineEvent, EngineState } from './events.ts';
import type { PeerVerdict } from './options.ts';

/**
 * One end of a TLS 1.2 connection without a transport: bytes in, bytes and events out. After every call the owner takes
 * the output and the events; nothing here throws on what the peer sends.
 */
export abstract class Engine {
  readonly transcript: Transcript = new Transcript();

  get state(): EngineState {
    return 'idle';
  }

  get info(): ConnectionInfo | undefined {
    return undefined;
  }

  /** Bytes from the transport. */
  receive(_bytes: Uint8Array): void {}

  /** The transport will give no more bytes. */
  transportEnded(): void {}

  /** Sends application data; before the handshake is complete it waits for it. Ignored after `close`. */
  write(_data: Uint8Array): void {}

  /** Sends close_notify; what the peer still sends is delivered. */
  close(): void {}

  /** The answer to 'peerCertificate'. */
  peerVerdict(_verdict: PeerVerdict): void {}

  /** Bytes for the transport, in order. */
  takeOutput(): Buffer | undefined {
    return undefined;
  }

  takeEvents(): EngineEvent[] {
    return [];
  }
}
