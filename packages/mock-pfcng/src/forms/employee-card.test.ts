import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  bench,
  EJ,
  type Establishment,
  employeeCard,
  establish,
  person,
  signedWith,
  WRITER,
} from '../testing/scenario.ts';

let pfcng: Pfcng;
let staff: Establishment;
beforeEach(async () => {
  ({ pfcng } = await bench());
  staff = establish(pfcng);
});

const f301 = (signer: string, rest: Record<string, unknown> = {}) => ({
  form: 'F301',
  structure: EJ,
  holder: person('Bruno'),
  cardType: 'CPE',
  signature: signedWith(signer),
  ...rest,
});
const tom = (rest: Record<string, unknown> = {}) => ({
  form: 'TOM',
  structure: EJ,
  holder: person('Bruno'),
  cardType: 'CPE',
  ...rest,
});
const mandatairesOf = () =>
  pfcng.structures.contract(SERVICE_CLIENT, EJ).mandates.map(({ person: { givenName } }) => givenName);

describe('F301', () => {
  it.each(['cde', 'mandataire'] as const)('signed with the card of the %s gives a card', (signer) => {
    const { outcome } = pfcng.forms.submit(WRITER, f301(staff[signer]));
    expect(pfcng.cards.get(SERVICE_CLIENT, outcome!.cards![0]!)).toMatchObject({
      type: 'CPE',
      environment: 'production',
      state: 'active',
      nominative: true,
      holder: { givenName: 'Bruno' },
    });
  });

  it('signed by anyone else is refused', async () => {
    const problem = await refusal(() => pfcng.forms.submit(WRITER, f301(staff.administrator)));
    expect(problem).toMatchObject({ slug: 'signer-not-entitled', status: 403 });
    expect(problem.details('fr')).toMatchObject({
      missingRight: 'être le représentant légal de la structure ou son mandataire',
      forms: [{ form: 'F502' }, { form: 'F301' }],
    });
  });

  it('signed with a card that is opposed, unknown or of test is refused', async () => {
    pfcng.cards.oppose(actorOf(staff.cde), { cardNumber: staff.mandataire, ground: 'vol' });
    expect(await slugOf(() => pfcng.forms.submit(WRITER, f301(staff.mandataire)))).toBe(
      'signer-card-invalid',
    );
    expect(await slugOf(() => pfcng.forms.submit(WRITER, f301('2800000000')))).toBe('signer-card-invalid');
    const { number } = pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CPE',
      environment: 'test',
      structure: EJ,
      holder: person('Denise'),
    });
    expect(await slugOf(() => pfcng.forms.submit(WRITER, f301(number)))).toBe('signer-card-invalid');
  });

  it('is refused once the CDE is opposed, until F101 gives another', async () => {
    pfcng.cards.oppose(SERVICE_CLIENT, { cardNumber: staff.cde, ground: 'perte' });
    expect(await slugOf(() => pfcng.forms.submit(WRITER, f301(staff.mandataire)))).toBe(
      'representative-card-missing',
    );
    pfcng.forms.submit(WRITER, {
      form: 'F101',
      structure: EJ,
      representative: person('Denise'),
      signature: { visa: true, stamp: true },
    });
    expect(pfcng.forms.submit(WRITER, f301(staff.mandataire)).state).toBe('validated');
  });

  it('with the box mandat gives card and mandate at once, in the edition of S4', () => {
    pfcng.forms.submit(WRITER, f301(staff.cde, { mandat: true }));
    expect(mandatairesOf()).toEqual(['Marc', 'Bruno']);
  });

  it('with the box mandat is the representative’s to sign', async () => {
    expect(await slugOf(() => pfcng.forms.submit(WRITER, f301(staff.mandataire, { mandat: true })))).toBe(
      'only-representative-names',
    );
    expect(mandatairesOf()).toEqual(['Marc']);
  });

  it.each(['S1', 'S3'])('has no such box in the edition of %s, where F502 follows', async (edition) => {
    const problem = await refusal(() =>
      pfcng.forms.submit(WRITER, f301(staff.cde, { mandat: true, edition })),
    );
    expect(problem.slug).toBe('mandat-by-F502');
    expect(problem.details('fr').forms?.map(({ form }) => form)).toEqual(['F502']);
  });

  it('asks for the profession of whoever is to have a CPS', async () => {
    const problem = await refusal(() => pfcng.forms.submit(WRITER, f301(staff.cde, { cardType: 'CPS' })));
    expect(problem).toMatchObject({
      slug: 'invalid-request',
      extras: { errors: [{ field: 'holder.profession' }] },
    });
    const holder = person('Bruno', { profession: 'Pharmacien' });
    expect(pfcng.forms.submit(WRITER, f301(staff.cde, { cardType: 'CPS', holder })).state).toBe('validated');
  });
});

describe('TOM', () => {
  it('wants a card, and is signed by whoever is logged in', async () => {
    expect(await slugOf(() => pfcng.forms.submit(WRITER, tom()))).toBe('card-required');
    expect(await slugOf(() => pfcng.forms.submit(actorOf(staff.administrator), tom()))).toBe(
      'signer-not-entitled',
    );
    expect(pfcng.forms.submit(actorOf(staff.mandataire), tom()).outcome?.cards).toHaveLength(1);
  });

  it('habilitates a mandataire with the card as S4 has it, and not as S1 and S3 have it', async () => {
    pfcng.forms.submit(actorOf(staff.cde), tom({ mandat: true }));
    expect(mandatairesOf()).toContain('Bruno');
    const refused = () =>
      pfcng.forms.submit(actorOf(staff.cde), tom({ mandat: true, edition: 'S1', holder: person('Carla') }));
    expect(await slugOf(refused)).toBe('mandat-by-F502');
    expect(employeeCard(pfcng, staff.cde, person('Carla'))).toMatch(/^28/);
  });
});
