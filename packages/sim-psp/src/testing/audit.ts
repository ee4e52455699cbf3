import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';

/** What an auditor with nothing but the file finds; no code of the provider is asked. */
export function audit(file: string): void {
  using database = new DatabaseSync(file, { readOnly: true });
  const number = (sql: string): number => {
    const value = Object.values(database.prepare(sql).get()!)[0];
    expect(Number.isInteger(value)).toBe(true);
    return value as number;
  };
  const sumOf = (kind: string) =>
    number(`SELECT coalesce(sum(amount), 0) FROM ledgerEntry WHERE kind = '${kind}'`);
  const balanceOf = (accounts: string) =>
    number(`SELECT coalesce(sum(amount), 0) FROM posting WHERE account GLOB '${accounts}'`);

  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  expect(balanceOf('*')).toBe(0);
  expect(number('SELECT count(*) FROM (SELECT 1 FROM posting GROUP BY entry HAVING sum(amount) <> 0)')).toBe(
    0,
  );

  const debited = `SELECT mandate, count(*) AS times, max(amount) AS amount FROM payment
    WHERE authorisationCode IS NOT NULL GROUP BY mandate`;
  expect(number(`SELECT count(*) FROM (${debited}) WHERE times > 1`)).toBe(0);
  expect(
    number(
      `SELECT count(*) FROM (${debited}) AS d JOIN mandate ON mandate.id = d.mandate WHERE amount > ceiling`,
    ),
  ).toBe(0);

  // Each debit and refund has its entry, of the same amount, and each entry its debit or refund.
  for (const [kind, table] of [
    ['debit', '(SELECT * FROM payment WHERE authorisationCode IS NOT NULL)'],
    ['refund', 'refund'],
  ] as const) {
    const made = number(`SELECT count(*) FROM ${table}`);
    const matched = `SELECT count(*) FROM ledgerEntry JOIN ${table} AS made
      ON reference = made.id AND ledgerEntry.amount = made.amount WHERE kind = '${kind}'`;
    expect(number(matched)).toBe(made);
    expect(number(`SELECT count(*) FROM ledgerEntry WHERE kind = '${kind}'`)).toBe(made);
  }
  expect(balanceOf('scheme')).toBe(sumOf('debit') - sumOf('refund') - sumOf('chargeback'));
  const unsettled = number(
    `SELECT coalesce(sum(CASE kind WHEN 'debit' THEN amount ELSE -amount END), 0) FROM ledgerEntry
     WHERE kind <> 'settlement' AND id NOT IN (SELECT entry FROM settledEntry)`,
  );
  expect(balanceOf('due:*')).toBe(-unsettled || 0);
}
