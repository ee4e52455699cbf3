import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { USE_NAMES, type UseName } from '../data/uses.ts';
import { groupWhereabouts, whereabouts } from '../schemas/whereabouts.ts';
import { slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  type Bench,
  bench,
  CODE,
  clientOrder,
  EDITOR,
  EG,
  EJ,
  employeeCard,
  establish,
  f413,
  f414,
  person,
  signContract,
  signedByHand,
  WRITER,
  withdrawal,
} from '../testing/scenario.ts';

let b: Bench;
beforeEach(async () => {
  b = await bench();
});

const where = (structure = EJ, use: UseName = 'diapason-psp-client', environment = 'production') =>
  whereabouts.parse(b.pfcng.path.whereAmI(SERVICE_CLIENT, { structure, use, environment }));
const next = (...question: Parameters<typeof where>) => {
  const { next: found } = where(...question);
  return found && [found.step, ...found.forms.map(({ form }) => form)];
};

describe('an establishment on its way', () => {
  it('is told step by step what is missing, and which form is next', async () => {
    expect(next()).toEqual(['contract', 'contrat', 'F101']);
    b.pfcng.forms.submit(WRITER, {
      form: 'contrat',
      structure: EJ,
      representative: person('Denise'),
      signature: signedByHand,
    });
    expect(next()).toEqual(['representative-card', 'F101']);
    const cde = signContract(b.pfcng);
    expect(next()).toEqual(['administrator-card', 'F301', 'TOM']);
    const administrator = employeeCard(b.pfcng, cde, person('Alice'));
    expect(next()).toEqual(['habilitation', 'F413']);
    b.pfcng.forms.submit(WRITER, f413(cde, administrator));
    expect(next()).toEqual(['order']);
    const at = actorOf(administrator);
    const { id } = await b.pfcng.orders.request(at, clientOrder);
    expect(next()).toEqual(['withdraw']);
    await b.pfcng.orders.withdraw(at, withdrawal(id));
    expect(next()).toBeNull();
    await b.pfcng.orders.revoke(at, { order: id, ground: 'erreur', revocationCode: CODE });
    expect(next()).toEqual(['order']);
  });

  it('gets the form’s name, address, mailbox and prescribed text', () => {
    const cde = signContract(b.pfcng);
    employeeCard(b.pfcng, cde, person('Alice'));
    expect(where(EJ, 'roc-web-services').next).toMatchObject({
      forms: [
        {
          form: 'F413',
          url: 'https://esante.gouv.fr/index-des-formulaires#content-23051',
          mailbox: 'monserviceclient.certificats@esante.gouv.fr',
        },
      ],
      usageText: expect.stringContaining("signature d'un jeton SAML"),
    });
    const dp = where(EJ, 'dp').next;
    expect(dp?.usageText).toBe('accès au DP en authentification avec un certificat de personne physique');
    expect(dp?.what.fr).toContain('nom de domaine de messagerie');
  });

  it('is sent back when the director changes, or the administrator’s card is opposed', () => {
    const { administrator } = establish(b.pfcng);
    expect(next()).toEqual(['order']);
    b.pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: administrator, ground: 'perte' });
    expect(next()).toEqual(['habilitation', 'F413']);
    b.pfcng.structures.declareDirector(SERVICE_CLIENT, { structure: EJ, director: person('Nadia') });
    expect(next()).toEqual(['director', 'F101', 'contrat']);
  });

  it('stands elsewhere for another use', async () => {
    const { administrator } = establish(b.pfcng);
    await b.pfcng.orders.request(actorOf(administrator), clientOrder);
    expect(Object.fromEntries(USE_NAMES.map((use) => [use, where(EJ, use).next?.step]))).toEqual({
      'diapason-psp-client': 'withdraw',
      'diapason-tpe-server': 'order',
      'roc-annuaire': 'order',
      'roc-web-services': 'order',
      dp: 'habilitation',
    });
    expect(where(EJ, 'roc-annuaire').next?.serviceApplicatif).toBe('Client_ROC_Annuaire_AMC');
  });

  it('is advised on EJ and EG, and knows which entity the certificates will name', () => {
    expect(where(EG)).toMatchObject({
      certifiedAs: null,
      advice: { leaf: 'one-eg', requirements: ['S1-062'] },
    });
    signContract(b.pfcng);
    expect(where(EG)).toMatchObject({ certifiedAs: EJ, advice: { leaf: 'signed-at-ej' } });
  });

  it('is told to renew in the last month, until it has', async () => {
    const { administrator } = establish(b.pfcng);
    const at = actorOf(administrator);
    const { id } = await b.pfcng.orders.request(at, clientOrder);
    await b.pfcng.orders.withdraw(at, withdrawal(id));
    const warned = () => where().warnings.map(({ id: warning }) => warning);
    b.clock.set(new Date('2029-10-22T07:59:59Z'));
    expect(warned()).toEqual([]);
    b.clock.advance(1000);
    expect(warned()).toEqual(['certificate-ends']);
    const renewed = await b.pfcng.orders.renew(at, { order: id, key: { source: 'on-line' } });
    expect(warned()).toEqual(['certificate-ends']);
    await b.pfcng.orders.withdraw(at, withdrawal(renewed.id));
    expect(warned()).toEqual([]);
  });

  it('is warned of rights that are too narrow', () => {
    const { cde, administrator } = establish(b.pfcng);
    expect(where(EJ, 'diapason-tpe-server').warnings).toEqual([]);
    b.pfcng.forms.submit(WRITER, f413(cde, administrator, { domain: 'serveurx.ch-ville.fr' }));
    expect(where(EJ, 'diapason-tpe-server').warnings.map(({ id }) => id)).toEqual(['domain-narrow']);
  });
});

