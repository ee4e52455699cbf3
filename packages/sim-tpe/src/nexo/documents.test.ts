import { systemClock } from '@banc-gap/simkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { Outcome } from '../payment/orders.ts';
import { abortRequest, consentRequest, loginResponse, saleRequest, statusRequest } from '../testing/gap.ts';
import { NexoDialect } from './dialect.ts';
import { messagesJsonSchema } from './documents.ts';

const TERMINAL = '0000000000000001';
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const validate = ajv.compile(messagesJsonSchema());
const valid = (message: unknown) => [validate(message), validate.errors];

const order = {
  kind: 'consent',
  id: 'C1',
  reference: { id: 'SEJOUR-1', at: '2026-11-22T08:00:00+01:00' },
  amount: 100,
  ceiling: 15_000,
} as const;
const about = { order, transaction: 'T1', at: new Date('2026-11-22T10:00:00Z') };
const done: Outcome = {
  result: 'done',
  ...about,
  entry: 'contact',
  verification: 'pin',
  scheme: 'CB',
  maskedCard: '############0001',
  authorisationCode: 'A12345',
  token: { value: 'dpn_x', expiresAt: new Date('2027-01-01T00:00:00Z') },
};
const refused: Outcome = { result: 'refused', ...about, reason: 'issuer-refused', responseCode: '51' };

test.each([
  ['hello', { kind: 'hello', id: 'LOGIN', at: new Date() }],
  ['a consent', { kind: 'outcome', outcome: done }],
  ['a refusal', { kind: 'outcome', outcome: refused }],
  ['what became of an order', { kind: 'status', id: 'S1', of: 'C1', found: done }],
  ['that an order is not known', { kind: 'status', id: 'S1', of: 'C1', found: 'unknown' }],
  ['that a message is not understood', { kind: 'rejection', problem: 'not JSON' }],
] as const)('the published schema has what the terminal says: %s', (_what, said) => {
  const message = JSON.parse(new NexoDialect(TERMINAL, systemClock).encode(said).toString());
  expect(valid(message)).toEqual([true, null]);
});

test('the published schema has what the tests say as a GAP, and no message without its fields', () => {
  for (const message of [
    loginResponse(TERMINAL),
    consentRequest(TERMINAL, 'C1'),
    saleRequest(TERMINAL, 'P1', 12.34),
    abortRequest(TERMINAL, 'P1'),
    statusRequest(TERMINAL, 'P1'),
  ]) {
    expect(valid(message)).toEqual([true, null]);
  }
  expect(validate({ SaleToPOIRequest: {} })).toBe(false);
});
