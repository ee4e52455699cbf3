import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { USES } from '../data/uses.ts';
import type { Pfcng } from '../pfcng.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  bench,
  beneficiary,
  EDITOR,
  EG,
  EJ,
  type Establishment,
  employeeCard,
  establish,
  f413,
  person,
  SIRET,
  WRITER,
} from '../testing/scenario.ts';

let pfcng: Pfcng;
let staff: Establishment;
beforeEach(async () => {
  ({ pfcng } = await bench());
  staff = establish(pfcng);
});

const submit = (rest: Record<string, unknown> = {}, signer = staff.cde) =>
  pfcng.forms.submit(WRITER, f413(signer, staff.administrator, rest));
const rights = (form: {
  readonly outcome: { readonly habilitations?: readonly string[] | undefined } | null;
}) =>
  pfcng.habilitations
    .list(SERVICE_CLIENT, { card: staff.administrator })
    .filter(({ id }) => form.outcome?.habilitations?.includes(id));
const pro = {
  offers: [{ offer: 'PRO', usages: ['AUTH'] }],
  domain: null,
  mailDomain: 'ch-ville.fr',
  usageText: USES.dp.usageText.F413,
};

describe('F413 is signed', () => {
  it('by the representative or a mandataire', () => {
    expect(submit({}, staff.cde).state).toBe('validated');
    expect(submit({}, staff.mandataire).state).toBe('validated');
  });

  it('by nobody else', async () => {
    expect(await slugOf(() => submit({}, staff.administrator))).toBe('signer-not-entitled');
  });

  it('with visa and stamp', async () => {
    const problem = await refusal(() =>
      submit({ signature: { cardNumber: staff.cde, visa: true, stamp: false } }),
    );
    expect(problem).toMatchObject({
      slug: 'invalid-request',
      extras: { errors: [{ field: 'signature.stamp' }] },
    });
  });
});

it('F413 keeps what it says of editor, solution and version', () => {
  const software = { editor: 'Editeur de GAP', solution: 'GAP', version: '4.2' };
  const { id } = submit(software);
  expect(pfcng.forms.get(SERVICE_CLIENT, id).fields).toMatchObject(software);
});

describe('F413 names administrators', () => {
  const administeredBy = (cardNumber: string) => submit({ administrators: [{ cardNumber }] });
  const issue = (type: string, rest: Record<string, unknown> = {}) =>
    pfcng.cards.issue(SERVICE_CLIENT, {
      type,
      environment: 'production',
      structure: EDITOR,
      holder: person('Theo', { email: 'theo@editeur.fr' }),
      ...rest,
    }).number;

  it('such as the technician of an editor, with his CPA', () => {
    expect(administeredBy(issue('CPA')).state).toBe('validated');
  });

  it.each([
    ['a card that nobody has', () => '2800000000', 'administrator-card-invalid'],
    ['a service card', () => issue('CPE', { holder: null }), 'administrator-card-of-service'],
    [
      'a CPF',
      () => issue('CPF', { holder: person('Ines', { profession: 'Médecin' }) }),
      'administrator-card-type',
    ],
    ['a test card', () => issue('CPA', { environment: 'test' }), 'card-of-other-environment'],
  ])('but not by %s', async (_, card, slug) => {
    expect(await slugOf(() => administeredBy(card()))).toBe(slug);
  });

  it('but not by an opposed card, and sends him to F301', async () => {
    const card = issue('CPA');
    pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: card, ground: 'perte' });
    const problem = await refusal(() => administeredBy(card));
    expect(problem).toMatchObject({
      slug: 'administrator-card-invalid',
      parameters: { state: 'opposed' },
    });
    expect(problem.details('fr').forms?.map(({ form }) => form)).toEqual(['F301', 'TOM']);
  });
});

describe('F413 describes the structure', () => {
  it('by its FINESS: the entity that signed the contract is the one certified', () => {
    const [first] = rights(submit({ beneficiary: { ...beneficiary, finess: EG.slice(1) } }));
    expect(first).toMatchObject({ structure: EJ, organizationalUnit: EJ, departement: 'Paris (75)' });
  });

  it('or, without a FINESS, by its SIRET, which then is the OU; the postcode gives the ST', () => {
    const [first] = rights(submit({ beneficiary: { ...beneficiary, finess: null, postcode: '20200' } }));
    expect(first).toMatchObject({
      structure: EJ,
      organizationalUnit: `3${SIRET}`,
      departement: 'Haute-Corse (2B)',
    });
  });

  it('as ANS knows it', async () => {
    expect(await slugOf(() => submit({ beneficiary: { ...beneficiary, siret: '00000000088888' } }))).toBe(
      'structure-mismatch',
    );
    expect(await slugOf(() => submit({ beneficiary: { ...beneficiary, postcode: '99999' } }))).toBe(
      'structure-mismatch',
    );
    expect(await slugOf(() => submit({ beneficiary: { ...beneficiary, finess: '0B0000001' } }))).toBe(
      'not-found',
    );
  });

  it('with numbers whose key is right', async () => {
    const problem = await refusal(() =>
      submit({ beneficiary: { ...beneficiary, siret: '18751275100021', finess: '750712185' } }),
    );
    expect(problem.extras.errors?.map(({ field }) => field)).toEqual([
      'beneficiary.siret',
      'beneficiary.finess',
    ]);
  });
});