describe('an editor on its way to test certificates', () => {
  const of = () => next(EDITOR, 'diapason-psp-client', 'test');

  it('is in case A, then in case B, then habilitated', () => {
    expect(of()).toEqual(['test-cards', 'F414']);
    expect(where(EDITOR, 'diapason-psp-client', 'test').next?.usageText).toContain(
      'vis-à-vis du PSP et des TPE',
    );
    const [card] = b.pfcng.forms.submit(WRITER, f414({ habilitation: null })).outcome!.cards!;
    expect(of()).toEqual(['test-habilitation', 'F414']);
    b.pfcng.forms.submit(WRITER, f414({ kit: null }, { cards: { answer: 'oui', numbers: [card] } }));
    expect(of()).toEqual(['order']);
    b.clock.set(new Date('2029-11-22T08:00:00Z'));
    expect(of()).toEqual(['test-cards', 'F414']);
  });
});

describe('a group', () => {
  it('begins with an état des lieux: each site has its own contract', async () => {
    const members = [EJ, '10B0888888'];
    b.pfcng.structures.register(SERVICE_CLIENT, {
      id: '10B0888888',
      kind: 'EJ',
      name: 'Hôpital voisin',
      postcode: '69001',
      town: 'Lyon',
    });
    const { id } = b.pfcng.structures.createGroup(SERVICE_CLIENT, {
      kind: 'ght',
      name: 'GHT de Ville',
      members,
    });
    signContract(b.pfcng);
    const found = groupWhereabouts.parse(b.pfcng.path.ofGroup(SERVICE_CLIENT, { group: id, use: 'dp' }));
    expect(found.contracts).toEqual({ signed: 1, of: 2 });
    expect(
      Object.fromEntries(found.members.map(({ structure, next: step }) => [structure, step?.step])),
    ).toEqual({
      [EJ]: 'administrator-card',
      '10B0888888': 'contract',
    });
    expect(b.pfcng.structures.groups(SERVICE_CLIENT)).toHaveLength(1);
    expect(
      await slugOf(() => b.pfcng.path.ofGroup(SERVICE_CLIENT, { group: 'groupe-none', use: 'dp' })),
    ).toBe('not-found');
    expect(
      await slugOf(() => b.pfcng.structures.createGroup(WRITER, { kind: 'ght', name: 'x', members })),
    ).toBe('service-client-only');
  });
});
