import type { Core } from '../core.ts';
import { parse } from '../parse.ts';
import type { Merchant } from '../schemas/merchants.ts';
import { newWebhook } from '../schemas/merchants.ts';
import { harmlessTarget } from './target.ts';

/** An event that waits to be told. */
export interface Delivery {
  readonly id: string;
  readonly account: string;
  readonly body: string;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
}

/** Milliseconds before each further attempt; after the last one the event is given up. */
export const RETRY_AFTER_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000] as const;

/** Where each hospital wants to be told, and what it still has to be told. */
export class WebhookDesk {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /** @throws PspProblem webhook-address-refused */
  async put(
    { account }: Merchant,
    input: unknown,
  ): Promise<{ readonly url: string; readonly secret: string }> {
    const { url } = parse(newWebhook, input);
    await harmlessTarget(url);
    const secret = `whsec_${this.#core.random.bytes(24).toString('base64')}`;
    this.#core.store.run(
      'INSERT INTO webhook VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE SET url = excluded.url, secret = excluded.secret',
      account,
      url,
      secret,
    );
    return { url, secret };
  }

  remove({ account }: Merchant): void {
    this.#core.store.run('DELETE FROM webhook WHERE account = ?', account);
  }

  due(): Delivery[] {
    return this.#core.store.all<Delivery>(
      `SELECT id, event.account, body, attempts, url, secret FROM event JOIN webhook USING (account)
       WHERE dueAt <= ? ORDER BY sequence LIMIT 100`,
      this.#core.now(),
    );
  }

  /** @param answer what the hospital said, or why it could not be asked */
  attempted({ id, account, attempts }: Delivery, delivered: boolean, answer: string): void {
    const wait = RETRY_AFTER_MS[attempts];
    const again = delivered || wait === undefined ? null : this.#later(wait);
    this.#core.store.run(
      'UPDATE event SET attempts = attempts + 1, dueAt = ?, deliveredAt = ?, lastAnswer = ? WHERE id = ?',
      again,
      delivered ? this.#core.now() : null,
      answer,
      id,
    );
    const outcome = delivered ? 'webhook-delivered' : again === null ? 'webhook-given-up' : 'webhook-failed';
    this.#core.journal.record(outcome, { account, id, attempt: attempts + 1, answer });
  }

  #later(milliseconds: number): string {
    return new Date(this.#core.clock.now().getTime() + milliseconds).toISOString();
  }
}
