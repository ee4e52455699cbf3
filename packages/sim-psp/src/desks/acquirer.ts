import type { Core } from '../core.ts';
import { parse } from '../parse.ts';
import { PspProblem } from '../problems/problem.ts';
import { imprint, type ResponseCode, responseCode, type Token, token } from '../schemas/cards.ts';
import * as identifiers from '../schemas/identifiers.ts';

interface TokenRow extends Omit<Token, 'opposed' | 'maskedCard'> {
  readonly lastDigits: string;
  readonly opposedAt: string | null;
  readonly issuerRefuses: ResponseCode | null;
  readonly cardExpiresAt: string;
}

export interface AcquirerOptions {
  /** How long a token lives, if its card does; default 90 days. */
  readonly tokenLifeDays: number;
}

const DAY_MS = 86_400_000;

/** The side of the terminals, and of the banks behind them. */
export class AcquirerDesk {
  readonly #core: Core;
  readonly #tokenLifeDays: number;

  constructor(core: Core, { tokenLifeDays }: AcquirerOptions) {
    this.#core = core;
    this.#tokenLifeDays = tokenLifeDays;
  }

  /**
   * Takes the imprint of a card that a terminal has read and its holder has agreed to, with an authorisation of one euro.
   *
   * @throws PspProblem issuer-refused, not-found (account)
   */
  register(input: unknown): Token {
    const { account, card, terminal, verification } = parse(imprint, input);
    const { store } = this.#core;
    if (store.get('SELECT 1 FROM merchant WHERE account = ?', account) === undefined) {
      throw new PspProblem('not-found', { what: 'account' });
    }
    const now = this.#core.clock.now();
    const cardExpiresAt = monthAfter(card.expires);
    const withoutPin = verification === 'pin' ? undefined : '57';
    const refusal = card.issuerRefuses ?? (cardExpiresAt <= now ? '54' : withoutPin);
    if (refusal !== undefined) throw issuerProblem(refusal);
    const expiresAt = Math.min(cardExpiresAt.getTime(), now.getTime() + this.#tokenLifeDays * DAY_MS);
    const id = this.#core.newId('card');
    const name = this.#core.newId('token');
    this.#core.change(() => {
      store.run(
        'INSERT INTO card (id, scheme, lastDigits, expiresAt) VALUES (?, ?, ?, ?)',
        id,
        card.scheme,
        card.lastDigits,
        cardExpiresAt.toISOString(),
      );
      store.run(
        'INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?)',
        name,
        account,
        id,
        terminal,
        this.#core.newAuthorisationCode(),
        now.toISOString(),
        new Date(expiresAt).toISOString(),
      );
    });
    const registered = this.token(name);
    this.#core.journal.record('token-registered', { account, token: name, terminal });
    return registered;
  }

  /** @throws PspProblem token-unknown */
  token(name: string): Token {
    const row = this.#row(name);
    return {
      token: row.token,
      account: row.account,
      card: row.card,
      maskedCard: masked(row.lastDigits),
      scheme: row.scheme,
      terminal: row.terminal,
      authorisationCode: row.authorisationCode,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      opposed: row.opposedAt !== null,
    };
  }

  /** How the issuer answers a debit now; undefined: it authorises. */
  refusalOf(name: string): ResponseCode | undefined {
    const { opposedAt, issuerRefuses, cardExpiresAt } = this.#row(name);
    if (opposedAt !== null) return '41';
    if (issuerRefuses !== null) return issuerRefuses;
    return cardExpiresAt <= this.#core.now() ? '54' : undefined;
  }

  /** The holder lost the card: its issuer refuses everything from now on. */
  oppose(card: string): void {
    this.#mustExist(card);
    this.#core.store.run(
      'UPDATE card SET opposedAt = coalesce(opposedAt, ?) WHERE id = ?',
      this.#core.now(),
      card,
    );
    this.#core.journal.record('card-opposed', { card });
  }

  /** @param code with which the issuer refuses from now on; null: it authorises again */
  setIssuer(card: string, code: unknown): void {
    this.#mustExist(card);
    const refuses = parse(responseCode.nullable(), code);
    this.#core.store.run('UPDATE card SET issuerRefuses = ? WHERE id = ?', refuses, card);
    this.#core.journal.record('issuer-set', { card, refuses });
  }

  #mustExist(card: string): void {
    parse(identifiers.id('card'), card);
    if (this.#core.store.get('SELECT 1 FROM card WHERE id = ?', card) === undefined) {
      throw new PspProblem('not-found', { what: 'card' });
    }
  }

  #row(name: string): TokenRow {
    const row = this.#core.store.get<TokenRow>(
      `SELECT token.*, scheme, lastDigits, opposedAt, issuerRefuses, card.expiresAt AS cardExpiresAt
       FROM token JOIN card ON card.id = token.card WHERE token = ?`,
      parse(token.shape.token, name),
    );
    if (row === undefined) throw new PspProblem('token-unknown');
    return row;
  }
}

export const masked = (lastDigits: string): string => `############${lastDigits}`;

/** 91: the issuer did not answer, so that nothing is decided. */
export const issuerProblem = (code: ResponseCode, payment?: string): PspProblem =>
  new PspProblem(
    code === '91' ? 'issuer-unavailable' : 'issuer-refused',
    { responseCode: code },
    { responseCode: code, ...(payment !== undefined && { payment }) },
  );

/** The first moment, UTC, after a month such as 2029-04. */
function monthAfter(month: string): Date {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 1));
}
