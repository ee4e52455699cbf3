import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { refGapErrors } from '../errors.ts';
import { ask, PATIENCE_MS, type Peer, type Question } from '../peer-client.ts';

/** The consent of a patient, as a terminal got it. Amounts are cents of euro. */
export interface Mandate {
  readonly token: string;
  readonly ceiling: number;
  readonly patientRef: string;
  readonly episodeRef: string;
  /** How the provider tells the patient what is debited. */
  readonly contact: 'email' | 'sms' | 'none';
}

export interface Debit {
  readonly mandate: string;
  /** Cents of euro. */
  readonly amount: number;
  readonly merchantReference: string;
}

const problem = z.object({
  type: z.string().default('about:blank'),
  retriable: z.boolean().default(false),
  responseCode: z.string().optional(),
});
const made = z.object({ id: z.string() });
const list = z.object({ items: z.array(z.unknown()) });
const refunds = z.object({ items: z.array(made.extend({ amount: z.int() })) });
const settlements = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      day: z.string(),
      payments: z.int(),
      debited: z.int(),
      refunded: z.int(),
      net: z.int(),
    }),
  ),
});
export type Settlement = z.output<typeof settlements>['items'][number];

/** A status is not enough: what was debited must be what was asked for, and not be refused. */
const confirmationOf = ({ mandate, amount, merchantReference }: Debit) =>
  made.extend({
    state: z.enum(['AUTHORISED', 'SETTLED', 'REFUNDED', 'CHARGEBACK']),
    mandate: z.literal(mandate),
    amount: z.literal(amount),
    merchantReference: z.literal(merchantReference),
  });

/** What the provider answered when it said no: nothing happened. */
export class PspRefusal extends Error {
  override readonly name = 'PspRefusal';
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

/** Nothing was asked. */
class NotReached extends Error {}

/** What comes between a GAP and what it asks for. Without an answer that can be read, nobody knows whether it was done. */
export type Obstacle = 'not reached' | 'no answer' | 'refused for now' | 'refused';

/** In what clients of a payment provider differ: here those of one that debits nobody twice and storms nobody. */
export interface PspHabits {
  /** How often one thing is asked, at most. */
  readonly attempts: number;
  /** Milliseconds before the second attempt, twice that before the third, and so on. */
  readonly pauseMs: number;
  /** How long an answer is waited for, in milliseconds. */
  readonly patienceMs: number;
  /** Whether the same thing is asked again after that. */
  readonly asksAgainAfter: (obstacle: Obstacle) => boolean;
  /** Idempotency-Key of a further attempt: that of the first one, by which the provider knows that it is the same debit. */
  readonly keyOf: (first: string) => string;
  /** Whether it looks for the debit before it asks for it again: a provider may lose the answer again. */
  readonly looksFirst: boolean;
  /** How a debit is asked for, of what would be right. */
  readonly asks: (question: Question) => Question;
  /** Whether a debit is taken for made all the same. */
  readonly passesOver: (obstacle: Obstacle) => boolean;
}

export const RIGHT_PSP_HABITS: PspHabits = {
  attempts: 3,
  pauseMs: 200,
  patienceMs: PATIENCE_MS,
  // A provider that is not reached, because it is the wrong one or takes this GAP for a wrong one, will not be the next time either.
  asksAgainAfter: (obstacle) => obstacle === 'no answer' || obstacle === 'refused for now',
  keyOf: (first) => first,
  looksFirst: true,
  asks: (question) => question,
  passesOver: () => false,
};

/**
 * The payment provider as a GAP calls it: everything that creates something has a key that is known before it is asked,
 * and whatever is not known to have happened is asked again with that key, never with another.
 */
export class PspClient {
  readonly #peer: Peer;
  readonly #habits: PspHabits;

  constructor(peer: Peer, habits: PspHabits = RIGHT_PSP_HABITS) {
    this.#peer = peer;
    this.#habits = habits;
  }

