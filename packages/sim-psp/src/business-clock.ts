import type { Clock } from '@banc-gap/simkit';
import { pspErrors } from './errors.ts';

const DAY_MS = 86_400_000;
const FURTHEST_DAYS = 3660;

/** Real time and some days: by it tokens expire and batches close, while certificates are judged by real time. */
export class BusinessClock implements Clock {
  readonly #clock: Clock;
  #ahead = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): Date {
    return new Date(this.#clock.now().getTime() + this.#ahead);
  }

  /** @throws BancError PSP_CLOCK_BACKWARDS */
  advance(days: number): void {
    if (!(days >= 0 && days <= FURTHEST_DAYS)) throw pspErrors.error('PSP_CLOCK_BACKWARDS', { days });
    this.#ahead += days * DAY_MS;
  }
}