describe('F413 ticks offers', () => {
  const ticked = {
    offers: [{ offer: 'ORG', usages: ['AUTH_CLI'] }],
    domain: null,
    usageText: USES['diapason-psp-client'].usageText.F413,
  };

  it('usage by usage in the edition of S1, by group in that of S3', () => {
    expect(rights(submit({ ...ticked, edition: 'S1' }))[0]?.usages).toEqual(['AUTH_CLI']);
    expect(rights(submit({ ...ticked, edition: 'S3' }))[0]?.usages).toEqual(['AUTH_CLI', 'SIGN', 'CONF']);
  });

  it('of which SERVEUR wants a domain, and PRO a mail domain', async () => {
    expect(await slugOf(() => submit({ domain: null }))).toBe('domain-missing');
    const problem = await refusal(() => submit({ ...pro, mailDomain: null }));
    expect(problem.slug).toBe('mail-domain-missing');
    expect(problem.entry.requirements).toEqual(['S4-026']);
    expect(rights(submit(pro))[0]).toMatchObject({ offer: 'PRO', mailDomain: 'ch-ville.fr', domain: null });
  });

  it('with a domain that exists', async () => {
    expect(await slugOf(() => submit({ domain: '*ville.local' }))).toBe('domain-unknown');
    expect(await slugOf(() => submit({ ...pro, mailDomain: 'ville.local' }))).toBe('domain-unknown');
  });

  it('with a warning for a sub-domain or host', () => {
    expect(submit().warnings).toEqual([]);
    expect(submit({ domain: 'serveurX.ch-ville.fr' }).warnings.map(({ id }) => id)).toEqual([
      'domain-narrow',
    ]);
  });

  it('with a warning for a usage text of one’s own, and none for the prescribed one in other typography', () => {
    expect(submit({ usageText: 'Nous voulons un certificat' }).warnings.map(({ id }) => id)).toEqual([
      'usage-text-unusual',
    ]);
    const typed = USES['diapason-psp-client'].usageText.F413.replaceAll('’', "'").replaceAll('–', '-');
    expect(submit({ usageText: typed }).warnings).toEqual([]);
  });

  it('of that offer only', async () => {
    const problem = await refusal(() => submit({ offers: [{ offer: 'ORG', usages: ['SSL_SERVEUR'] }] }));
    expect(problem.extras.errors?.[0]?.field).toBe('offers[0].usages');
  });
});

it('gives nothing to the first administrator when the second is refused', async () => {
  const before = pfcng.habilitations.list(SERVICE_CLIENT, { structure: EJ });
  const administrators = [{ cardNumber: staff.mandataire }, { cardNumber: '2800000000' }];
  expect(await slugOf(() => submit({ administrators }))).toBe('administrator-card-invalid');
  expect(pfcng.habilitations.list(SERVICE_CLIENT, { structure: EJ })).toEqual(before);
});

it('can be removed again, at once, by those who could sign it', async () => {
  const [habilitation] = pfcng.habilitations.list(SERVICE_CLIENT, { card: staff.administrator });
  const removal = { id: habilitation!.id, why: 'départ' };
  expect(await slugOf(() => pfcng.habilitations.remove(actorOf(staff.administrator), removal))).toBe(
    'signer-not-entitled',
  );
  expect(await slugOf(() => pfcng.habilitations.remove(WRITER, removal))).toBe('card-required');
  pfcng.habilitations.remove(actorOf(staff.mandataire), removal);
  expect(pfcng.habilitations.list(SERVICE_CLIENT, { card: staff.administrator })).toHaveLength(1);
  expect(await slugOf(() => pfcng.habilitations.remove(actorOf(staff.cde), removal))).toBe('not-found');
  expect(employeeCard(pfcng, staff.cde, person('Bruno'))).toMatch(/^28/);
});
