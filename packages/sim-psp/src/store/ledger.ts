import type { Store } from '@banc-gap/simkit';
import type { Core } from '../core.ts';

export type EntryKind = 'debit' | 'refund' | 'chargeback' | 'settlement';

/** What the card schemes owe the provider; what it owes a hospital; what it has paid to one. */
export const SCHEME = 'scheme';
export const dueTo = (account: string): string => `due:${account}`;
export const paidTo = (account: string): string => `paid:${account}`;

export interface LedgerEntry {
  readonly id: number;
  readonly at: string;
  readonly day: string;
  readonly kind: EntryKind;
  readonly account: string;
  readonly reference: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
}

type NewEntry = Pick<LedgerEntry, 'kind' | 'account' | 'reference' | 'debit' | 'credit' | 'amount'>;

/** Within a transaction. The store refuses a second entry of the same kind about the same thing. */
export function post(core: Core, { kind, account, reference, debit, credit, amount }: NewEntry): void {
  core.store.run(
    `INSERT INTO ledgerEntry (at, day, kind, account, reference, debit, credit, amount)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    core.now(),
    core.today(),
    kind,
    account,
    reference,
    debit,
    credit,
    amount,
  );
}

export interface LedgerView {
  /** Cents by account of the ledger, debit positive; their sum is zero. */
  readonly balances: Readonly<Record<string, number>>;
  readonly balanced: boolean;
  readonly entries: readonly LedgerEntry[];
}

export function ledgerView(store: Store): LedgerView {
  const rows = store.all<{ account: string; balance: number }>(
    'SELECT account, sum(amount) AS balance FROM posting GROUP BY account ORDER BY account',
  );
  return {
    balances: Object.fromEntries(rows.map(({ account, balance }) => [account, balance])),
    balanced: rows.reduce((sum, { balance }) => sum + balance, 0) === 0,
    entries: store
      .all<LedgerEntry>(
        'SELECT id, at, day, kind, account, reference, debit, credit, amount FROM ledgerEntry ORDER BY id',
      )
      .map((entry) => ({ ...entry })),
  };
}
