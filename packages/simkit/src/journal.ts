import type { Clock } from './clock.ts';

export interface JournalEntry {
  /** Counts from 1 and never repeats within a journal. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Kebab case: `certificate-issued`. */
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Its time becomes a text when somebody reads it. */
type Recorded = Omit<JournalEntry, 'at'> & { readonly at: Date };

const entryOf = (recorded: Recorded): JournalEntry => ({ ...recorded, at: recorded.at.toISOString() });

/** What a service did, in order; the oldest entries make room for the newest. */
export class Journal {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  #entries: Recorded[] = [];
  #sequence = 0;

  constructor(clock: Clock, capacity = 10_000) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  record(event: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.#sequence += 1;
    const recorded = { sequence: this.#sequence, at: this.#clock.now(), event, details };
    this.#entries.push(recorded);
    // Trimming at twice the capacity makes the cost of a record constant.
    if (this.#entries.length >= 2 * this.#capacity) this.#entries = this.#entries.slice(-this.#capacity);
    for (const listener of this.#listeners) listener(entryOf(recorded));
  }

  /** The kept entries whose sequence number is greater than `after`. */
  entries(after = 0): readonly JournalEntry[] {
    return this.#entries
      .slice(-this.#capacity)
      .filter((entry) => entry.sequence > after)
      .map(entryOf);
  }

  /** Calls the listener at each new entry; the returned function ends that. */
  subscribe(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
