import type { Change, Core } from '../core.ts';
import type { Settlement } from '../schemas/payments.ts';
import { dueTo, type EntryKind, type LedgerEntry, paidTo, post } from '../store/ledger.ts';
import { magicOf } from './magic-amounts.ts';
import type { PaymentDesk } from './payments.ts';

type Movement = Pick<LedgerEntry, 'id' | 'account' | 'day' | 'kind' | 'amount' | 'reference'>;
type MovementKind = Exclude<EntryKind, 'settlement'>;

/** What is paid to a hospital for a day, in one batch. */
export class SettlementDesk {
  readonly #core: Core;
  readonly #payments: PaymentDesk;

  constructor(core: Core, payments: PaymentDesk) {
    this.#core = core;
    this.#payments = payments;
  }

  /** Oldest first. */
  list(account: string, day?: string): Settlement[] {
    return this.#core.store
      .all<{ id: string }>(
        'SELECT id FROM settlement WHERE account = ? AND day = coalesce(?, day) ORDER BY rowid',
        account,
        day ?? null,
      )
      .map(({ id }) => this.#read(id));
  }

  /**
   * Closes the batches of days that are over.
   *
   * @param including that of today: what comes later today makes another batch
   */
  close({ including = 'yesterday' }: { readonly including?: 'yesterday' | 'today' } = {}): Settlement[] {
    const last = including === 'today' ? '<=' : '<';
    const open = `SELECT id, account, day, kind, amount, reference FROM ledgerEntry
      WHERE kind <> 'settlement' AND day ${last} ? AND id NOT IN (SELECT entry FROM settledEntry) ORDER BY id`;
    if (this.#core.store.get(open, this.#core.today()) === undefined) return [];
    return this.#core.change((change) => {
      const movements = this.#core.store.all<Movement>(open, this.#core.today());
      const batches = Map.groupBy(movements, ({ account, day }) => `${account} ${day}`);
      return [...batches.values()].map((batch) => this.#closeBatch(change, batch));
    });
  }

  #closeBatch(change: Change, movements: readonly Movement[]): Settlement {
    const { account, day } = movements[0]!;
    const id = this.#core.newId('settlement');
    const { store } = this.#core;
    store.run('INSERT INTO settlement VALUES (?, ?, ?, ?)', id, account, day, this.#core.now());
    for (const { id: entry } of movements) store.run('INSERT INTO settledEntry VALUES (?, ?)', entry, id);
    const settlement = this.#read(id);
    const { net } = settlement;
    if (net !== 0) {
      const [debit, credit] = net > 0 ? [dueTo(account), paidTo(account)] : [paidTo(account), dueTo(account)];
      post(this.#core, { kind: 'settlement', account, reference: id, debit, credit, amount: Math.abs(net) });
    }
    change.tell(account, 'settlement.closed', settlement);
    for (const { kind, amount, reference } of movements) {
      const magic = kind === 'debit' ? magicOf(amount) : undefined;
      if (magic && 'chargeback' in magic && this.#isWhole(account, reference)) {
        this.#payments.chargeBack(change, reference);
      }
    }
    return settlement;
  }

  #isWhole(account: string, payment: string): boolean {
    const { state, refunded } = this.#payments.get(account, payment);
    return state === 'SETTLED' && refunded === 0;
  }

  #read(id: string): Settlement {
    const { account, day, closedAt } = this.#core.store.get<Settlement>(
      'SELECT * FROM settlement WHERE id = ?',
      id,
    )!;
    const rows = this.#core.store.all<{ kind: MovementKind; count: number; total: number }>(
      `SELECT kind, count(*) AS count, sum(amount) AS total FROM settledEntry
       JOIN ledgerEntry ON ledgerEntry.id = entry WHERE settlement = ? GROUP BY kind`,
      id,
    );
    const of = (kind: MovementKind) => rows.find((row) => row.kind === kind) ?? { count: 0, total: 0 };
    const [debits, refunds, chargebacks] = [of('debit'), of('refund'), of('chargeback')];
    return {
      id,
      account,
      day,
      currency: 'EUR',
      payments: debits.count,
      refunds: refunds.count,
      chargebacks: chargebacks.count,
      debited: debits.total,
      refunded: refunds.total,
      chargedBack: chargebacks.total,
      net: debits.total - refunds.total - chargebacks.total,
      closedAt,
    };
  }
}
