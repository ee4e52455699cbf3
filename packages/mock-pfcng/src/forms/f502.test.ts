import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  bench,
  EJ,
  type Establishment,
  employeeCard,
  establish,
  f413,
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

const f502 = (signer: string, rest: Record<string, unknown>) =>
  pfcng.forms.submit(WRITER, { form: 'F502', structure: EJ, signature: signedWith(signer), ...rest });

describe('F502', () => {
  it('names several mandataires, who may then sign', () => {
    f502(staff.cde, { designations: [staff.administrator, employeeCard(pfcng, staff.cde, person('Bruno'))] });
    expect(pfcng.structures.contract(SERVICE_CLIENT, EJ).mandates).toHaveLength(3);
    expect(pfcng.forms.submit(WRITER, f413(staff.administrator, staff.mandataire)).state).toBe('validated');
  });

  it('is signed by the representative only, not by a mandataire', async () => {
    const problem = await refusal(() => f502(staff.mandataire, { designations: [staff.administrator] }));
    expect(problem).toMatchObject({ slug: 'only-representative-names', status: 403 });
    expect(problem.entry.requirements).toContain('S1-005');
  });

  it('sends whoever has no valid nominative card to F301 and TOM', async () => {
    const service = employeeCard(pfcng, staff.cde, person('Standard'), { nominative: false });
    for (const card of ['2800000000', service]) {
      const problem = await refusal(() => f502(staff.cde, { designations: [card] }));
      expect(problem.slug).toBe('mandataire-without-card');
      expect(problem.details('fr').forms?.map(({ form }) => form)).toEqual(['F301', 'TOM']);
    }
  });

  it('removes a mandate at once', async () => {
    f502(staff.cde, { removals: [staff.mandataire] });
    expect(await slugOf(() => pfcng.forms.submit(WRITER, f413(staff.mandataire, staff.administrator)))).toBe(
      'signer-not-entitled',
    );
    expect(await slugOf(() => f502(staff.cde, { removals: [staff.mandataire] }))).toBe('mandate-unknown');
  });

  it('does nothing by halves: one bad designation undoes the others', async () => {
    expect(await slugOf(() => f502(staff.cde, { designations: [staff.administrator, '2800000000'] }))).toBe(
      'mandataire-without-card',
    );
    expect(
      await slugOf(() => f502(staff.cde, { designations: [staff.administrator, staff.administrator] })),
    ).toBe('mandate-exists');
    expect(pfcng.structures.contract(SERVICE_CLIENT, EJ).mandates).toHaveLength(1);
  });

  it('that asks for nothing is refused', async () => {
    expect(await slugOf(() => f502(staff.cde, {}))).toBe('form-empty');
  });
});
