import type { SignerVerifier } from '@banc-gap/saml';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Dp } from '../dp.ts';
import type { Operation } from '../faults.ts';
import type { Person } from '../people/person.ts';

export interface BindingContext {
  readonly dp: Dp;
  /** Whose signatures of dispensations count: PRO SIGN of IGC-Santé. */
  readonly signers: SignerVerifier;
  /**
   * Whose request it is; to be called once for each, before anything is done for it.
   *
   * @param ins the patient, where that is known already: a fault may be set for one patient
   * @throws DpProblem user-is-another, *-not-allowed, or what a fault wants
   */
  enter(request: FastifyRequest, operation: Operation, ins?: string): Person;
}

/**
 * How software and DP talk inside TLS. The protocol of the real DP is not public: whoever holds it writes another one of
 * these, which translates its messages into calls of `Dp`; connections, certificates, roles, faults and the journal stay
 * as they are.
 */
export interface Binding {
  /** A URN: `urn:banc-gap:dp:v1`. */
  readonly name: string;
  mount(app: FastifyInstance, context: BindingContext): void | Promise<void>;
}
