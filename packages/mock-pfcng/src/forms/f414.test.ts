import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import { actorOf, bench, EDITOR, EJ, f414, person, serverOrder, WRITER } from '../testing/scenario.ts';

let pfcng: Pfcng;
beforeEach(async () => {
  ({ pfcng } = await bench());
});

const submit = (...overrides: Parameters<typeof f414>) => pfcng.forms.submit(WRITER, f414(...overrides));
const typesOf = (cards: readonly string[] = []) =>
  cards.map((card) => pfcng.cards.get(SERVICE_CLIENT, card).type);
const answerYes = (...numbers: string[]) => ({ cards: { answer: 'oui', numbers } });

describe('F414, case A: an editor without cards', () => {
  it('gets the kit of five and one card habilitated, without contract or CDE', () => {
    const { outcome, warnings } = submit();
    expect(typesOf(outcome?.cards)).toEqual(['CPS', 'CPS', 'CPE', 'CPA', 'CDE']);
    expect(warnings).toEqual([]);
    const offers = pfcng.orders.offers(actorOf(outcome!.cards![4]!));
    expect(
      offers.map(({ habilitation }) => [habilitation.environment, habilitation.offer, habilitation.usages]),
    ).toEqual([
      ['test', 'ORG', ['AUTH_CLI']],
      ['test', 'SERV', ['SSL_SERVEUR']],
    ]);
  });

  it('gets the kit of the edition of 2024 with its opposed CPE, which cannot be habilitated', async () => {
    const { outcome } = submit({ edition: '2024-03', habilitation: null });
    expect(typesOf(outcome?.cards)).toEqual(['CPS', 'CPS', 'CPS', 'CPE', 'CPA']);
    expect(pfcng.cards.get(SERVICE_CLIENT, outcome!.cards![3]!).state).toBe('opposed');
    const kit = { cards: { answer: 'non', cardOfKit: 4 } };
    expect(await slugOf(() => submit({ edition: '2024-03' }, kit))).toBe('administrator-card-invalid');
    expect(pfcng.cards.list(SERVICE_CLIENT, { structure: EDITOR })).toHaveLength(5);
  });

  it('may have two kits, not three', async () => {
    expect(submit({ kit: { quantity: 2, usageText: 'x' } }).outcome?.cards).toHaveLength(10);
    const problem = await refusal(() => submit({ kit: { quantity: 3, usageText: 'x' } }));
    expect(problem.extras.errors?.[0]?.field).toBe('kit.quantity');
  });

  it('says "Oui" with numbers, or "Non" with a card of the kit', async () => {
    const fieldsOf = async (cards: object) =>
      (await refusal(() => submit({}, { cards }))).extras.errors?.map(({ field }) => field);
    expect(await fieldsOf({ answer: 'oui' })).toEqual(['habilitation.cards.numbers']);
    expect(await fieldsOf({ answer: 'non', cardOfKit: 6 })).toEqual(['habilitation.cards.cardOfKit']);
    expect(await fieldsOf({ answer: 'peut-être' })).toEqual(['habilitation.cards.answer']);
  });

  it('names a card of a kit that it orders', async () => {
    expect(await slugOf(() => submit({ kit: null }))).toBe('kit-not-ordered');
  });

  it('is warned of other usage texts than the prescribed', () => {
    const { warnings } = submit({ kit: { quantity: 1, usageText: 'essai' } }, { usageText: 'essai' });
    expect(warnings.map(({ id }) => id)).toEqual(['kit-usage-text-unusual', 'usage-text-unusual']);
  });
});

describe('F414, case B: an editor with cards', () => {
  it('habilitates those whose numbers it gives', () => {
    const [card] = submit({ habilitation: null }).outcome!.cards!;
    expect(pfcng.orders.offers(actorOf(card!))).toEqual([]);
    submit({ kit: null }, answerYes(card!));
    expect(pfcng.orders.offers(actorOf(card!))).toHaveLength(2);
  });

  it('widens a domain by sending section 4.2 again', async () => {
    const [card] = submit({ habilitation: null }).outcome!.cards!;
    submit({ kit: null }, { ...answerYes(card!), domain: 'serveur.editeur.fr' });
    const order = () =>
      pfcng.orders.request(actorOf(card!), {
        ...serverOrder('gap.editeur.fr'),
        structure: EDITOR,
        environment: 'test',
      });
    const problem = await refusal(order);
    expect(problem.slug).toBe('domain-not-habilitated');
    expect(problem.details('fr').forms?.map(({ form }) => form)).toEqual(['F414']);
    submit({ kit: null }, answerYes(card!));
    expect((await order()).commonName).toBe('gap.editeur.fr');
  });

  it('cannot habilitate a real card', async () => {
    const { number } = pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CPE',
      environment: 'production',
      structure: EDITOR,
      holder: person('Theo'),
    });
    expect(await slugOf(() => submit({ kit: null }, answerYes(number)))).toBe('card-of-other-environment');
  });

  it('names a domain that exists', async () => {
    expect(await slugOf(() => submit({}, { domain: '*editeur.local' }))).toBe('domain-unknown');
  });

  it('removes habilitations of its cards itself; a card of another structure may not', async () => {
    const cards = submit().outcome!.cards!;
    const [first, second] = pfcng.habilitations.list(SERVICE_CLIENT, { card: cards[4]! });
    const [stranger] = submit({ structure: EJ, habilitation: null }).outcome!.cards!;
    const removal = { id: first!.id, why: 'essai terminé' };
    expect(await slugOf(() => pfcng.habilitations.remove(actorOf(stranger!), removal))).toBe(
      'signer-not-entitled',
    );
    pfcng.habilitations.remove(actorOf(cards[0]!), removal);
    expect(pfcng.habilitations.list(SERVICE_CLIENT, { card: cards[4]! })).toEqual([second]);
  });
});

it('an establishment may order test certificates too', async () => {
  const { outcome } = submit({ structure: EJ }, { domain: '*ch-ville.fr' });
  const at = actorOf(outcome!.cards![4]!);
  const order = await pfcng.orders.request(at, { ...serverOrder('gap.ch-ville.fr'), environment: 'test' });
  expect(order).toMatchObject({ structure: EJ, environment: 'test' });
});

it('a form that asks for nothing is refused', async () => {
  expect(await slugOf(() => submit({ kit: null, habilitation: null }))).toBe('form-empty');
});
