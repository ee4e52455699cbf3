import type { Change, Core } from '../core.ts';
import { parse } from '../parse.ts';
import { PspProblem } from '../problems/problem.ts';
import type { ResponseCode } from '../schemas/cards.ts';
import { cents } from '../schemas/identifiers.ts';
import type { Mandate } from '../schemas/mandates.ts';
import type { Merchant } from '../schemas/merchants.ts';
import { newPayment, newRefund, type Payment, type Refund } from '../schemas/payments.ts';
import { dueTo, post, SCHEME } from '../store/ledger.ts';
import { type AcquirerDesk, issuerProblem } from './acquirer.ts';
import { magicOf } from './magic-amounts.ts';
import { assertDebitable, type MandateDesk } from './mandates.ts';

type PaymentRow = Omit<Payment, 'state' | 'currency'> & { readonly chargedBack: number };

const PAYMENT_COLUMNS = `payment.id, payment.account, mandate, payment.amount, merchantReference, authorisationCode,
  responseCode, idempotencyKey, debitedAt, payment.day,
  (SELECT coalesce(sum(amount), 0) FROM refund WHERE payment = payment.id) AS refunded,
  (SELECT settlement FROM settledEntry JOIN ledgerEntry ON ledgerEntry.id = entry
    WHERE kind = 'debit' AND reference = payment.id) AS settlement,
  (SELECT count(*) FROM ledgerEntry WHERE kind = 'chargeback' AND reference = payment.id) AS chargedBack`;

/** Debits of consents, and what is given back of them. */
export class PaymentDesk {
  readonly #core: Core;
  readonly #mandates: MandateDesk;
  readonly #acquirer: AcquirerDesk;

  constructor(core: Core, mandates: MandateDesk, acquirer: AcquirerDesk) {
    this.#core = core;
    this.#mandates = mandates;
    this.#acquirer = acquirer;
  }

