import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { USES } from '../data/uses.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  type Bench,
  bench,
  clientOrder,
  EG,
  EJ,
  type Establishment,
  employeeCard,
  establish,
  f413,
  person,
  serverOrder,
  WRITER,
} from '../testing/scenario.ts';

let b: Bench;
let staff: Establishment;
beforeEach(async () => {
  b = await bench();
  staff = establish(b.pfcng);
});

const request = (order: unknown, card = staff.administrator) => b.pfcng.orders.request(actorOf(card), order);
const product = (rest: Record<string, unknown>) => ({ ...clientOrder, product: rest });

describe('an order wants a habilitation', () => {
  it('of the card: nobody else may order, not even the representative', async () => {
    expect((await request(clientOrder)).administrator).toBe(staff.administrator);
    for (const card of [staff.cde, staff.mandataire]) {
      const problem = await refusal(() => request(clientOrder, card));
      expect(problem).toMatchObject({ slug: 'not-habilitated', status: 403 });
      expect(problem.details('fr')).toMatchObject({
        missingRight: 'être habilité à commander cette offre pour cette structure',
        forms: [{ form: 'F413' }],
      });
      expect(b.pfcng.orders.offers(actorOf(card))).toEqual([]);
    }
    expect(await slugOf(() => b.pfcng.orders.request(WRITER, clientOrder))).toBe('card-required');
  });

  it('for that offer, usage, structure and environment', async () => {
    expect(
      await slugOf(() => request(product({ offer: 'PRO', usage: 'AUTH', beneficiary: staff.administrator }))),
    ).toBe('not-habilitated');
    expect(
      await slugOf(() => request(product({ offer: 'SERV', usage: 'SMIME', email: 'a@ch-ville.fr' }))),
    ).toBe('not-habilitated');
    const test = await refusal(() => request({ ...clientOrder, environment: 'test' }));
    expect(test.details('fr').forms?.map(({ form }) => form)).toEqual(['F414']);
    expect(await slugOf(() => request({ ...clientOrder, structure: '10B0000000' }))).toBe('not-found');
    expect((await request({ ...clientOrder, structure: EG })).structure).toBe(EJ);
  });

  it('and ends with it', async () => {
    const { id } = await request(clientOrder);
    for (const habilitation of b.pfcng.habilitations.list(SERVICE_CLIENT, { card: staff.administrator })) {
      b.pfcng.habilitations.remove(actorOf(staff.cde), { id: habilitation.id, why: 'départ' });
    }
    expect(await slugOf(() => request(clientOrder))).toBe('not-habilitated');
    expect(await slugOf(() => b.pfcng.orders.get(actorOf(staff.administrator), id))).toBe('not-found');
    expect(b.pfcng.orders.get(actorOf(staff.mandataire), id).id).toBe(id);
  });
});

describe('ORG', () => {
  it('takes any name, and warns of one that the documents do not recommend', async () => {
    expect((await request(clientOrder)).warnings).toEqual([]);
    const named = (serviceApplicatif: string, usage = 'AUTH_CLI') =>
      request(product({ offer: 'ORG', usage, serviceApplicatif }));
    expect((await named('Client_ROC_Annuaire_AMC')).warnings).toEqual([]);
    expect((await named('Client_ROC_WebServices_AMC', 'SIGN')).warnings).toEqual([]);
    expect((await named('gap')).warnings.map(({ id }) => id)).toEqual(['service-applicatif-unusual']);
    expect((await named('Client_Diapason_PSP', 'SIGN')).warnings.map(({ id }) => id)).toEqual([
      'service-applicatif-unusual',
    ]);
    expect((await named('chiffrement', 'CONF')).warnings).toEqual([]);
  });

  it('has a name of at most 64 characters', async () => {
    const problem = await refusal(() =>
      request(product({ offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: 'x'.repeat(65) })),
    );
    expect(problem.extras.errors?.map(({ field }) => field)).toEqual(['product.serviceApplicatif']);
  });
});

describe('SSL_SERVEUR', () => {
  it('takes names inside the habilitated domain, with further ones', async () => {
    const order = await request(serverOrder('gap.ch-ville.fr', ['gap.nord.ch-ville.fr', 'gap.ch-ville.fr']));
    expect(order).toMatchObject({ commonName: 'gap.ch-ville.fr', warnings: [] });
    expect((await request(serverOrder('1gap.ch-ville.fr'))).warnings.map(({ id }) => id)).toEqual([
      'fqdn-leading-digit',
    ]);
  });

  it.each(['*.ch-ville.fr', '10.0.0.1', 'gap', 'gap_1.ch-ville.fr', 'gap.local'])(
    'refuses %s',
    async (fqdn) => {
      expect(await slugOf(() => request(serverOrder(fqdn)))).toBe('fqdn-invalid');
      expect(await slugOf(() => request(serverOrder('gap.ch-ville.fr', [fqdn])))).toBe('fqdn-invalid');
    },
  );

  it.each(['gap.evilch-ville.fr', 'evilch-ville.fr', 'gap.ch-ville.com'])(
    'does not cover %s, and says which form would',
    async (fqdn) => {
      for (const order of [serverOrder(fqdn), serverOrder('gap.ch-ville.fr', [fqdn])]) {
        const problem = await refusal(() => request(order));
        expect(problem).toMatchObject({
          slug: 'domain-not-habilitated',
          parameters: { name: fqdn, domains: '*ch-ville.fr' },
        });
        expect(problem.details('fr').forms?.map(({ form }) => form)).toEqual(['F503']);
      }
    },
  );
});

