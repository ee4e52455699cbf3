import { systemClock } from '@banc-gap/simkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consentRequest, saleRequest } from '../testing/gap.ts';
import { NexoDialect } from './dialect.ts';

const TERMINAL = '0000000000000001';
const decode = (message: unknown) =>
  new NexoDialect(TERMINAL, systemClock).decode(Buffer.from(JSON.stringify(message)));

test('an amount in euros is the same in cents, whichever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (cents) => {
      const euros = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      expect(decode(saleRequest(TERMINAL, 'P1', Number(euros)))).toMatchObject({ order: { amount: cents } });
    }),
  );
});

test('what is wrong is told without repeating it: it may be what must not be repeated', () => {
  const secret = '4970100000000007';
  const message = saleRequest(TERMINAL, 'P1', 1);
  const hostile = JSON.parse(JSON.stringify(message).replace('"EUR"', `"${secret}"`));
  hostile.SaleToPOIRequest.PaymentRequest[secret] = secret;
  const heard = decode(hostile);
  expect(heard).toMatchObject({ kind: 'unreadable', id: 'P1' });
  expect(JSON.stringify(heard)).not.toContain(secret);
});

test('whatever JSON comes, it is read or is unreadable, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(decode(value).kind).toBe('unreadable');
      expect(decode({ SaleToPOIRequest: value }).kind).toBe('unreadable');
    }),
  );
});

test('any one value of a good message replaced by another makes another message, or none', () => {
  const message = consentRequest(TERMINAL, 'C1');
  const paths = leaves(message);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const changed = structuredClone(message);
      set(changed, path, value);
      expect(['order', 'unreadable']).toContain(decode(changed).kind);
    }),
  );
});

function leaves(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

function set(object: unknown, [name, ...rest]: readonly string[], value: unknown): void {
  const record = object as Record<string, unknown>;
  if (rest.length === 0) record[name!] = value;
  else set(record[name!], rest, value);
}
