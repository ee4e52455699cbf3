import { isDeepStrictEqual } from 'node:util';
import type { Clock, Journal } from '@banc-gap/simkit';
import type { Found } from '../dialect.ts';
import type { Wait } from '../timing.ts';
import type { Acquirer } from './acquirer.ts';
import { journey, type Visitor } from './journey.ts';
import type { Order, Outcome } from './orders.ts';

export interface CounterOptions {
  /** The serial number, which the messages carry. */
  readonly terminal: string;
  /** Of the hospital, with the payment provider. */
  readonly account: string;
  readonly acquirer: Acquirer;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly journal: Journal;
  /** Milliseconds. */
  readonly cardholderTimeout: number;
  /** Milliseconds. */
  readonly acquirerTimeout: number;
}

/** Orders whose outcome is kept, for a GAP that has not got it. */
const REMEMBERED = 16;

/**
 * What a terminal does with its orders, whatever becomes of the connection: one at a time, each once, its outcome kept.
 */
export class Counter {
  readonly #options: CounterOptions;
  readonly #outcomes = new Map<string, Outcome>();
  #serving:
    | { readonly order: Order; readonly outcome: Promise<Outcome>; readonly abort: AbortController }
    | undefined;
  #visitor: Visitor | undefined;
  #arrival = Promise.withResolvers<Visitor>();
  #transactions = 0;

  constructor(options: CounterOptions) {
    this.#options = options;
  }

  /** Somebody comes to the terminal and stays, in the place of who was there. */
  arrive(visitor: Visitor): void {
    this.leave();
    this.#visitor = visitor;
    this.#arrival.resolve(visitor);
  }

  /** Nobody is there for the next order. */
  leave(): void {
    if (this.#visitor) this.#arrival = Promise.withResolvers();
    this.#visitor = undefined;
  }

  get visitor(): Visitor | undefined {
    return this.#visitor;
  }

  get serving(): boolean {
    return this.#serving !== undefined;
  }

  /** The same order again is not carried out again; another one under the same id is refused. */
  async carryOut(order: Order): Promise<Outcome> {
    const before = this.#outcomes.get(order.id);
    if (before) return isDeepStrictEqual(before.order, order) ? before : this.#refused(order, 'not-allowed');
    if (this.#serving) {
      return isDeepStrictEqual(this.#serving.order, order)
        ? this.#serving.outcome
        : this.#refused(order, 'busy');
    }
    const abort = new AbortController();
    const outcome = this.#serve(order, abort.signal);
    this.#serving = { order, outcome, abort };
    try {
      const settled = await outcome;
      this.#remember(settled);
      return settled;
    } finally {
      this.#serving = undefined;
    }
  }

  /** Nothing happens to an order that is over, unknown, or with the provider already. */
  abort(id: string): void {
    if (this.#serving?.order.id === id) this.#serving.abort.abort();
  }

  find(id: string): Found {
    if (this.#serving?.order.id === id) return 'in-progress';
    return this.#outcomes.get(id) ?? 'unknown';
  }

  async #serve(order: Order, aborted: AbortSignal): Promise<Outcome> {
    const { terminal, clock, journal } = this.#options;
    const desk = {
      ...this.#options,
      acquirerFailed: (error: unknown) =>
        journal.record('acquirer-failed', { terminal, order: order.id, error: String(error) }),
    };
    const met = await journey(order, this.#arrival.promise, desk, aborted);
    const about = { order, transaction: this.#transaction(), at: clock.now() };
    return 'reason' in met ? { result: 'refused', ...about, ...met } : { result: 'done', ...about, ...met };
  }

  #refused(order: Order, reason: 'busy' | 'not-allowed'): Outcome {
    const at = this.#options.clock.now();
    return { result: 'refused', order, transaction: this.#transaction(), at, reason };
  }

  #transaction(): string {
    return `T${++this.#transactions}`;
  }

  #remember(outcome: Outcome): void {
    const [oldest] = this.#outcomes.keys();
    if (oldest !== undefined && this.#outcomes.size >= REMEMBERED) this.#outcomes.delete(oldest);
    this.#outcomes.set(outcome.order.id, outcome);
  }
}