describe('PRO', () => {
  const pro = (usage: string, beneficiary: string, rest: Record<string, unknown> = {}) =>
    request(product({ offer: 'PRO', usage, beneficiary, ...rest }));
  const holderOf = (givenName: string, cardType: string, profession: string | null = null) =>
    employeeCard(b.pfcng, staff.cde, person(givenName, { profession }), { cardType });
  beforeEach(() => {
    b.pfcng.forms.submit(
      WRITER,
      f413(staff.cde, staff.administrator, {
        edition: 'S4',
        offers: [{ offer: 'PRO', usages: ['AUTH', 'SIGN', 'CONF'] }],
        domain: null,
        mailDomain: 'ch-ville.fr',
        usageText: USES.dp.usageText.F413,
      }),
    );
  });

  it('names the holder of a CPS by his RPPS, an admission agent by his card', async () => {
    expect((await pro('AUTH', holderOf('Anne', 'CPS', 'Pharmacien'))).commonName).toMatch(/^89970\d{7}$/);
    const agent = holderOf('Sam', 'CPE');
    expect((await pro('AUTH', agent)).commonName).toBe(`30B0999999/CPE${agent}`);
  });

  it('wants an active card of the right type', async () => {
    const cps = holderOf('Anne', 'CPS', 'Médecin');
    expect(await slugOf(() => pro('AUTH', holderOf('Rose', 'CPE', 'Médecin')))).toBe('beneficiary-card-type');
    expect(await slugOf(() => pro('AUTH', holderOf('Luc', 'CPA')))).toBe('beneficiary-card-type');
    expect(await slugOf(() => pro('AUTH', '2800000000'))).toBe('beneficiary-card-invalid');
    expect(
      await slugOf(() =>
        pro('AUTH', employeeCard(b.pfcng, staff.cde, person('Accueil'), { nominative: false })),
      ),
    ).toBe('beneficiary-card-invalid');
    b.pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: cps, ground: 'perte' });
    const problem = await refusal(() => pro('AUTH', cps));
    expect(problem.slug).toBe('beneficiary-card-invalid');
    expect(problem.details('fr').forms?.map(({ form }) => form)).toEqual(['F301', 'TOM']);
  });

  it('leaves UPN and e-mail empty for the DP, warns where they are not, and takes each with its usage', async () => {
    const cps = holderOf('Anne', 'CPS', 'Pharmacien');
    expect((await pro('SIGN', cps)).warnings).toEqual([]);
    expect((await pro('AUTH', cps, { upn: 'anne@ch-ville.fr' })).warnings.map(({ id }) => id)).toEqual([
      'dp-upn-filled',
    ]);
    expect((await pro('SIGN', cps, { email: 'anne@ch-ville.fr' })).warnings.map(({ id }) => id)).toEqual([
      'dp-email-filled',
    ]);
    expect(await slugOf(() => pro('AUTH', cps, { email: 'anne@ch-ville.fr' }))).toBe('upn-not-for-usage');
    expect(await slugOf(() => pro('SIGN', cps, { upn: 'anne@ch-ville.fr' }))).toBe('upn-not-for-usage');
  });

  it('takes addresses inside the mail domain', async () => {
    const cps = holderOf('Anne', 'CPS', 'Pharmacien');
    expect((await pro('SIGN', cps, { email: 'anne@pharmacie.ch-ville.fr' })).state).toBe('requested');
    const problem = await refusal(() => pro('SIGN', cps, { email: 'anne@evilch-ville.fr' }));
    expect(problem).toMatchObject({ slug: 'email-outside-domain', parameters: { domains: 'ch-ville.fr' } });
  });
});

describe('the same idempotency key', () => {
  it('is the same order, and no other', async () => {
    const send = (order: unknown) =>
      b.pfcng.orders.request(actorOf(staff.administrator), order, { idempotencyKey: 'k' });
    const { id } = await send(clientOrder);
    expect((await send(clientOrder)).id).toBe(id);
    expect(await slugOf(() => send(serverOrder('gap.ch-ville.fr')))).toBe('creation-key-reused');
    expect(b.pfcng.orders.list(SERVICE_CLIENT)).toHaveLength(1);
  });

  it('of another actor is another order', async () => {
    b.pfcng.forms.submit(WRITER, f413(staff.cde, staff.mandataire));
    const [one, other] = await Promise.all(
      [staff.administrator, staff.mandataire].map((card) =>
        b.pfcng.orders.request(actorOf(card), clientOrder, { idempotencyKey: 'k' }),
      ),
    );
    expect(one!.id).not.toBe(other!.id);
  });
});

it('Suivre shows what an actor may see, by structure, offer, usage and state', async () => {
  await request(clientOrder);
  await request(serverOrder('gap.ch-ville.fr'));
  const list = (card: string, filter = {}) =>
    b.pfcng.orders.list(actorOf(card), filter).map(({ offer }) => offer);
  expect(list(staff.administrator)).toEqual(['ORG', 'SERV']);
  expect(list(staff.cde, { offer: 'SERV', structure: EJ, state: 'requested' })).toEqual(['SERV']);
  expect(list(staff.cde, { state: 'withdrawn' })).toEqual([]);
  expect(list(employeeCard(b.pfcng, staff.cde, person('Bruno')))).toEqual([]);
  expect(await slugOf(() => b.pfcng.orders.list(actorOf(staff.cde), { colour: 'blue' }))).toBe(
    'invalid-request',
  );
});
