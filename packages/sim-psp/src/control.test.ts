import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, bench, consent } from './testing/bench.ts';
import { ACCOUNT, debitOf, IMPRINT, keyFor } from './testing/messages.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
async function control(method: string, path: string, body?: unknown): Promise<{ status: number; json: any }> {
  const answer = await fetch(`${here.running.controlUrl}${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
}

test('a terminal registers the imprint of a card, for the account of its hospital', async () => {
  await control('PUT', '/merchants/ch-deux', { name: 'CH DEUX', structures: ['10B0152880'] });
  expect((await control('GET', '/merchants')).json.items).toHaveLength(2);
  const { status, json } = await control('POST', '/acquirer/tokens', { ...IMPRINT, account: 'ch-deux' });
  expect([status, json.account]).toEqual([201, 'ch-deux']);
  expect((await control('GET', `/acquirer/tokens/${json.token}`)).json).toEqual(json);
  expect((await control('POST', `/cards/${json.card}/opposition`)).status).toBe(204);
  expect((await control('GET', `/acquirer/tokens/${json.token}`)).json.opposed).toBe(true);
});

test.each([
  ['X', 'attendu : de 2 à 40 minuscules, chiffres, _ et -, une lettre d’abord'],
  ['self', 'attendu : un autre nom que self'],
])('the name %s is refused for an account, and the field named', async (name, message) => {
  const { status, json } = await control('PUT', `/merchants/${name}`, { name: 'CH', structures: [] });
  expect([status, json.errors]).toEqual([400, [{ field: 'account', message }]]);
});

test('an issuer can be made to refuse, and a cardholder to oppose or dispute', async () => {
  const { card } = psp().acquirer.register(IMPRINT);
  expect((await control('PUT', `/cards/${card}/issuer`, { refuses: '51' })).status).toBe(204);
  expect((await control('PUT', `/cards/${card}/issuer`, { refuses: '99' })).status).toBe(400);
  const opposed = await control('POST', `/mandates/${consent(psp())}/opposition`);
  expect(opposed.json.state).toBe('OPPOSED');
  const payment = psp().payments.debit(
    psp().merchants.get(ACCOUNT),
    debitOf(consent(psp())),
    keyFor('dispute'),
  );
  const disputed = await control('POST', `/payments/${payment.result.id}/chargeback`);
  expect(disputed.json.state).toBe('CHARGEBACK');
});

test('batches are closed early, or by the day that is put ahead', async () => {
  const order = debitOf(consent(psp()));
  psp().payments.debit(psp().merchants.get(ACCOUNT), order, keyFor('early'));
  expect((await control('POST', '/settlements', {})).json.items).toHaveLength(1);
  psp().payments.debit(psp().merchants.get(ACCOUNT), debitOf(consent(psp())), keyFor('next day'));
  const before = psp().clock.now().getTime();
  const { json } = await control('POST', '/clock/advance', { days: 2 });
  expect(new Date(json.now).getTime() - before).toBeGreaterThanOrEqual(2 * 86_400_000);
  expect(psp().settlements.list(ACCOUNT)).toHaveLength(2);
  expect((await control('POST', '/clock/advance', { days: -1 })).json.code).toBe('PSP_CLOCK_BACKWARDS');
  // Certificates are judged by real time: the GAP is still let in.
  expect((await here.ask('GET', 'self/settlements')).json.items).toHaveLength(2);
  expect((await control('GET', '/ledger')).json).toMatchObject({ balanced: true });
});

test('faults are set by operation, and unknown ones are refused with those that there are', async () => {
  const set = await control('PUT', '/faults?seed=7', { payments: 'lost-reply@0.2' });
  expect(set.json).toEqual({ active: { payments: 'lost-reply@0.2' }, seed: 7 });
  expect((await control('PUT', '/faults', { payments: 'meteor' })).json.code).toBe('PSP_FAULT_UNKNOWN');
  expect((await control('PUT', '/faults', { cards: 'slow' })).json.code).toBe('PSP_FAULT_TARGET_UNKNOWN');
  expect((await control('GET', '/faults')).json.active).toEqual({ payments: 'lost-reply@0.2' });
});

test('with the same seed the same requests fail', () => {
  const run = () => {
    here.running.faults.set({ payments: 'slow@0.5' }, 3);
    return Array.from({ length: 20 }, () => here.running.faults.of('payments', ACCOUNT) ?? '-').join(' ');
  };
  expect(run()).toBe(run());
  expect(new Set(run().split(' '))).toEqual(new Set(['slow', '-']));
  here.running.faults.set({});
});

const psp = () => here.psp;
