import type { Core } from '../core.ts';
import { laterByYears } from '../dates.ts';
import type { Card, CardType } from '../schemas/cards.ts';
import type { Environment } from '../schemas/identifiers.ts';
import { findPerson } from './people.ts';

interface CardRow extends Omit<Card, 'nominative' | 'holder' | 'responsable' | 'state' | 'blocked'> {
  readonly holder: string | null;
  readonly responsable: number;
  readonly pin: string;
  readonly wrongPins: number;
}

/** Wrong PINs that block a card. */
export const PIN_ATTEMPTS = 3;

/** Of a card, and of a test card until it is opposed. */
const CARD_YEARS = 3;

const COLUMNS =
  'number, type, environment, holder, structure, responsable, issuedAt, expiresAt, opposedAt, oppositionGround, wrongPins, certificate';

function fromRow(core: Core, { holder, responsable, wrongPins, ...row }: CardRow): Card {
  const retired = row.environment === 'test' && core.now() >= row.expiresAt;
  const opposedAt = row.opposedAt ?? (retired ? row.expiresAt : null);
  return {
    ...row,
    holder: holder === null ? null : findPerson(core, holder)!,
    nominative: holder !== null,
    responsable: responsable === 1,
    opposedAt,
    oppositionGround: row.oppositionGround ?? (retired ? 'fin de vie des cartes de test' : null),
    state: opposedAt !== null ? 'opposed' : core.now() >= row.expiresAt ? 'expired' : 'active',
    blocked: wrongPins >= PIN_ATTEMPTS,
  };
}

export function findCard(core: Core, number: string): Card | undefined {
  const row = core.store.get<CardRow>(`SELECT ${COLUMNS} FROM card WHERE number = ?`, number);
  return row && fromRow(core, row);
}

export function findCardByCertificate(core: Core, fingerprint: string): Card | undefined {
  const row = core.store.get<CardRow>(`SELECT ${COLUMNS} FROM card WHERE certificate = ?`, fingerprint);
  return row && fromRow(core, row);
}

export function cardsOfPerson(core: Core, person: string): Card[] {
  return core.store
    .all<CardRow>(`SELECT ${COLUMNS} FROM card WHERE holder = ? ORDER BY rowid`, person)
    .map((row) => fromRow(core, row));
}

export function cardsOfStructure(core: Core, structure: string): Card[] {
  return core.store
    .all<CardRow>(`SELECT ${COLUMNS} FROM card WHERE structure = ? ORDER BY rowid`, structure)
    .map((row) => fromRow(core, row));
}

/** Test cards that became three years old and are not recorded as opposed yet. */
export function retiredTestCards(core: Core): Card[] {
  return core.store
    .all<CardRow>(
      `SELECT ${COLUMNS} FROM card WHERE environment = 'test' AND opposedAt IS NULL AND expiresAt <= ?`,
      core.now(),
    )
    .map((row) => fromRow(core, row));
}

export interface CardToIssue {
  readonly type: CardType;
  readonly environment: Environment;
  readonly structure: string;
  readonly holder: string | null;
  readonly responsable?: boolean;
}

export function issueCard(core: Core, card: CardToIssue): Card {
  const number = freeNumber(core, card.environment);
  core.store.run(
    `INSERT INTO card (number, type, environment, holder, structure, responsable, issuedAt, expiresAt, pin)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    card.type,
    card.environment,
    card.holder,
    card.structure,
    card.responsable ? 1 : 0,
    core.now(),
    laterByYears(core.clock.now(), CARD_YEARS).toISOString(),
    newPin(core),
  );
  return findCard(core, number)!;
}

/** Numbers that begin with 99 are test cards. */
function freeNumber(core: Core, environment: Environment): string {
  const prefix = environment === 'test' ? '99' : '28';
  for (;;) {
    const number = `${prefix}${core.random.integer(0, 99_999_999).toString().padStart(8, '0')}`;
    if (findCard(core, number) === undefined) return number;
  }
}

function newPin(core: Core): string {
  return core.random.integer(0, 9999).toString().padStart(4, '0');
}

export function pinOf(core: Core, number: string): string {
  return core.store.get<{ pin: string }>('SELECT pin FROM card WHERE number = ?', number)!.pin;
}

/** How many wrong PINs a card has seen since the last right one. */
export function countPin(core: Core, number: string, right: boolean): number {
  core.store.run(`UPDATE card SET wrongPins = ${right ? '0' : 'wrongPins + 1'} WHERE number = ?`, number);
  return core.store.get<{ wrongPins: number }>('SELECT wrongPins FROM card WHERE number = ?', number)!
    .wrongPins;
}

export function renewPin(core: Core, number: string): void {
  core.store.run('UPDATE card SET pin = ?, wrongPins = 0 WHERE number = ?', newPin(core), number);
}

export function opposeCard(core: Core, number: string, ground: string): void {
  core.store.run(
    'UPDATE card SET opposedAt = ?, oppositionGround = ? WHERE number = ?',
    core.now(),
    ground,
    number,
  );
}

export function setResponsable(core: Core, number: string): void {
  core.store.run('UPDATE card SET responsable = 1 WHERE number = ?', number);
}

export function setCertificate(core: Core, number: string, fingerprint: string): void {
  core.store.run('UPDATE card SET certificate = ? WHERE number = ?', fingerprint, number);
}
