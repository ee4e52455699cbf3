import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, bench, consent } from '../testing/bench.ts';
import { debitOf, keyFor } from '../testing/messages.ts';

let here: Bench;
let mandate: string;
beforeAll(async () => {
  here = await bench();
  mandate = consent(here.psp);
});
afterAll(() => here[Symbol.asyncDispose]());

/** In several shapes; none of its groups may show up anywhere. */
const GROUPED = '5555 5555 5555 4444';
const headers = { 'idempotency-key': keyFor('card') };
const order = () => debitOf(mandate);
const withReference = (merchantReference: string) => ({ headers, body: { ...order(), merchantReference } });

test.each([
  ['in a field', withReference(GROUPED), 'merchantReference'],
  ['in the middle of a text', withReference(`F-${GROUPED.replaceAll(' ', '-')}-B`), 'merchantReference'],
  ['in an unknown field', { headers, body: { ...order(), card: { pan: GROUPED } } }, 'card.pan'],
  ['as a number', { headers, body: { ...order(), pan: 5555555555554444 } }, 'pan'],
  ['as a name', { headers, body: { ...order(), '5555555555554444': 1 } }, '(name)'],
  ['in escapes', { headers, text: '{"a":"\\u0035555555555554444"}' }, 'a'],
  ['in a member that is there twice', { headers, text: `{"a":"${GROUPED}","a":1}` }, '(body)'],
  ['in what is not JSON', { headers, text: `{"a":${GROUPED}` }, '(body)'],
  ['in a header', { headers: { ...headers, 'x-note': GROUPED }, body: order() }, 'header x-note'],
  [
    'as a key',
    { headers: { 'idempotency-key': '5555555555554444' }, body: order() },
    'header idempotency-key',
  ],
] as const)('a card number %s is refused, and its field named', async (_where, sent, field) => {
  const { status, json } = await here.ask('POST', 'self/payments', sent);
  expect([status, json.type]).toEqual([400, 'urn:banc-gap:psp:problem:card-number-present']);
  expect(json.errors).toEqual([{ field, message: 'un numéro de carte' }]);
});

test.each([
  ['the path', 'self/payments/5555555555554444'],
  ['the account', '5555-5555-5555-4444/payments'],
  ['an unknown resource', 'cards/5555555555554444'],
  ['the query', 'self/payments?mandate=5555+5555+5555+4444'],
  ['the query, in escapes', 'self/payments?mandate=%35555%205555%20%35555%204444'],
] as const)('a card number in %s is refused', async (_where, path) => {
  const { status, json } = await here.ask('GET', path);
  expect([status, json.type]).toEqual([400, 'urn:banc-gap:psp:problem:card-number-present']);
});

test('a terminal cannot bring one to the control port either', async () => {
  const answer = await fetch(`${here.running.controlUrl}/acquirer/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'ch-test', card: { scheme: 'CB', pan: GROUPED } }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ field: 'card.pan' }] });
  const unknown = await fetch(`${here.running.controlUrl}/cards/5555555555554444`);
  expect(await unknown.text()).not.toContain('5555');
});

describe('what looks like one', () => {
  test('is let in where it is an identifier or a time', async () => {
    // Digits with the prefix, the length and the check digit of a card of JCB, and a UUID all the same.
    const key = '35301113-3330-4000-8000-35301113333a';
    const { status } = await here.ask('POST', 'self/payments', {
      headers: { 'idempotency-key': key },
      body: order(),
    });
    expect(status).toBe(201);
    const found = await here.ask('GET', `self/payments?idempotencyKey=${key}`);
    expect(found.json.items).toHaveLength(1);
  });
});

test('nothing of any of them is in the journal, in an answer or in the store', () => {
  const everything = JSON.stringify([here.psp.journal.entries(), here.psp.ledger, here.psp.merchants.list()]);
  expect(
    here.psp.journal.entries().filter(({ details }) => details['problem'] === 'card-number-present').length,
  ).toBeGreaterThan(10);
  expect(everything).not.toMatch(/5555|4444/);
});