  /** Resolves to the id of the mandate. @throws PspRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  registerMandate(mandate: Mandate, key: string): Promise<string> {
    const question = creation('mandates', { ...mandate, currency: 'EUR' }, key);
    return this.#persist(async () => made.parse(await this.#ask(question)).id);
  }

  /**
   * Resolves to the id of the payment.
   *
   * @param resumed whether it was asked for before and nothing came of it: a provider forgets keys, and then says no to
   *   what it has done
   * @throws PspRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE
   */
  debit(debit: Debit, key: string, resumed = false): Promise<string> {
    const { keyOf, looksFirst, passesOver } = this.#habits;
    return this.#persist(async (again) => {
      const used = again ? keyOf(key) : key;
      try {
        const found = (again || resumed) && looksFirst ? await this.#find(debit, used) : undefined;
        return found ?? (await this.#debit(debit, used));
      } catch (error) {
        if (passesOver(obstacleOf(error))) return '';
        throw error;
      }
    });
  }

  /**
   * Resolves to the id of the refund.
   *
   * @param recorded where it was asked for before and nothing came of it, the refunds of the payment that are known of:
   *   another one of this amount is this one, whose key the provider may have forgotten
   * @throws PspRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE
   */
  refund(payment: string, amount: number, key: string, recorded?: readonly string[]): Promise<string> {
    const path = `payments/${payment}/refunds`;
    return this.#persist(async () => {
      const found = recorded && (await this.#findRefund(path, amount, recorded));
      return found ?? made.parse(await this.#ask(creation(path, { amount }, key))).id;
    });
  }

  /** What was paid to the hospital, oldest first. @throws BancError REF_GAP_PROVIDER_UNREACHABLE */
  settlements(): Promise<Settlement[]> {
    const question = { method: 'GET', path: 'settlements' };
    return this.#persist(async () => settlements.parse(await this.#ask(question)).items);
  }

  async #debit(debit: Debit, key: string): Promise<string> {
    const question = this.#habits.asks(creation('payments', { ...debit, currency: 'EUR' }, key));
    return confirmationOf(debit).parse(await this.#ask(question)).id;
  }

  /** What an attempt has made whose answer was lost. */
  async #find(debit: Debit, key: string): Promise<string | undefined> {
    const said = await this.#ask({ method: 'GET', path: `payments?idempotencyKey=${key}` });
    const confirmations = list.parse(said).items.map((item) => confirmationOf(debit).safeParse(item));
    return confirmations.find(({ success }) => success)?.data?.id;
  }

  async #findRefund(path: string, amount: number, recorded: readonly string[]): Promise<string | undefined> {
    const { items } = refunds.parse(await this.#ask({ method: 'GET', path }));
    return items.find((refund) => refund.amount === amount && !recorded.includes(refund.id))?.id;
  }

  async #persist<Result>(attempt: (again: boolean) => Promise<Result>): Promise<Result> {
    const { attempts, pauseMs, asksAgainAfter } = this.#habits;
    for (let nth = 1; ; nth += 1) {
      try {
        return await attempt(nth > 1);
      } catch (error) {
        const obstacle = obstacleOf(error);
        if (nth === attempts || !asksAgainAfter(obstacle)) {
          throw obstacle === 'refused' ? error : unreachable(nth, error as Error);
        }
      }
      await delay(pauseMs * 2 ** (nth - 1));
    }
  }

  async #ask({ path, ...question }: Question): Promise<unknown> {
    const { host, connect } = this.#peer;
    const connection = await connect().catch((cause: Error) => {
      throw new NotReached(cause.message, { cause });
    });
    const asked = { ...question, path: `/diapason/v1/self/${path}` };
    const { status, body } = await ask(connection, host, asked, this.#habits.patienceMs);
    const said: unknown = JSON.parse(body.toString());
    if (status >= 300) throw new PspRefusal(status, problem.parse(said));
    return said;
  }
}

function creation(path: string, body: object, key: string): Question {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return { method: 'POST', path, headers, body: JSON.stringify(body) };
}

function obstacleOf(error: unknown): Obstacle {
  if (error instanceof NotReached) return 'not reached';
  if (error instanceof PspRefusal) return error.retriable ? 'refused for now' : 'refused';
  return 'no answer';
}

function unreachable(attempts: number, cause: Error): Error {
  const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : cause.message;
  return refGapErrors.error('REF_GAP_PROVIDER_UNREACHABLE', { attempts, reason }, { cause });
}
