import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

type Done = (error?: Error | null) => void;

/** A frame is one octet of these, its length in four, and so many octets. */
const INTRODUCTION = 0;
const DATA = 1;
/** The last one of a writer who has said everything. */
const END = 2;
const HEADER = 5;

/**
 * The plaintext of a TLS connection between two processes of this machine. Its events, beside those of a Duplex:
 * `'introduction'` (value), which is sent before any data, `'timeout'`, and `'truncated'` in place of the end where the
 * other process has broken off: the client of one that destroys its connection must see no close_notify.
 */
export class Tunnel extends Duplex {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #over = false;

  /** @param socket a local one that allows half-open */
  constructor(socket: Socket, options: { readonly allowHalfOpen: boolean }) {
    super(options);
    this.#socket = socket;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('timeout', () => this.emit('timeout'));
    // What it ends in is 'close'.
    socket.on('error', () => undefined);
    socket.on('end', () => this.#truncated());
    socket.on('close', () => this.#truncated());
  }

  introduce(value: object): void {
    this.#socket.write(frame(INTRODUCTION, serialize(value)));
  }

  setTimeout(milliseconds: number, listener?: () => void): this {
    if (listener) this.once('timeout', listener);
    this.#socket.setTimeout(milliseconds);
    return this;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#socket.write(frame(DATA, chunk), done);
  }

  override _final(done: Done): void {
    this.#socket.end(frame(END), () => done());
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#over = true;
    this.#socket.destroy();
    done(error);
  }

  #receive(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= HEADER && !this.#over) {
      const end = HEADER + this.#received.readUInt32BE(1);
      if (this.#received.length < end) return;
      const payload = this.#received.subarray(HEADER, end);
      const type = this.#received[0];
      this.#received = this.#received.subarray(end);
      if (type === INTRODUCTION) this.emit('introduction', deserialize(payload));
      else if (type === END) this.#end();
      else if (!this.push(payload)) this.#socket.pause();
    }
  }

  #end(): void {
    this.#over = true;
    this.push(null);
  }

  #truncated(): void {
    if (this.#over) return;
    this.#over = true;
    this.emit('truncated');
  }
}

function frame(type: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const whole = Buffer.allocUnsafe(HEADER + payload.length);
  whole[0] = type;
  whole.writeUInt32BE(payload.length, 1);
  whole.set(payload, HEADER);
  return whole;
}
