import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Operation } from '../faults.ts';
import type { Psp } from '../psp.ts';
import type { Merchant } from '../schemas/merchants.ts';

/** What a request asks for, as a binding reads it. */
export interface Asked {
  /** An account, or `self`. */
  readonly account: string;
  readonly operation: Operation;
  /** Of a debit, in cents: some amounts decide how the answer is delivered. */
  readonly amount?: number | undefined;
}

export interface BindingContext {
  readonly psp: Psp;
  /**
   * The merchant that the request is about; to be called once for each, before anything is done for it.
   *
   * @throws PspProblem certificate-not-mapped, or what a fault wants
   */
  enter(request: FastifyRequest, asked: Asked): Merchant;
}

/**
 * How a GAP and the provider talk inside TLS. The protocol of the real Diapason is not public: whoever holds it writes
 * another one of these, which translates its messages into calls of `Psp`; connections, certificates, the search for card
 * numbers, faults and the journal stay as they are.
 */
export interface Binding {
  /** A URN: `urn:banc-gap:diapason:v1`. */
  readonly name: string;
  /** Adds the routes. A route whose body has a zod schema is searched for card numbers by that schema. */
  mount(app: FastifyInstance, context: BindingContext): void | Promise<void>;
}
