import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { laterByYears } from '../dates.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  type Bench,
  bench,
  clientOrder,
  EDITOR,
  EJ,
  type Establishment,
  establish,
  f414,
  person,
  WRITER,
} from '../testing/scenario.ts';

let b: Bench;
let staff: Establishment;
beforeEach(async () => {
  b = await bench();
  staff = establish(b.pfcng);
});

const pinOf = (cardNumber: string) => b.pfcng.cards.letter(SERVICE_CLIENT, cardNumber);
const wrongPin = (cardNumber: string) => ({
  cardNumber,
  pin: pinOf(cardNumber).pin === '0000' ? '1111' : '0000',
});

describe('the PIN', () => {
  it('makes the card act', () => {
    expect(b.pfcng.cards.enterPin(pinOf(staff.cde))).toEqual(actorOf(staff.cde));
  });

  it('blocks the card at the third error in a row, which a réfection undoes', async () => {
    const { cards } = b.pfcng;
    const wrong = () => cards.enterPin(wrongPin(staff.administrator));
    expect((await refusal(wrong)).parameters).toEqual({ left: 2 });
    cards.enterPin(pinOf(staff.administrator));
    expect((await refusal(wrong)).parameters).toEqual({ left: 2 });
    expect(await slugOf(wrong)).toBe('pin-wrong');
    expect(await slugOf(wrong)).toBe('card-blocked');
    expect(await slugOf(() => cards.enterPin(pinOf(staff.administrator)))).toBe('card-blocked');
    expect(await slugOf(() => b.pfcng.orders.request(actorOf(staff.administrator), clientOrder))).toBe(
      'card-blocked',
    );
    expect(await slugOf(() => cards.renewPin(actorOf(staff.administrator), staff.administrator))).toBe(
      'card-blocked',
    );
    const before = pinOf(staff.administrator).pin;
    expect(cards.renewPin(actorOf(staff.mandataire), staff.administrator).blocked).toBe(false);
    expect(pinOf(staff.administrator).pin).not.toBe(before);
    expect(cards.enterPin(pinOf(staff.administrator))).toEqual(actorOf(staff.administrator));
  });

  it('is nowhere but in its letter, which the service client opens', async () => {
    expect(await slugOf(() => b.pfcng.cards.letter(actorOf(staff.cde), staff.cde))).toBe(
      'service-client-only',
    );
    const { pin } = pinOf(staff.cde);
    b.pfcng.cards.enterPin(pinOf(staff.cde));
    const seen = JSON.stringify([b.pfcng.cards.get(SERVICE_CLIENT, staff.cde), b.journal()]);
    expect(seen).not.toContain(`"${pin}"`);
  });
});

describe('opposition', () => {
  it('by the representative or a mandataire acts at once', async () => {
    const at = actorOf(staff.administrator);
    expect((await b.pfcng.orders.request(at, clientOrder)).state).toBe('requested');
    b.pfcng.cards.oppose(actorOf(staff.mandataire), { cardNumber: staff.administrator, ground: 'perte' });
    b.clock.advance(5 * 60_000);
    const problem = await refusal(() => b.pfcng.orders.request(at, clientOrder));
    expect(problem).toMatchObject({ slug: 'card-opposed', status: 403 });
    expect(problem.details('fr').detail).toContain('22 novembre 2026');
    expect(await slugOf(() => b.pfcng.orders.list(at))).toBe('card-opposed');
    expect(await slugOf(() => b.pfcng.cards.enterPin(pinOf(staff.administrator)))).toBe('card-opposed');
  });

  it('is for those who stand for the structure, once', async () => {
    const opposition = { cardNumber: staff.mandataire, ground: 'vol' };
    expect(await slugOf(() => b.pfcng.cards.oppose(actorOf(staff.administrator), opposition))).toBe(
      'signer-not-entitled',
    );
    b.pfcng.cards.oppose(actorOf(staff.cde), opposition);
    expect(await slugOf(() => b.pfcng.cards.oppose(actorOf(staff.cde), opposition))).toBe(
      'card-already-opposed',
    );
  });

  it('comes to test cards after three years', async () => {
    const [card] = b.pfcng.forms.submit(WRITER, f414()).outcome!.cards!;
    b.clock.set(new Date(laterByYears(b.clock.now(), 3).getTime() - 1));
    expect(b.pfcng.cards.get(SERVICE_CLIENT, card!).state).toBe('active');
    b.clock.advance(1);
    expect(b.pfcng.cards.get(SERVICE_CLIENT, card!).state).toBe('opposed');
    expect(await slugOf(() => b.pfcng.orders.offers(actorOf(card!)))).toBe('card-opposed');
    expect((await b.pfcng.runDue()).opposedCards).toHaveLength(5);
    expect((await b.pfcng.runDue()).opposedCards).toEqual([]);
  });

  it('does not come to real cards, which expire', async () => {
    b.clock.set(laterByYears(b.clock.now(), 3));
    expect(b.pfcng.cards.get(SERVICE_CLIENT, staff.cde).state).toBe('expired');
    expect(await slugOf(() => b.pfcng.orders.offers(actorOf(staff.administrator)))).toBe('card-expired');
  });
});

