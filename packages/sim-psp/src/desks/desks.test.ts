import type { ManualClock } from '@banc-gap/simkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PspProblem } from '../problems/problem.ts';
import type { Psp } from '../psp.ts';
import { consent, quietPsp } from '../testing/bench.ts';
import { ACCOUNT, consentFor, debitOf, IMPRINT, keyFor } from '../testing/messages.ts';

const DAY_MS = 86_400_000;

let psp: Psp;
let clock: ManualClock;
let serial = 0;
beforeEach(() => {
  ({ psp, clock } = quietPsp());
});
afterEach(() => psp.close());

const merchant = () => psp.merchants.get(ACCOUNT);
const newKey = () => keyFor(`desks ${serial++}`);
const debit = (mandate: string, amount?: number, key = newKey()) =>
  psp.payments.debit(merchant(), debitOf(mandate, amount), key).result;
const refund = (payment: string, input?: object) =>
  psp.payments.refund(merchant(), payment, input, newKey()).result;

/** The problem that the work is refused with. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof PspProblem) return error.slug;
    throw error;
  }
  return 'none';
}

describe('the imprint of a card', () => {
  test('is a token that tells nothing of the card but its last digits', () => {
    const token = psp.acquirer.register(IMPRINT);
    expect(token).toMatchObject({ account: ACCOUNT, maskedCard: '############0042', opposed: false });
    expect(token.token).toMatch(/^dpn_[a-z]{32}$/);
    expect(token.expiresAt).toBe('2027-02-19T10:00:00.000Z');
  });

  test('lives no longer than the card', () => {
    const card = { ...IMPRINT.card, expires: '2026-12' };
    expect(psp.acquirer.register({ ...IMPRINT, card }).expiresAt).toBe('2027-01-01T00:00:00.000Z');
  });

  test.each([
    ['that has expired', { card: { ...IMPRINT.card, expires: '2026-10' } }, '54'],
    ['whose issuer refuses', { card: { ...IMPRINT.card, issuerRefuses: '05' } }, '05'],
    ['whose holder entered no PIN', { verification: 'none' }, '57'],
  ])('is not taken of a card %s', (_what, wrong, responseCode) => {
    const imprint = { ...IMPRINT, ...wrong };
    expect(() => psp.acquirer.register(imprint)).toThrow(
      expect.objectContaining({ slug: 'issuer-refused', extras: { responseCode } }),
    );
  });
});

describe('a consent', () => {
  test('is debited up to its ceiling, and not a cent above', () => {
    expect(refusalOf(() => debit(consent(psp, 20_00), 20_01))).toBe('over-ceiling');
    expect(debit(consent(psp, 20_00), 20_00).state).toBe('AUTHORISED');
  });

  test('is debited once', () => {
    const id = consent(psp);
    const { id: payment } = debit(id);
    expect(refusalOf(() => debit(id))).toBe('already-debited');
    refund(payment);
    expect(refusalOf(() => debit(id))).toBe('already-debited');
  });

  test('can be opposed by the patient, again too, and by the bank', () => {
    for (const oppose of [
      (id: string) => psp.mandates.oppose(ACCOUNT, id),
      (id: string) => psp.opposeMandate(id),
    ]) {
      const id = consent(psp);
      const { state, opposedAt } = oppose(id);
      expect([state, opposedAt]).toEqual(['OPPOSED', clock.now().toISOString()]);
      clock.advance(1000);
      expect(oppose(id).opposedAt).toBe(opposedAt);
      expect(refusalOf(() => debit(id))).toBe('mandate-revoked');
    }
  });

  test('cannot be opposed once it was debited', () => {
    const id = consent(psp);
    debit(id);
    expect(refusalOf(() => psp.mandates.oppose(ACCOUNT, id))).toBe('already-debited');
  });

  test('ends with its token', () => {
    const id = consent(psp);
    const { token } = psp.acquirer.register(IMPRINT);
    psp.clock.advance(90);
    expect(psp.mandates.get(ACCOUNT, id).state).toBe('TOKEN_EXPIRED');
    expect(refusalOf(() => debit(id))).toBe('token-expired');
    expect(refusalOf(() => psp.mandates.register(merchant(), consentFor(token), newKey()))).toBe(
      'token-expired',
    );
  });

  test('is one for each token, of the same account', () => {
    const { token } = psp.acquirer.register(IMPRINT);
    const stranger = psp.merchants.put('another', { name: 'B', structures: ['10B0152880'] });
    expect(refusalOf(() => psp.mandates.register(stranger, consentFor(token), newKey()))).toBe(
      'token-unknown',
    );
    psp.mandates.register(merchant(), consentFor(token), newKey());
    expect(refusalOf(() => psp.mandates.register(merchant(), consentFor(token), newKey()))).toBe(
      'token-in-use',
    );
  });
});

describe('the issuer', () => {
  test('refuses a card that is opposed, and the hospital finds out why', () => {
    const { token, card } = psp.acquirer.register(IMPRINT);
    const { id } = psp.mandates.register(merchant(), consentFor(token), newKey()).result;
    psp.acquirer.oppose(card);
    expect(psp.acquirer.token(token).opposed).toBe(true);
    expect(refusalOf(() => debit(id))).toBe('issuer-refused');
    expect(psp.payments.list(ACCOUNT, { mandate: id })).toMatchObject([
      { state: 'REFUSED', responseCode: '41', authorisationCode: null },
    ]);
  });

  test('may refuse today and authorise tomorrow, under another key', () => {
    const { token, card } = psp.acquirer.register(IMPRINT);
    const { id } = psp.mandates.register(merchant(), consentFor(token), newKey()).result;
    psp.acquirer.setIssuer(card, '51');
    const key = newKey();
    expect(refusalOf(() => debit(id, 17_00, key))).toBe('issuer-refused');
    psp.acquirer.setIssuer(card, null);
    expect(refusalOf(() => debit(id, 17_00, key))).toBe('issuer-refused');
    expect(debit(id).state).toBe('AUTHORISED');
  });

  test('that does not answer leaves nothing behind, so that the same key may try again', () => {
    const { token, card } = psp.acquirer.register(IMPRINT);
    const { id } = psp.mandates.register(merchant(), consentFor(token), newKey()).result;
    psp.acquirer.setIssuer(card, '91');
    const key = newKey();
    expect(refusalOf(() => debit(id, 17_00, key))).toBe('issuer-unavailable');
    expect(psp.payments.list(ACCOUNT, {})).toEqual([]);
    psp.acquirer.setIssuer(card, null);
    expect(debit(id, 17_00, key).state).toBe('AUTHORISED');
  });
});

describe('a refund', () => {
  test('is of a part, then of what is left, and never of more', () => {
    const { id } = debit(consent(psp), 30_00);
    expect(refund(id, { amount: 10_00 }).amount).toBe(10_00);
    expect(refusalOf(() => refund(id, { amount: 20_01 }))).toBe('refund-exceeds-payment');
    expect(refund(id).amount).toBe(20_00);
    expect(psp.payments.get(ACCOUNT, id).state).toBe('REFUNDED');
    expect(refusalOf(() => refund(id))).toBe('refund-exceeds-payment');
    expect(psp.payments.refunds(ACCOUNT, id).map(({ amount }) => amount)).toEqual([10_00, 20_00]);
  });

  test('of a payment that was refused or charged back is none', () => {
    const refused = consent(psp);
    expect(refusalOf(() => debit(refused, 99_05))).toBe('issuer-refused');
    const { id } = psp.payments.list(ACCOUNT, { mandate: refused })[0]!;
    expect(refusalOf(() => refund(id))).toBe('not-refundable');
    const paid = debit(consent(psp)).id;
    expect(psp.chargeBack(paid).state).toBe('CHARGEBACK');
    expect(refusalOf(() => refund(paid))).toBe('not-refundable');
  });
});

describe('a settlement', () => {
  test('is closed when its day in Paris is over, for each hospital and day', () => {
    clock.set(new Date('2026-11-21T22:59:00Z'));
    debit(consent(psp), 10_00);
    clock.advance(2 * 60_000);
    debit(consent(psp), 20_00);
    psp.runDue();
    expect(psp.settlements.list(ACCOUNT)).toMatchObject([{ day: '2026-11-21', payments: 1, net: 10_00 }]);
    clock.advance(DAY_MS);
    psp.runDue();
    psp.runDue();
    expect(psp.settlements.list(ACCOUNT, '2026-11-22')).toMatchObject([{ payments: 1, net: 20_00 }]);
    expect(psp.settlements.list(ACCOUNT)).toHaveLength(2);
    expect(psp.ledger.balances).toEqual({ scheme: 30_00, 'due:ch-test': 0, 'paid:ch-test': -30_00 });
  });

  test('may be a debt of the hospital, and nothing is lost', () => {
    const { id } = debit(consent(psp), 10_00);
    clock.advance(DAY_MS);
    psp.runDue();
    refund(id);
    clock.advance(DAY_MS);
    psp.runDue();
    expect(psp.settlements.list(ACCOUNT).map(({ net }) => net)).toEqual([10_00, -10_00]);
    expect(psp.ledger.balances).toEqual({ scheme: 0, 'due:ch-test': 0, 'paid:ch-test': 0 });
    expect(psp.payments.get(ACCOUNT, id).state).toBe('REFUNDED');
  });

  test('is followed by a chargeback where the amount says so', () => {
    const { id } = debit(consent(psp), 97_03);
    clock.advance(DAY_MS);
    psp.runDue();
    expect(psp.payments.get(ACCOUNT, id).state).toBe('CHARGEBACK');
    clock.advance(DAY_MS);
    psp.runDue();
    expect(psp.settlements.list(ACCOUNT)).toMatchObject([{ net: 97_03 }, { chargebacks: 1, net: -97_03 }]);
  });
});

test('a key is forgotten after a day', () => {
  const key = newKey();
  debit(consent(psp), 10_00, key);
  clock.advance(DAY_MS - 1);
  expect(refusalOf(() => debit(consent(psp), 10_00, key))).toBe('idempotency-conflict');
  clock.advance(1);
  expect(debit(consent(psp), 10_00, key).state).toBe('AUTHORISED');
});
