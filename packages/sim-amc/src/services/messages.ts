import { createHash } from 'node:crypto';
import type { Clock, Store } from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';
import type { Outcome } from './views.ts';

const KEPT_MS = 24 * 3_600_000;

/** The messages of a day: one that comes again is answered as before, and nothing is done twice. */
export class Messages {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Does the work whole or not at all, and once for each message of a structure.
   *
   * @param body what was asked, in canonical form
   * @throws BancError AMC_MESSAGE_ID_REUSED
   */
  once(
    { structure, id, body }: { readonly structure: string; readonly id: string; readonly body: string },
    work: () => Outcome,
  ): { readonly outcome: Outcome; readonly repeated: boolean } {
    const digest = createHash('sha256').update(body).digest('base64');
    return this.#store.transaction(() => {
      const now = this.#clock.now();
      this.#store.run('DELETE FROM message WHERE at <= ?', new Date(now.getTime() - KEPT_MS).toISOString());
      const earlier = this.#store.get<{ digest: string; outcome: string }>(
        'SELECT digest, outcome FROM message WHERE structure = ? AND messageId = ?',
        structure,
        id,
      );
      if (earlier !== undefined) {
        if (earlier.digest !== digest) throw amcErrors.error('AMC_MESSAGE_ID_REUSED', { id });
        return { outcome: JSON.parse(earlier.outcome) as Outcome, repeated: true };
      }
      const outcome = work();
      this.#store.run(
        'INSERT INTO message VALUES (?, ?, ?, ?, ?)',
        structure,
        id,
        digest,
        JSON.stringify(outcome),
        now.toISOString(),
      );
      return { outcome, repeated: false };
    });
  }
}
