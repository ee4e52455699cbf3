import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  type Bench,
  bench,
  EJ,
  establish,
  f413,
  person,
  signedByHand,
  WRITER,
} from '../testing/scenario.ts';

let b: Bench;
beforeEach(async () => {
  b = await bench();
});

const contract = {
  form: 'contrat',
  structure: EJ,
  representative: person('Denise'),
  signature: signedByHand,
};
const purposes = () => b.pfcng.mailbox.list(SERVICE_CLIENT).map(({ purpose }) => purpose);

describe('a form', () => {
  it('is received, validated and told of, from the mailbox of its purpose', () => {
    const form = b.pfcng.forms.submit(WRITER, contract);
    expect(form).toMatchObject({ number: 'contrat', edition: 'S3', state: 'validated', structure: EJ });
    expect(purposes()).toEqual(['form-received', 'form-validated']);
    expect(b.pfcng.mailbox.list(SERVICE_CLIENT)[0]).toMatchObject({
      sender: 'monserviceclient.cartes@esante.gouv.fr',
      recipients: ['secretariat@ch-ville.fr', 'denise@ch-ville.fr'],
      about: form.id,
    });
  });

  it('that is refused is kept, with the reason and the next form in a mail', async () => {
    const problem = await refusal(() => b.pfcng.forms.submit(WRITER, f413('2800000001', '2800000002')));
    const { formId } = problem.extras;
    expect(b.pfcng.forms.get(SERVICE_CLIENT, formId!)).toMatchObject({
      state: 'refused',
      outcome: null,
      refusal: { slug: 'contract-missing' },
    });
    const mail = b.pfcng.mailbox.list(SERVICE_CLIENT, { about: formId }).at(-1)!;
    expect(mail).toMatchObject({
      purpose: 'form-refused',
      sender: 'monserviceclient.certificats@esante.gouv.fr',
    });
    expect(mail.body).toContain('Formulaire suivant : contrat');
    expect(mail.body).toContain('https://esante.gouv.fr/index-des-formulaires#content-23051');
  });

  it('waits for the service client where it is configured so', async () => {
    b = await bench({ formValidation: 'by-service-client' });
    const { id, state } = b.pfcng.forms.submit(WRITER, contract);
    expect(state).toBe('received');
    expect(purposes()).toEqual(['form-received']);
    expect(await slugOf(() => b.pfcng.forms.decide(WRITER, id))).toBe('service-client-only');
    expect(b.pfcng.forms.decide(SERVICE_CLIENT, id).state).toBe('validated');
    expect(await slugOf(() => b.pfcng.forms.decide(SERVICE_CLIENT, id))).toBe('form-decided');
    const refused = b.pfcng.forms.submit(WRITER, f413('2800000001', '2800000002'));
    const decided = b.pfcng.forms.decide(SERVICE_CLIENT, refused.id);
    expect(b.pfcng.forms.refusal(decided)?.slug).toBe('representative-card-missing');
  });

  it('may be sent by the administrator, is judged by who signed it, and answered to both', async () => {
    const { mandataire, administrator } = establish(b.pfcng);
    const sent = b.pfcng.forms.submit(actorOf(administrator), f413(mandataire, administrator));
    expect(sent).toMatchObject({ state: 'validated', notify: ['alice@ch-ville.fr', 'marc@ch-ville.fr'] });
    const own = () => b.pfcng.forms.submit(actorOf(administrator), f413(administrator, administrator));
    expect(await slugOf(own)).toBe('signer-not-entitled');
  });

  it('with the same key is the same form, and with another content refused', async () => {
    const send = (rest: Record<string, unknown> = {}) =>
      b.pfcng.forms.submit(WRITER, { ...contract, ...rest }, { idempotencyKey: 'one' });
    const { id } = send();
    expect(send().id).toBe(id);
    expect(purposes()).toHaveLength(2);
    expect(await slugOf(() => send({ edition: 'S1' }))).toBe('creation-key-reused');
    const bad = () =>
      b.pfcng.forms.submit(WRITER, f413('2800000001', '2800000002'), { idempotencyKey: 'two' });
    expect((await refusal(bad)).extras.formId).toBe((await refusal(bad)).extras.formId);
  });

  it.each([
    ['nothing', {}, ['form']],
    ['an unknown form', { form: 'F999' }, ['form']],
    ['unknown fields', { ...contract, colour: 'blue' }, ['colour']],
    ['a wrong key in the FINESS', { ...contract, structure: '1750712185' }, ['structure']],
    ['a date for a person', { ...contract, representative: '2026-11-22' }, ['representative']],
    [
      'control characters',
      { ...contract, representative: person('De\u0000nise') },
      ['representative.givenName', 'representative.email'],
    ],
    [
      'an oversized text',
      { ...contract, representative: person('Denise', { familyName: 'x'.repeat(65) }) },
      ['representative.familyName'],
    ],
  ])('with %s is refused by the name of the field, and leaves nothing', async (_, form, fields) => {
    const problem = await refusal(() => b.pfcng.forms.submit(WRITER, form));
    expect(problem).toMatchObject({ slug: 'invalid-request', status: 400 });
    expect(problem.extras.errors?.map(({ field }) => field)).toEqual(fields);
    expect(b.pfcng.forms.list(SERVICE_CLIENT)).toEqual([]);
  });

  it('is listed by structure, number and state', async () => {
    const { cde, administrator } = establish(b.pfcng);
    await refusal(() => b.pfcng.forms.submit(WRITER, f413(administrator, cde)));
    const list = (filter: Record<string, string>) => b.pfcng.forms.list(actorOf(cde), filter).length;
    expect(list({})).toBe(6);
    expect(list({ number: 'F301' })).toBe(2);
    expect(list({ number: 'F413', state: 'refused' })).toBe(1);
    expect(list({ structure: '10B0000000' })).toBe(0);
  });
});

it('every change says who, when and why, in the order in which it happened', () => {
  establish(b.pfcng);
  const changes = b.pfcng.changes.list(SERVICE_CLIENT);
  expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1));
  expect(changes.at(-2)).toMatchObject({
    actor: 'secretariat@ch-ville.fr',
    event: 'form-received',
    why: 'form F413',
    at: '2026-11-22T08:00:00.000Z',
  });
  expect(b.pfcng.journal.entries().at(-1)).toMatchObject({
    event: 'form-validated',
    details: { why: 'form F413' },
  });
});
