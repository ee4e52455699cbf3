import { tpeErrors } from '../errors.ts';

/** Octets of the longest message either way. */
export const LONGEST_MESSAGE = 64 * 1024;
const HEAD = 4;

/** A message with its length before it: four octets, big endian. */
export function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(message.length);
  return Buffer.concat([head, message]);
}

/** Takes messages out of a stream that may be cut anywhere; keeps at most one of them. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);

  /** @throws BancError TPE_FRAME_LENGTH: where the next message begins is then unknown for ever */
  *push(bytes: Buffer): Generator<Buffer, void> {
    let rest = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    this.#pending = Buffer.alloc(0);
    while (rest.length >= HEAD) {
      const length = rest.readUInt32BE();
      if (length === 0 || length > LONGEST_MESSAGE) {
        throw tpeErrors.error('TPE_FRAME_LENGTH', { length, longest: LONGEST_MESSAGE });
      }
      if (rest.length < HEAD + length) break;
      yield Buffer.from(rest.subarray(HEAD, HEAD + length));
      rest = rest.subarray(HEAD + length);
    }
    // A copy: the slice would keep all that came with it.
    this.#pending = Buffer.from(rest);
  }

  /** Whether a message has begun and is not complete. */
  get within(): boolean {
    return this.#pending.length > 0;
  }
}
