import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  bench,
  EG,
  EJ,
  employeeCard,
  establish,
  f413,
  person,
  signContract,
  signedByHand,
  WRITER,
} from '../testing/scenario.ts';

let pfcng: Pfcng;
beforeEach(async () => {
  ({ pfcng } = await bench());
});

const adviceOn = (structure: string) => pfcng.structures.contract(SERVICE_CLIENT, structure).advice.leaf;
const submit = (form: Record<string, unknown>) => pfcng.forms.submit(WRITER, form);
const newDirector = { representative: person('Nadia'), structure: EJ, signature: signedByHand };

describe('without a contract', () => {
  it('every other form is refused, and sent to the contract and F101 with the advice on EJ and EG', async () => {
    const problem = await refusal(() => submit(f413('2800000001', '2800000002')));
    expect(problem).toMatchObject({ slug: 'contract-missing', status: 403 });
    expect(problem.details('fr')).toMatchObject({
      detail: expect.stringContaining("Il est préconisé de signer à l'EJ"),
      forms: [
        { form: 'contrat', url: 'https://esante.gouv.fr/index-des-formulaires#content-23051' },
        { form: 'F101' },
      ],
      requirements: expect.arrayContaining(['S1-035', 'S1-062']),
    });
  });

  it('the advice depends on the number of EG', () => {
    expect(adviceOn(EJ)).toBe('one-eg');
    pfcng.structures.register(SERVICE_CLIENT, {
      id: '10B0999997',
      kind: 'EG',
      ej: EJ,
      name: 'Site sud',
      postcode: '75010',
      town: 'Paris',
    });
    expect(adviceOn(EJ)).toBe('several-eg');
    expect(adviceOn(EG)).toBe('several-eg');
  });
});

describe('a contract', () => {
  it('signed at the EJ covers its EG, and is the one in the certificates', () => {
    const { administrator } = establish(pfcng);
    expect(adviceOn(EJ)).toBe('signed-at-ej');
    expect(adviceOn(EG)).toBe('signed-at-ej');
    expect(pfcng.structures.contract(SERVICE_CLIENT, EG).contract?.structure).toBe(EJ);
    expect(pfcng.orders.offers({ kind: 'card', cardNumber: administrator })[0]?.certifiedAs).toEqual({
      name: 'CENTRE HOSPITALIER DE VILLE',
      nationalId: EJ,
      departement: 'Paris (75)',
    });
  });

  it('signed at an EG does not cover the EJ, which is told so', async () => {
    signContract(pfcng, EG);
    expect(adviceOn(EG)).toBe('signed-at-eg');
    const problem = await refusal(() => submit(f413('2800000001', '2800000002')));
    expect(problem.slug).toBe('contract-missing');
    expect(problem.details('fr').detail).toContain(`Le contrat est signé à l'EG Site nord (${EG})`);
  });

  it('is of no use while the representative has no card', async () => {
    submit({ form: 'contrat', ...newDirector });
    expect(await slugOf(() => submit(f413('2800000001', '2800000002')))).toBe('representative-card-missing');
  });

  it('needs no CDE where the representative is CPS responsable', () => {
    const doctor = person('Paul', { profession: 'Médecin' });
    const { number } = pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CPS',
      environment: 'production',
      structure: EJ,
      holder: doctor,
    });
    submit({
      form: 'contrat',
      structure: EJ,
      representative: doctor,
      cpsResponsable: number,
      signature: signedByHand,
    });
    expect(pfcng.structures.contract(SERVICE_CLIENT, EJ).representativeCard).toBe(number);
    expect(employeeCard(pfcng, number, person('Alice'))).toMatch(/^28/);
  });

  it("takes no other person's CPS for that", async () => {
    const { number } = pfcng.cards.issue(SERVICE_CLIENT, {
      type: 'CPS',
      environment: 'production',
      structure: EJ,
      holder: person('Paul', { profession: 'Médecin' }),
    });
    expect(await slugOf(() => submit({ form: 'contrat', ...newDirector, cpsResponsable: number }))).toBe(
      'signer-card-invalid',
    );
    expect(pfcng.structures.contract(SERVICE_CLIENT, EJ).contract).toBeNull();
  });
});

describe('a new director', () => {
  it.each([
    ['contrat', 'representative-card-missing', 'F101'],
    ['F101', 'representative-changed', 'contrat'],
  ])('with only %s has no right, nor has his predecessor', async (first, refused, second) => {
    const { cde, administrator } = establish(pfcng);
    submit({ form: first, ...newDirector });
    expect(await slugOf(() => submit(f413(cde, administrator)))).toBe(refused);
    submit({ form: second, ...newDirector });
    const card = pfcng.structures.contract(SERVICE_CLIENT, EJ).representativeCard!;
    expect(card).not.toBe(cde);
    expect(submit(f413(card, administrator)).state).toBe('validated');
    expect(await slugOf(() => submit(f413(cde, administrator)))).toBe('signer-not-entitled');
  });

  it('may be declared before any form', async () => {
    const { cde, administrator } = establish(pfcng);
    pfcng.structures.declareDirector(SERVICE_CLIENT, { structure: EJ, director: person('Nadia') });
    const problem = await refusal(() => submit(f413(cde, administrator)));
    expect(problem.slug).toBe('representative-changed');
    expect(problem.details('en').forms?.map(({ form }) => form)).toEqual(['F101', 'contrat']);
    expect(
      await slugOf(() =>
        pfcng.structures.declareDirector(WRITER, { structure: EJ, director: person('Nadia') }),
      ),
    ).toBe('service-client-only');
  });
});
