import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPsp } from '../psp.ts';
import { consent } from '../testing/bench.ts';
import { ACCOUNT, debitOf, keyFor } from '../testing/messages.ts';

let directory: string;
let database: DatabaseSync;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-psp-'));
  const file = join(directory, 'psp.sqlite');
  using psp = openPsp({ file });
  const merchant = psp.merchants.put(ACCOUNT, { name: 'CH TEST', structures: ['10B0152872'] });
  const { id } = psp.payments.debit(merchant, debitOf(consent(psp, 20_00), 10_00), keyFor('debit')).result;
  psp.payments.refund(merchant, id, { amount: 6_00 }, keyFor('refund'));
  consent(psp, 20_00, 'another');
  database = new DatabaseSync(file);
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

const PAYMENT = (mandate: string, amount: number) => `INSERT INTO payment
  SELECT 'pay_x', account, (${mandate}), ${amount}, 'F', '123456', NULL, 'k', debitedAt, day FROM payment`;
const DEBITED = 'SELECT mandate FROM payment';
const FRESH = `SELECT id FROM mandate WHERE id NOT IN (${DEBITED})`;

test.each([
  ['a second debit of a consent', PAYMENT(DEBITED, 1_00), /UNIQUE/],
  ['a debit above the ceiling', PAYMENT(FRESH, 20_01), /above the ceiling/],
  [
    'a refund above the payment',
    "INSERT INTO refund SELECT 'r', payment, 401, reason, refundedAt, day FROM refund",
    /above the payment/,
  ],
  ['an entry that is changed', 'UPDATE ledgerEntry SET amount = 1', /never changed/],
  ['an entry that is removed', 'DELETE FROM ledgerEntry', /never changed/],
  [
    'an entry that is made twice',
    'INSERT INTO ledgerEntry SELECT NULL, at, day, kind, account, reference, debit, credit, amount FROM ledgerEntry',
    /UNIQUE/,
  ],
])('the store itself refuses %s', (_what, statement, reason) => {
  expect(() => database.exec(statement)).toThrow(reason);
});

test('and takes what is right', () => {
  expect(() => database.exec(PAYMENT(FRESH, 20_00))).not.toThrow();
});
