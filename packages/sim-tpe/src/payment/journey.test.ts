import { ManualClock } from '@banc-gap/simkit';
import { describe, expect, test } from 'vitest';
import { TestAcquirer, TestWait } from '../testing/payment.ts';
import { CARDHOLDERS, type Cardholder, cardholder } from './cardholder.ts';
import { CONTACTLESS_LIMIT, type Desk, journey } from './journey.ts';
import type { Order } from './orders.ts';
import { TEST_CARDS, type TestCard } from './test-cards.ts';

const BASE = { id: 'O1', reference: { id: 'SEJOUR-1', at: '2026-11-22T08:00:00+01:00' } };
const CONSENT: Order = { ...BASE, kind: 'consent', amount: 100, ceiling: 15_000 };
const sale = (amount: number): Order => ({ ...BASE, kind: 'sale', amount });

function desk() {
  const acquirer = new TestAcquirer();
  const time = new TestWait();
  const failures: unknown[] = [];
  const options: Desk = {
    terminal: '0000000000000001',
    account: 'chu-test',
    acquirer,
    clock: new ManualClock(new Date('2026-11-22T10:00:00Z')),
    wait: time.wait,
    cardholderTimeout: 180_000,
    acquirerTimeout: 30_000,
    acquirerFailed: (error) => failures.push(error),
  };
  return { acquirer, time, failures, options };
}

const NEVER = new AbortController().signal;

function meet(
  order: Order,
  who: Cardholder,
  {
    card = TEST_CARDS.good,
    at = desk(),
    aborted = NEVER,
  }: { card?: TestCard; at?: ReturnType<typeof desk>; aborted?: AbortSignal } = {},
) {
  return journey(order, Promise.resolve({ card, cardholder: who }), at.options, aborted);
}

describe('what a cardholder does, and what comes of it', () => {
  test.each([
    ['agrees', CONSENT, { entry: 'contact', verification: 'pin' }],
    ['declines', CONSENT, { reason: 'declined' }],
    ['declines', sale(2000), { entry: 'contact', verification: 'pin' }], // there is nothing to consent to
    ['cancels-at-card', CONSENT, { reason: 'cancelled' }],
    ['cancels-at-pin', CONSENT, { reason: 'cancelled' }],
    ['mistypes-once', CONSENT, { entry: 'contact', verification: 'pin' }],
    ['forgot-the-pin', CONSENT, { reason: 'wrong-pin' }],
    ['removes-the-card', CONSENT, { reason: 'card-removed' }],
    ['removes-the-card-late', CONSENT, { reason: 'card-removed' }],
    ['contactless', sale(CONTACTLESS_LIMIT), { entry: 'contactless', verification: 'none' }],
    ['contactless', sale(CONTACTLESS_LIMIT + 1), { entry: 'contact', verification: 'pin' }],
    ['contactless', CONSENT, { entry: 'contact', verification: 'pin' }],
    ['contactless-only', sale(CONTACTLESS_LIMIT), { entry: 'contactless', verification: 'none' }],
    ['contactless-only', sale(CONTACTLESS_LIMIT + 1), { reason: 'contact-required' }],
    ['contactless-only', CONSENT, { reason: 'contact-required' }],
  ] as const)('%s: $1.kind of $1.amount', async (name, order, outcome) => {
    const at = desk();
    expect(await meet(order, CARDHOLDERS[name], { at })).toMatchObject(outcome);
    expect(at.acquirer.asked).toHaveLength('reason' in outcome ? 0 : 1);
  });

  test.each(['consent', 'card', 'pin'] as const)('nothing, at the step of the %s', async (step) => {
    const at = desk();
    const idle = cardholder.parse({ [step]: step === 'pin' ? ['ignores'] : 'ignores' });
    const met = meet(CONSENT, idle, { at });
    expect(await at.time.pass(180_000)).toBe(180_000);
    expect(await met).toEqual({ reason: 'no-action' });
    expect(at.acquirer.asked).toEqual([]);
  });

  test('is slow: each step takes its time', async () => {
    const at = desk();
    const met = meet(CONSENT, CARDHOLDERS.slow, { at });
    for (const _step of ['consent', 'card', 'pin']) await at.time.pass(10_000);
    expect(await met).toMatchObject({ verification: 'pin' });
  });

  test('nobody comes', async () => {
    const at = desk();
    const met = journey(CONSENT, new Promise(() => undefined), at.options, NEVER);
    await at.time.pass(180_000);
    expect(await met).toEqual({ reason: 'no-action' });
  });
});

describe('what the provider says', () => {
  test.each([
    ['expired', { reason: 'card-expired' }],
    ['not-honoured', { reason: 'issuer-refused', responseCode: '05' }],
    ['insufficient-funds', { reason: 'issuer-refused', responseCode: '51' }],
    ['lost', { reason: 'issuer-refused', responseCode: '41' }],
  ] as const)('of card %s', async (name, outcome) => {
    expect(await meet(CONSENT, CARDHOLDERS.agrees, { card: TEST_CARDS[name] })).toEqual(outcome);
  });

  test('is an error, which is told', async () => {
    const at = desk();
    at.acquirer.fault = 'broken';
    expect(await meet(CONSENT, CARDHOLDERS.agrees, { at })).toEqual({ reason: 'provider-unreachable' });
    expect(at.failures).toEqual([new Error('connect ECONNREFUSED')]);
  });

  test('is nothing', async () => {
    const at = desk();
    at.acquirer.fault = 'mute';
    const met = meet(CONSENT, CARDHOLDERS.agrees, { at });
    await at.time.pass(30_000);
    expect(await met).toEqual({ reason: 'provider-unreachable' });
  });
});

test('a card is good until the end of its month', async () => {
  const card: TestCard = { scheme: 'CB', lastDigits: '0009', expires: '2026-11' };
  expect(await meet(CONSENT, CARDHOLDERS.agrees, { card })).toMatchObject({ scheme: 'CB' });
  const past: TestCard = { ...card, expires: '2026-10' };
  expect(await meet(CONSENT, CARDHOLDERS.agrees, { card: past })).toEqual({ reason: 'card-expired' });
});

test('consent is authorised with one euro and nothing else', async () => {
  const at = desk();
  expect(await meet({ ...CONSENT, amount: 101 }, CARDHOLDERS.agrees, { at })).toEqual({
    reason: 'not-allowed',
  });
  expect(at.acquirer.asked).toEqual([]);
});

test('an order that was aborted before it began is not begun', async () => {
  const aborted = AbortSignal.abort();
  expect(await meet(CONSENT, CARDHOLDERS['walks-away'], { aborted })).toEqual({ reason: 'aborted' });
});
