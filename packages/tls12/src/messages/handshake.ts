import { ByteQueue } from '../byte-queue.ts';
import { HANDSHAKE_TYPES, type HandshakeMessageName, LIMITS } from '../constants.ts';
import { decodeError } from '../failure.ts';

const HEADER_LENGTH = 4;

/** A handshake message with its header (RFC 5246 §7.4). */
export interface HandshakeMessage {
  readonly type: number;
  readonly body: Buffer;
  /** Header and body, as they are hashed. */
  readonly bytes: Buffer;
}

const NAMES = new Map<number, HandshakeMessageName>(
  (Object.entries(HANDSHAKE_TYPES) as [HandshakeMessageName, number][]).map(([name, type]) => [type, name]),
);

export function handshakeMessageName(type: number): HandshakeMessageName | undefined {
  return NAMES.get(type);
}

export function encodeHandshakeMessage(type: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_LENGTH + body.length);
  bytes[0] = type;
  bytes.writeUIntBE(body.length, 1, 3);
  bytes.set(body, HEADER_LENGTH);
  return bytes;
}

/** Puts the messages together from the fragments of records, however they were split or joined. */
export class HandshakeAssembler {
  readonly #queue = new ByteQueue();

  /** Whether a message has begun and not ended. */
  get pending(): boolean {
    return this.#queue.length > 0;
  }

  add(fragment: Buffer): void {
    this.#queue.push(fragment);
  }

  /** The next whole message; decode_error if it would be longer than any sane one. */
  next(): HandshakeMessage | undefined {
    const header = this.#queue.peek(HEADER_LENGTH);
    if (header === undefined) return undefined;
    const bodyLength = header.readUIntBE(1, 3);
    if (bodyLength > LIMITS.handshakeMessage)
      throw decodeError(`a handshake message of ${bodyLength} octets`);
    const bytes = this.#queue.take(HEADER_LENGTH + bodyLength);
    return bytes && { type: bytes[0]!, body: bytes.subarray(HEADER_LENGTH), bytes };
  }
}
