/** What was used before, for as long as it could be used again. */
export interface ReplayCache {
  /**
   * Notes that something is used.
   *
   * @param until when it could not be used again anyway
   * @returns whether this is the first time; `full` if that cannot be told, because there is no room to remember it
   */
  use(id: string, until: Date, now: Date): 'first' | 'again' | 'full';
  readonly capacity: number;
}

/**
 * Remembers in memory. Nothing is forgotten before its time, however much arrives: a full cache says so, rather than
 * let something in again.
 */
export class MemoryReplayCache implements ReplayCache {
  readonly capacity: number;
  readonly #until = new Map<string, number>();
  /** What is dropped at the earliest: no look before then. */
  #nextSweep = Number.POSITIVE_INFINITY;

  constructor(capacity = 100_000) {
    this.capacity = capacity;
  }

  use(id: string, until: Date, now: Date): 'first' | 'again' | 'full' {
    const known = this.#until.get(id);
    if (known !== undefined && known > now.getTime()) return 'again';
    if (this.#until.size >= this.capacity) this.#sweep(now.getTime());
    if (this.#until.size >= this.capacity) return 'full';
    this.#until.set(id, until.getTime());
    this.#nextSweep = Math.min(this.#nextSweep, until.getTime());
    return 'first';
  }

  #sweep(now: number): void {
    if (now < this.#nextSweep) return;
    this.#nextSweep = Number.POSITIVE_INFINITY;
    for (const [id, until] of this.#until) {
      if (until <= now) this.#until.delete(id);
      else this.#nextSweep = Math.min(this.#nextSweep, until);
    }
  }
}
