import type { ProblemSlug } from '../problems/catalogue.ts';
import type { ResponseCode } from '../schemas/cards.ts';

/** What an amount brings about, on a debit that would be right otherwise. */
export type Magic =
  /** The provider refuses, whatever the consent. */
  | { readonly problem: ProblemSlug }
  /** The issuer of the card refuses. */
  | { readonly responseCode: ResponseCode }
  /** The debit is made; the answer is late, or the connection is cut in its place. */
  | { readonly delivery: 'slow' | 'lost-reply' }
  /** The cardholder disputes it, on the day after its settlement. */
  | { readonly chargeback: true };

/** By amount in cents: 99.xx € is the issuer with code xx, 98.xx € the provider, 97.xx € what happens to a debit. */
export const MAGIC_AMOUNTS: Readonly<Record<number, Magic>> = {
  9904: { responseCode: '04' },
  9905: { responseCode: '05' },
  9914: { responseCode: '14' },
  9941: { responseCode: '41' },
  9943: { responseCode: '43' },
  9951: { responseCode: '51' },
  9954: { responseCode: '54' },
  9957: { responseCode: '57' },
  9961: { responseCode: '61' },
  9991: { responseCode: '91' },
  9800: { problem: 'amount-invalid' },
  9801: { problem: 'certificate-not-mapped' },
  9803: { problem: 'merchant-contract-missing' },
  9804: { problem: 'token-unknown' },
  9805: { problem: 'idempotency-conflict' },
  9809: { problem: 'already-debited' },
  9810: { problem: 'token-expired' },
  9811: { problem: 'mandate-revoked' },
  9822: { problem: 'over-ceiling' },
  9823: { problem: 'currency-not-supported' },
  9829: { problem: 'too-many-requests' },
  9850: { problem: 'internal-error' },
  9853: { problem: 'unavailable' },
  9701: { delivery: 'slow' },
  9702: { delivery: 'lost-reply' },
  9703: { chargeback: true },
};

export const magicOf = (amount: number): Magic | undefined => MAGIC_AMOUNTS[amount];
