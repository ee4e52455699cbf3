/** Keeps the first octets of a stream, up to a limit. */
export class BoundedOctets {
  readonly #limit: number;
  readonly #pieces: Buffer[] = [];
  #length = 0;
  #cut = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(bytes: Buffer): void {
    const kept = bytes.subarray(0, this.#limit - this.#length);
    if (kept.length > 0) this.#pieces.push(Buffer.from(kept));
    this.#length += kept.length;
    if (kept.length < bytes.length) this.#cut = true;
  }

  /** Whether there was more. */
  get cut(): boolean {
    return this.#cut;
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}
