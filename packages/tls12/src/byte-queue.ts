/** Bytes that come in chunks of any size and are taken in pieces of others; joined only where a piece spans chunks. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The first octets, which stay in the queue; undefined if there are not as many. */
  peek(length: number): Buffer | undefined {
    if (length > this.#length) return undefined;
    if (length === 0) return Buffer.alloc(0);
    if (this.#chunks[0]!.length < length) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!.subarray(0, length);
  }

  take(length: number): Buffer | undefined {
    const piece = this.peek(length);
    if (piece === undefined || length === 0) return piece;
    const first = this.#chunks[0]!;
    if (first.length === length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(length);
    this.#length -= length;
    return piece;
  }
}
