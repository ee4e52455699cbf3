import type { Exchange } from '@banc-gap/simkit';
import { BoundedOctets } from './octets.ts';
import { ANSWER_LIMIT, type AnswerReader } from './probe.ts';

/** The answer of a framed socket: complete when it is as long as the expected one, which is for others to compare. */
export class RawAnswerReader implements AnswerReader {
  readonly malformed = undefined;
  readonly #octets: BoundedOctets;
  readonly #expectedLength: number;

  constructor(expectedLength: number) {
    this.#expectedLength = Math.max(expectedLength, 1);
    this.#octets = new BoundedOctets(Math.max(expectedLength, ANSWER_LIMIT));
  }

  push(bytes: Buffer): void {
    this.#octets.push(bytes);
  }

  end(): void {}

  get complete(): boolean {
    return this.#octets.length >= this.#expectedLength;
  }

  get answer(): Exchange['answer'] {
    if (this.#octets.length === 0) return undefined;
    return { bytes: this.#octets.bytes, complete: this.complete };
  }
}
