import type { Change, Core } from '../core.ts';
import { parse } from '../parse.ts';
import { PspProblem } from '../problems/problem.ts';
import { type Mandate, newMandate } from '../schemas/mandates.ts';
import type { Merchant } from '../schemas/merchants.ts';
import { type AcquirerDesk, masked } from './acquirer.ts';

interface MandateRow extends Omit<Mandate, 'state' | 'maskedCard' | 'currency'> {
  readonly lastDigits: string;
}

/** Consents of patients to be debited once, up to a ceiling. */
export class MandateDesk {
  readonly #core: Core;
  readonly #acquirer: AcquirerDesk;

  constructor(core: Core, acquirer: AcquirerDesk) {
    this.#core = core;
    this.#acquirer = acquirer;
  }

  /** @throws PspProblem token-unknown, token-expired, token-in-use, currency-not-supported, idempotency-conflict */
  register(
    { account }: Merchant,
    input: unknown,
    key: string,
  ): { readonly result: Mandate; readonly replayed: boolean } {
    const consent = parse(newMandate, input);
    return this.#core.once(account, key, { mandate: consent }, (change) => {
      if (consent.currency !== 'EUR') throw new PspProblem('currency-not-supported');
      const token = this.#acquirer.token(consent.token);
      if (token.account !== account) throw new PspProblem('token-unknown');
      if (token.expiresAt <= this.#core.now()) throw expired(token.expiresAt);
      if (this.#core.store.get('SELECT 1 FROM mandate WHERE token = ?', token.token) !== undefined) {
        throw new PspProblem('token-in-use');
      }
      const id = this.#core.newId('mandate');
      this.#core.store.run(
        'INSERT INTO mandate VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)',
        id,
        account,
        token.token,
        consent.ceiling,
        consent.patientRef,
        consent.episodeRef,
        consent.contact,
        this.#core.now(),
      );
      const mandate = this.get(account, id);
      change.tell(account, 'mandate.registered', mandate);
      return mandate;
    });
  }

  /** @throws PspProblem not-found, also where it belongs to another account */
  get(account: string, id: string): Mandate {
    const row = this.#core.store.get<MandateRow>(
      `SELECT mandate.*, lastDigits, token.expiresAt,
              (SELECT id FROM payment WHERE payment.mandate = mandate.id AND authorisationCode IS NOT NULL) AS payment
       FROM mandate JOIN token USING (token) JOIN card ON card.id = token.card
       WHERE mandate.id = ? AND mandate.account = ?`,
      id,
      account,
    );
    if (row === undefined) throw new PspProblem('not-found', { what: 'mandate' });
    return {
      id: row.id,
      account: row.account,
      token: row.token,
      ceiling: row.ceiling,
      currency: 'EUR',
      patientRef: row.patientRef,
      episodeRef: row.episodeRef,
      contact: row.contact,
      state: stateOf(row, this.#core.now()),
      maskedCard: masked(row.lastDigits),
      registeredAt: row.registeredAt,
      expiresAt: row.expiresAt,
      opposedAt: row.opposedAt,
      payment: row.payment,
    };
  }

  /** The patient does not want to be debited any more; again is the same. @throws PspProblem already-debited */
  oppose(account: string, id: string): Mandate {
    return this.#core.change((change) => {
      const { opposedAt, payment } = this.get(account, id);
      if (opposedAt !== null) return this.get(account, id);
      if (payment !== null) throw new PspProblem('already-debited', { payment }, { payment });
      this.#core.store.run('UPDATE mandate SET opposedAt = ? WHERE id = ?', this.#core.now(), id);
      return this.#told(change, this.get(account, id));
    });
  }

  /** The account that a mandate belongs to. */
  accountOf(id: string): string {
    const row = this.#core.store.get<{ account: string }>('SELECT account FROM mandate WHERE id = ?', id);
    if (row === undefined) throw new PspProblem('not-found', { what: 'mandate' });
    return row.account;
  }

  #told(change: Change, mandate: Mandate): Mandate {
    change.tell(mandate.account, 'mandate.opposed', mandate);
    return mandate;
  }
}

/** @throws PspProblem for the first thing that keeps the mandate from being debited by that amount */
export function assertDebitable(
  { payment, opposedAt, state, expiresAt, ceiling }: Mandate,
  amount: number,
): void {
  if (payment !== null) throw new PspProblem('already-debited', { payment }, { payment });
  if (opposedAt !== null) throw new PspProblem('mandate-revoked', { opposedAt });
  if (state === 'TOKEN_EXPIRED') throw expired(expiresAt);
  if (amount > ceiling) throw new PspProblem('over-ceiling', { ceiling });
}

function stateOf({ payment, opposedAt, expiresAt }: MandateRow, now: string): Mandate['state'] {
  if (payment !== null) return 'DEBITED';
  if (opposedAt !== null) return 'OPPOSED';
  return expiresAt <= now ? 'TOKEN_EXPIRED' : 'TOKENISED';
}

const expired = (expiredAt: string): PspProblem => new PspProblem('token-expired', { expiredAt });
