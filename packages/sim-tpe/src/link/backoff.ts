import type { Random } from '@banc-gap/simkit';

export interface BackoffOptions {
  /** Milliseconds: the longest first pause. */
  readonly first: number;
  /** Milliseconds: no pause is longer. */
  readonly longest: number;
}

/**
 * Pauses between attempts: anywhere up to a bound that doubles, so that terminals that lost the same GAP at the same
 * moment do not all come back together.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: Random;
  #failures = 0;

  constructor(options: BackoffOptions, random: Random) {
    this.#options = options;
    this.#random = random;
  }

  /** Milliseconds. */
  next(): number {
    const { first, longest } = this.#options;
    const bound = Math.min(longest, first * 2 ** this.#failures++);
    return this.#random.integer(Math.ceil(bound / 2), bound);
  }

  reset(): void {
    this.#failures = 0;
  }
}