describe("the holder's data", () => {
  it('is updated by those who stand for the structure', async () => {
    const update = { cardNumber: staff.administrator, holder: { phone: '01 23 45 67 89' } };
    expect(await slugOf(() => b.pfcng.cards.updateHolder(actorOf(staff.administrator), update))).toBe(
      'signer-not-entitled',
    );
    expect(b.pfcng.cards.updateHolder(actorOf(staff.mandataire), update).holder).toMatchObject({
      givenName: 'Alice',
      phone: '01 23 45 67 89',
    });
  });
});

describe('the AUTH certificate', () => {
  it.each([
    ['CPE', null],
    ['CPS', 'Pharmacien'],
    ['CPA', null],
    ['CDE', null],
    ['CDA', null],
    ['CPF', 'Médecin'],
  ])('of a %s logs its holder in', async (type, profession) => {
    const holder = person('Theo', { profession });
    const { number } = b.pfcng.cards.issue(SERVICE_CLIENT, {
      type,
      environment: 'test',
      structure: EDITOR,
      holder,
    });
    const { certificate, privateKey } = await b.pfcng.cards.credential(pinOf(number));
    expect(privateKey).toBeDefined();
    expect(b.pfcng.cards.authenticate(certificate.fingerprint)).toEqual(actorOf(number));
    expect((await b.pfcng.cards.credential(pinOf(number))).certificate.fingerprint).toBe(
      certificate.fingerprint,
    );
  });

  it('is refused from the moment of opposition, and an unknown one always', async () => {
    const { certificate } = await b.pfcng.cards.credential(pinOf(staff.cde));
    b.pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: staff.cde, ground: 'vol' });
    expect(await slugOf(() => b.pfcng.cards.authenticate(certificate.fingerprint))).toBe('card-opposed');
    expect(await slugOf(() => b.pfcng.cards.authenticate('0'.repeat(64)))).toBe('card-required');
  });

  it('needs the PIN, and is one card’s', async () => {
    expect(await slugOf(() => b.pfcng.cards.credential(wrongPin(staff.cde)))).toBe('pin-wrong');
    const attach = (cardNumber: string) =>
      b.pfcng.cards.attachCertificate(SERVICE_CLIENT, { cardNumber, fingerprint: 'a'.repeat(64) });
    expect(attach(staff.cde).certificate).toBe('a'.repeat(64));
    expect(await slugOf(() => attach(staff.mandataire))).toBe('certificate-in-use');
  });
});

it('only the service client delivers cards without a form, and a CPS to professionals only', async () => {
  const card = { type: 'CPE', environment: 'production', structure: EJ, holder: person('Theo') };
  expect(await slugOf(() => b.pfcng.cards.issue(actorOf(staff.cde), card))).toBe('service-client-only');
  const problem = await refusal(() => b.pfcng.cards.issue(SERVICE_CLIENT, { ...card, type: 'CPS' }));
  expect(problem.extras.errors?.[0]?.field).toBe('holder.profession');
});
