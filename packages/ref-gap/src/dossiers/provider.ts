import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { refGapErrors } from '../errors.ts';
import { ask, type Peer, type Question } from '../peer-client.ts';
import type { Contact } from './dossier.ts';

const problem = z.object({
  type: z.string().default('about:blank'),
  retriable: z.boolean().default(false),
  responseCode: z.string().optional(),
});
const created = z.object({ id: z.string() });
const made = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) });
const settlement = z.object({
  id: z.string(),
  day: z.string(),
  payments: z.int(),
  debited: z.int(),
  refunded: z.int(),
  net: z.int(),
});
const settlements = z.object({ items: z.array(settlement) });
export type Settlement = z.output<typeof settlement>;

/** What the provider answered when it said no: nothing happened. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';
  readonly problem: string;
  readonly responseCode: string | undefined;
  /** Whether the same request may fare better later. */
  readonly retriable: boolean;

  constructor(status: number, { type, responseCode, retriable }: z.output<typeof problem>) {
    const slug = type.replace('urn:banc-gap:psp:problem:', '');
    super(`the payment provider refuses: ${slug} (HTTP ${status})`);
    this.problem = slug;
    this.responseCode = responseCode;
    this.retriable = retriable;
  }
}

export interface Persistence {
  /** How often one thing is asked at most. */
  readonly attempts: number;
  /** Milliseconds before the second attempt, twice that before the third, and so on. */
  readonly pause: number;
}

/**
 * The payment provider as a GAP calls it: everything that creates something has a key that is known before it is asked,
 * and whatever is not known to have happened is asked again with that key, never with another.
 */
export class PaymentProvider {
  readonly #peer: Peer;
  readonly #persistence: Persistence;

  constructor(peer: Peer, persistence: Persistence = { attempts: 5, pause: 500 }) {
    this.#peer = peer;
    this.#persistence = persistence;
  }

  /** Resolves to the id of the mandate. @throws ProviderRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  async registerMandate(
    mandate: {
      readonly token: string;
      readonly ceiling: number;
      readonly patientRef: string;
      readonly episodeRef: string;
      readonly contact: Contact;
    },
    key: string,
  ): Promise<string> {
    return created.parse(await this.#create('mandates', { ...mandate, currency: 'EUR' }, key)).id;
  }

  /** Resolves to the id of the payment. @throws ProviderRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  async debit(
    debit: { readonly mandate: string; readonly amount: number; readonly merchantReference: string },
    key: string,
  ): Promise<string> {
    const madeBefore = `payments?idempotencyKey=${key}`;
    return created.parse(await this.#create('payments', { ...debit, currency: 'EUR' }, key, madeBefore)).id;
  }

  /** Resolves to the id of the refund. @throws ProviderRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  async refund(of: string, amount: number, key: string): Promise<string> {
    return created.parse(await this.#create(`payments/${of}/refunds`, { amount }, key)).id;
  }

  /** What was paid to the hospital, oldest first. @throws BancError REF_GAP_PROVIDER_UNREACHABLE */
  async settlements(): Promise<Settlement[]> {
    return settlements.parse(await this.#read('settlements')).items;
  }

  #read(path: string): Promise<unknown> {
    return this.#persist(() => this.#ask({ method: 'GET', path }));
  }

  /** `madeBefore`: where one sees what an attempt has made whose answer was lost. */
  #create(path: string, body: object, key: string, madeBefore?: string): Promise<unknown> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.#persist(async (lost) => {
      const found =
        lost && madeBefore ? made.parse(await this.#ask({ method: 'GET', path: madeBefore })) : undefined;
      return (
        found?.items.find(({ state }) => state !== 'REFUSED') ??
        this.#ask({ method: 'POST', path, headers, body: JSON.stringify(body) })
      );
    });
  }

  /** Asks again while there is no answer, or one that says to. A provider that is not reached is not stormed. */
  async #persist(attempt: (lost: boolean) => Promise<unknown>): Promise<unknown> {
    const { attempts, pause } = this.#persistence;
    let why: unknown;
    for (let times = 0; times < attempts; times++) {
      if (times > 0) await delay(pause * 2 ** (times - 1));
      try {
        return await attempt(times > 0);
      } catch (error) {
        if (error instanceof NotReached) return unreachable(times, error.cause);
        if (error instanceof ProviderRefusal && !error.retriable) throw error;
        why = error;
      }
    }
    return unreachable(attempts, why);
  }

  async #ask({ path, ...question }: Question): Promise<unknown> {
    const { host, connect } = this.#peer;
    const connection = await connect().catch((cause: unknown) => {
      throw new NotReached('', { cause });
    });
    const { status, body } = await ask(connection, host, { ...question, path: `/diapason/v1/self/${path}` });
    const said: unknown = JSON.parse(body.toString());
    if (status >= 300) throw new ProviderRefusal(status, problem.parse(said));
    return said;
  }
}

/** Nothing was asked. */
class NotReached extends Error {}

function unreachable(attempts: number, cause: unknown): never {
  throw refGapErrors.error('REF_GAP_PROVIDER_UNREACHABLE', { attempts, reason: String(cause) }, { cause });
}