  /**
   * Debits a consent, without its patient.
   *
   * @throws PspProblem merchant-contract-missing, amount-invalid, currency-not-supported, not-found, already-debited,
   *   mandate-revoked, token-expired, over-ceiling, issuer-refused, issuer-unavailable, idempotency-conflict
   */
  debit(
    merchant: Merchant,
    input: unknown,
    key: string,
  ): { readonly result: Payment; readonly replayed: boolean } {
    const order = parse(newPayment, input);
    return this.#core.once(merchant.account, key, { payment: order }, (change) => {
      if (!merchant.contract) throw new PspProblem('merchant-contract-missing');
      if (!cents.safeParse(order.amount).success) throw new PspProblem('amount-invalid');
      if (order.currency !== 'EUR') throw new PspProblem('currency-not-supported');
      const mandate = this.#mandates.get(merchant.account, order.mandate);
      const magic = magicOf(order.amount);
      if (magic !== undefined && 'problem' in magic) throw new PspProblem(magic.problem, example(mandate));
      assertDebitable(mandate, order.amount);
      const magicCode = magic !== undefined && 'responseCode' in magic ? magic.responseCode : undefined;
      const refusal = magicCode ?? this.#acquirer.refusalOf(mandate.token);
      if (refusal === '91') throw issuerProblem(refusal);
      const payment = this.#write(mandate, order, key, refusal);
      change.tell(
        merchant.account,
        refusal === undefined ? 'payment.authorised' : 'payment.refused',
        payment,
      );
      return refusal === undefined ? payment : issuerProblem(refusal, payment.id);
    });
  }

  /** @throws PspProblem not-found, also where it belongs to another account */
  get(account: string, id: string): Payment {
    const row = this.#core.store.get<PaymentRow>(
      `SELECT ${PAYMENT_COLUMNS} FROM payment WHERE payment.id = ? AND payment.account = ?`,
      id,
      account,
    );
    if (row === undefined) throw new PspProblem('not-found', { what: 'payment' });
    return fromRow(row);
  }

  /** Oldest first. Asked for by key, it tells whether a debit whose answer was lost was made. */
  list(
    account: string,
    filter: { readonly idempotencyKey?: string | undefined; readonly mandate?: string | undefined },
  ): Payment[] {
    return this.#core.store
      .all<PaymentRow>(
        `SELECT ${PAYMENT_COLUMNS} FROM payment WHERE payment.account = ?
         AND idempotencyKey = coalesce(?, idempotencyKey) AND mandate = coalesce(?, mandate) ORDER BY payment.rowid`,
        account,
        filter.idempotencyKey ?? null,
        filter.mandate ?? null,
      )
      .map(fromRow);
  }

  /** @throws PspProblem not-found, not-refundable, refund-exceeds-payment, idempotency-conflict */
  refund(
    { account }: Merchant,
    id: string,
    input: unknown,
    key: string,
  ): { readonly result: Refund; readonly replayed: boolean } {
    const order = parse(newRefund, input ?? {});
    return this.#core.once(account, key, { refund: order, id }, (change) => {
      const payment = this.get(account, id);
      const { state } = payment;
      if (state === 'REFUSED' || state === 'CHARGEBACK') throw new PspProblem('not-refundable', { state });
      const left = payment.amount - payment.refunded;
      const amount = order.amount ?? left;
      if (amount > left || amount === 0) throw new PspProblem('refund-exceeds-payment', { left });
      const refund: Refund = {
        id: this.#core.newId('refund'),
        payment: id,
        amount,
        reason: order.reason,
        refundedAt: this.#core.now(),
        day: this.#core.today(),
        settlement: null,
      };
      this.#core.store.run(
        'INSERT INTO refund VALUES (?, ?, ?, ?, ?, ?)',
        refund.id,
        id,
        amount,
        refund.reason,
        refund.refundedAt,
        refund.day,
      );
      post(this.#core, {
        kind: 'refund',
        account,
        reference: refund.id,
        debit: dueTo(account),
        credit: SCHEME,
        amount,
      });
      change.tell(account, 'payment.refunded', refund);
      return refund;
    });
  }

  refunds(account: string, id: string): Refund[] {
    this.get(account, id);
    return this.#core.store
      .all<Refund>(
        `SELECT refund.*, (SELECT settlement FROM settledEntry JOIN ledgerEntry ON ledgerEntry.id = entry
           WHERE kind = 'refund' AND reference = refund.id) AS settlement
         FROM refund WHERE payment = ? ORDER BY refund.rowid`,
        id,
      )
      .map((row) => ({ ...row }));
  }

  /** Within a change: the cardholder disputes the payment with the bank, and gets back what is left of it. */
  chargeBack(change: Change, id: string): Payment {
    const account = this.accountOf(id);
    const { state, amount, refunded } = this.get(account, id);
    if (state === 'REFUSED' || state === 'CHARGEBACK' || amount === refunded) {
      throw new PspProblem('not-refundable', { state });
    }
    post(this.#core, {
      kind: 'chargeback',
      account,
      reference: id,
      debit: dueTo(account),
      credit: SCHEME,
      amount: amount - refunded,
    });
    const payment = this.get(account, id);
    change.tell(account, 'payment.charged-back', payment);
    return payment;
  }

  accountOf(id: string): string {
    const row = this.#core.store.get<{ account: string }>('SELECT account FROM payment WHERE id = ?', id);
    if (row === undefined) throw new PspProblem('not-found', { what: 'payment' });
    return row.account;
  }

  /** A refused one is kept, too: the hospital asks why. */
  #write(
    { id: mandate, account }: Mandate,
    { amount, merchantReference }: { readonly amount: number; readonly merchantReference: string },
    key: string,
    refusal: ResponseCode | undefined,
  ): Payment {
    const id = this.#core.newId('payment');
    this.#core.store.run(
      'INSERT INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      account,
      mandate,
      amount,
      merchantReference,
      refusal === undefined ? this.#core.newAuthorisationCode() : null,
      refusal ?? null,
      key,
      this.#core.now(),
      this.#core.today(),
    );
    if (refusal === undefined) {
      post(this.#core, {
        kind: 'debit',
        account,
        reference: id,
        debit: SCHEME,
        credit: dueTo(account),
        amount,
      });
    }
    return this.get(account, id);
  }
}

function fromRow({ chargedBack, ...row }: PaymentRow): Payment {
  return { ...row, currency: 'EUR', state: stateOf(row, chargedBack === 1) };
}

function stateOf(row: Omit<PaymentRow, 'chargedBack'>, chargedBack: boolean): Payment['state'] {
  if (row.responseCode !== null) return 'REFUSED';
  if (chargedBack) return 'CHARGEBACK';
  if (row.refunded === row.amount) return 'REFUNDED';
  return row.settlement === null ? 'AUTHORISED' : 'SETTLED';
}

/** What the texts of the refusals that an amount brings about are filled with. */
const example = ({ id, ceiling, expiresAt, registeredAt }: Mandate) => ({
  structure: '?',
  payment: id,
  ceiling,
  expiredAt: expiresAt,
  opposedAt: registeredAt,
});
