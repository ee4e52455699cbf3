import { decodeError } from '../failure.ts';

/** Reads the presentation language of RFC 5246 §4 from one message; whatever is short or long is a decode_error. */
export class MessageReader {
  readonly #bytes: Buffer;
  readonly #what: string;
  #offset = 0;

  /** `what` names the message or field in errors. */
  constructor(bytes: Buffer, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** Octets read so far. */
  get offset(): number {
    return this.#offset;
  }

  octets(length: number): Buffer {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, this.#offset);
  }

  uint8(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#advance(2));
  }

  uint24(): number {
    return this.#bytes.readUIntBE(this.#advance(3), 3);
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#advance(4));
  }

  /** Passes over so many octets; where they start. */
  #advance(length: number): number {
    if (length > this.remaining) throw decodeError(`${this.#what} is too short`);
    this.#offset += length;
    return this.#offset - length;
  }

  vector8(minimum = 0, maximum = 0xff): Buffer {
    return this.#vector(this.uint8(), minimum, maximum);
  }

  vector16(minimum = 0): Buffer {
    return this.#vector(this.uint16(), minimum, 0xffff);
  }

  vector24(minimum = 0): Buffer {
    return this.#vector(this.uint24(), minimum, 0xffffff);
  }

  #vector(length: number, minimum: number, maximum: number): Buffer {
    if (length < minimum || length > maximum)
      throw decodeError(`${this.#what} has a vector of ${length} octets`);
    return this.octets(length);
  }

  /** A vector of 16-bit numbers. */
  codes16(minimum = 2): number[] {
    const vector = this.vector16(minimum);
    if (vector.length % 2 !== 0) throw decodeError(`${this.#what} has a list of halves of numbers`);
    return Array.from({ length: vector.length / 2 }, (_, index) => vector.readUInt16BE(2 * index));
  }

  end(): void {
    if (this.remaining > 0) throw decodeError(`${this.#what} goes on after its end`);
  }
}
