import type { Clock } from '@banc-gap/simkit';

const WINDOW_SECONDS = 10;

/** How many tokens were verified: what a load test of a GAP's signature counts. */
export class TokenCount {
  readonly #clock: Clock;
  readonly #refused = new Map<string, number>();
  readonly #seconds = new Map<number, number>();
  #verified = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  verified(): void {
    this.#verified += 1;
    const second = this.#second();
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    for (const old of this.#seconds.keys()) if (old <= second - WINDOW_SECONDS - 1) this.#seconds.delete(old);
  }

  refused(code: string): void {
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
  }

  /** `perSecond`: over the last ten whole seconds. */
  get figures() {
    const second = this.#second();
    const recent = [...this.#seconds].filter(([at]) => at < second && at >= second - WINDOW_SECONDS);
    return {
      verified: this.#verified,
      perSecond: recent.reduce((sum, [, count]) => sum + count, 0) / WINDOW_SECONDS,
      refused: Object.fromEntries(this.#refused),
    };
  }

  #second(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }
}
