import { PspProblem } from '../problems/problem.ts';
import type { Psp } from '../psp.ts';
import { ACCOUNT, consentFor, debitOf, IMPRINT, keyFor } from './messages.ts';

/** Patients of a run; each has a token from the start, and a ceiling of 20 or 40 €. */
export const PATIENTS = 4;
export const ceilingOf = (patient: number): number => (patient % 2 === 0 ? 20_00 : 40_00);

/** What a hospital does, or the end of a day. The same operation is the same request with the same key: a retry. */
export type Operation =
  | { readonly kind: 'consent' | 'oppose'; readonly patient: number }
  | {
      readonly kind: 'debit' | 'refund';
      readonly patient: number;
      readonly amount: number;
      readonly attempt: number;
    }
  | { readonly kind: 'settle' };

/** Opens the account, and gives the tokens of the patients. */
export function openAccount(psp: Psp): string[] {
  psp.merchants.put(ACCOUNT, { name: 'CH TEST', structures: ['10B0152872'] });
  return Array.from({ length: PATIENTS }, () => psp.acquirer.register(IMPRINT).token);
}

/** Does it, and says what was answered: the id of what was made, or the problem. */
export function perform(psp: Psp, tokens: readonly string[], wanted: Operation): string {
  try {
    return answer(psp, tokens, wanted);
  } catch (error) {
    if (error instanceof PspProblem) return error.slug;
    throw error;
  }
}

function answer(psp: Psp, tokens: readonly string[], wanted: Operation): string {
  if (wanted.kind === 'settle') {
    psp.settlements.close({ including: 'today' });
    return 'settled';
  }
  const merchant = psp.merchants.get(ACCOUNT);
  const consent = consentFor(tokens[wanted.patient]!, ceilingOf(wanted.patient));
  const { id } = psp.mandates.register(merchant, consent, keyFor(`consent ${wanted.patient}`)).result;
  const key = keyFor(JSON.stringify(wanted));
  switch (wanted.kind) {
    case 'consent':
      return id;
    case 'oppose':
      return psp.mandates.oppose(ACCOUNT, id).id;
    case 'debit':
      return psp.payments.debit(merchant, debitOf(id, wanted.amount), key).result.id;
    case 'refund': {
      const payments = psp.payments.list(ACCOUNT, { mandate: id });
      const paid = payments.find(({ authorisationCode }) => authorisationCode !== null);
      if (paid === undefined) return 'nothing to refund';
      return psp.payments.refund(merchant, paid.id, { amount: wanted.amount }, key).result.id;
    }
  }
}
