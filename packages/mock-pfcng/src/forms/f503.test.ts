import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import type { Pfcng } from '../pfcng.ts';
import { slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  bench,
  EJ,
  type Establishment,
  establish,
  f413,
  serverOrder,
  signedWith,
  WRITER,
} from '../testing/scenario.ts';

let pfcng: Pfcng;
let staff: Establishment;
beforeEach(async () => {
  ({ pfcng } = await bench());
  staff = establish(pfcng);
});

const f503 = (rest: Record<string, unknown> = {}, signer = staff.mandataire) =>
  pfcng.forms.submit(WRITER, {
    form: 'F503',
    structure: EJ,
    administrators: [staff.administrator],
    domain: '*ch-village.fr',
    signature: signedWith(signer),
    ...rest,
  });

describe('F503', () => {
  it('changes the domain of rights that exist, and what may be ordered with it', async () => {
    const order = () => pfcng.orders.request(actorOf(staff.administrator), serverOrder('gap.ch-village.fr'));
    expect(await slugOf(order)).toBe('domain-not-habilitated');
    f503();
    expect((await order()).state).toBe('requested');
    expect(
      pfcng.habilitations.list(SERVICE_CLIENT, { card: staff.administrator }).map(({ domain }) => domain),
    ).toEqual([null, '*ch-village.fr']);
  });

  it('wants rights to update', async () => {
    expect(await slugOf(() => f503({ administrators: [staff.mandataire] }))).toBe('habilitation-missing');
    expect(await slugOf(() => f503({ domain: null, mailDomain: 'ch-ville.fr' }))).toBe(
      'habilitation-missing',
    );
  });

  it('wants the signature of representative or mandataire, and a domain that exists', async () => {
    expect(await slugOf(() => f503({}, staff.administrator))).toBe('signer-not-entitled');
    expect(await slugOf(() => f503({ domain: '*ville.local' }))).toBe('domain-unknown');
    expect(await slugOf(() => f503({ domain: null }))).toBe('form-empty');
  });

  it('leaves everything as it was when one administrator has none', async () => {
    expect(await slugOf(() => f503({ administrators: [staff.administrator, staff.cde] }))).toBe(
      'habilitation-missing',
    );
    expect(pfcng.habilitations.list(SERVICE_CLIENT, { card: staff.administrator })[1]?.domain).toBe(
      '*ch-ville.fr',
    );
  });

  it('warns of a narrow domain', () => {
    pfcng.forms.submit(WRITER, f413(staff.cde, staff.administrator));
    expect(f503({ domain: '*nord.ch-ville.fr' }).warnings.map(({ id }) => id)).toEqual(['domain-narrow']);
  });
});
