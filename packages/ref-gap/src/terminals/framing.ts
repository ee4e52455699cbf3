/** Octets of the longest message either way. */
export const LONGEST_MESSAGE = 65_536;
const HEAD = 4;

/** A message with its length before it: four octets, big endian. */
export function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(message.length);
  return Buffer.concat([head, message]);
}

/** Takes messages out of a stream that may be cut anywhere. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);

  /** @throws Error where the length cannot be right: where the next message begins is then unknown for ever */
  *push(octets: Buffer): Generator<Buffer, void> {
    this.#pending = Buffer.concat([this.#pending, octets]);
    while (this.#pending.length >= HEAD) {
      const length = this.#pending.readUInt32BE();
      if (length === 0 || length > LONGEST_MESSAGE) throw new Error(`a message of ${length} octets`);
      if (this.#pending.length < HEAD + length) return;
      yield this.#pending.subarray(HEAD, HEAD + length);
      this.#pending = Buffer.from(this.#pending.subarray(HEAD + length));
    }
  }

  /** Whether a message has begun and is not complete. */
  get within(): boolean {
    return this.#pending.length > 0;
  }
}
