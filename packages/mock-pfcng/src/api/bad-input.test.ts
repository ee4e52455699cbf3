import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import {
  clientOrder,
  EJ,
  type Establishment,
  establish,
  f413,
  serverOrder,
  withdrawal,
} from '../testing/scenario.ts';
import { type ServedBench, servedBench } from '../testing/service.ts';

let bed: ServedBench;
let staff: Establishment;
let order: string;
beforeAll(async () => {
  bed = await servedBench();
  staff = establish(bed.pfcng);
  order = (await bed.as(staff.administrator).request(clientOrder)).id;
});
afterAll(() => bed[Symbol.asyncDispose]());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  bed.ask(staff.administrator, { method: 'POST', path: `/api/v1${path}`, body, headers });
/** How much the platform has ever done. */
const changes = () => bed.pfcng.changes.list(SERVICE_CLIENT).length;

type Path = readonly (string | number)[];

/** Every field of a body, nested ones included. */
function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  const own: Path[] = path.length === 0 ? [] : [path];
  return [...own, ...entries.flatMap(([key, child]) => fieldsOf(child, [...path, key]))];
}

/** A copy in which one field is something else. */
function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

const nameOf = (path: Path) =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`)).join('');

const { order: _, ...withdrawalBody } = withdrawal('');
const BODIES: Readonly<Record<string, readonly [string, () => object]>> = {
  order: ['/orders', () => serverOrder('gap.ch-ville.fr', ['dmz.ch-ville.fr'])],
  withdrawal: ['/orders/{order}/withdrawals', () => withdrawalBody],
  revocation: ['/orders/{order}/revocations', () => ({ ground: 'vol', revocationCode: 'code-4321' })],
  renewal: ['/orders/{order}/renewals', () => ({ key: { source: 'on-line' } })],
  batch: ['/batches', () => ({ structure: EJ, environment: 'production', csv: 'offer;usage\nORG;SIGN' })],
  F413: ['/forms', () => f413(staff.cde, staff.administrator)],
  opposition: ['/cards/{card}/oppositions', () => ({ ground: 'vol' })],
};

describe('a body with one field of the wrong type', () => {
  it.each(Object.keys(BODIES))(
    '(%s) is refused: the problem names it, and nothing has happened',
    async (name) => {
      const [template, body] = BODIES[name]!;
      const path = template.replace('{order}', order).replace('{card}', staff.mandataire);
      const fields = fieldsOf(body());
      expect(fields.length).toBeGreaterThan(0);
      const before = changes();
      for (const field of fields) {
        for (const wrong of [{ surprise: 1 }, 42.5, ['x'.repeat(2000)]]) {
          const answer = await post(path, changed(body(), field, wrong));
          expect(answer.body, nameOf(field)).toMatchObject({
            status: 400,
            type: 'urn:banc-gap:pfcng:problem:invalid-request',
          });
          const named = answer.body.errors.map((error: { field: string }) => error.field);
          // Of a choice between several shapes the field that decides is named, or the choice itself.
          expect(
            named.some(
              (one: string) => one !== '' && (one.startsWith(nameOf(field)) || nameOf(field).startsWith(one)),
            ),
            `${nameOf(field)}: ${named}`,
          ).toBe(true);
          expect(answer.body.detail).toContain(named[0]);
        }
      }
      expect(changes()).toBe(before);
    },
  );

  it.each(Object.keys(BODIES))('(%s) or with a field that nobody knows, is refused', async (name) => {
    const [template, body] = BODIES[name]!;
    const path = template.replace('{order}', order).replace('{card}', staff.mandataire);
    const before = changes();
    const answer = await post(path, { ...body(), surprise: true });
    expect(answer.body.errors).toEqual([{ field: 'surprise', message: 'champ inconnu' }]);
    for (const whole of [[], 'text', 1, null, {}])
      expect((await post(path, JSON.stringify(whole))).status).toBe(400);
    expect(changes()).toBe(before);
  });
});

describe('an order', () => {
  it('that is sent ten times at once with one key is one order', async () => {
    const send = () => post('/orders', serverOrder('dix.ch-ville.fr'), { 'idempotency-key': 'ten' });
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(
      (await bed.as(staff.administrator).orders()).filter(
        ({ commonName }) => commonName === 'dix.ch-ville.fr',
      ),
    ).toHaveLength(1);
  });

  it('wants a key that a header can carry', async () => {
    const answer = await post('/orders', clientOrder, { 'idempotency-key': 'two words' });
    expect(answer.body.errors).toMatchObject([{ field: 'idempotency-key' }]);
  });

  it('that is withdrawn twice at once is one certificate', async () => {
    const { id } = await bed.as(staff.administrator).request(clientOrder);
    const answers = await Promise.all([1, 2].map(() => post(`/orders/${id}/withdrawals`, withdrawalBody)));
    const serials = answers.flatMap(({ body }) => body.order?.serialNumber ?? []);
    expect(new Set(serials).size).toBe(1);
    expect(bed.issuer.issued.filter(({ orderId }) => orderId === id)).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each([
    [undefined, 'fr'],
    ['en', 'en'],
    ['en-GB, fr;q=0.9', 'en'],
    ['fr;q=0.9, en;q=0.8', 'fr'],
    ['de', 'fr'],
    ['en;q=0', 'fr'],
    [',;q=,en;q=x', 'fr'],
  ])('for Accept-Language %s is in %s', async (accepted, language) => {
    const headers = accepted === undefined ? {} : { 'accept-language': accepted };
    const { headers: answered, body } = await post('/orders', {}, headers);
    expect(answered.get('content-language')).toBe(language);
    expect(answered.get('vary')).toBe('accept-language');
    expect(body.title).toBe(language === 'fr' ? 'Demande invalide' : 'Invalid request');
  });

  it('of a body that is too large comes before it is read whole, and the connection serves on', async () => {
    const answer = await post('/orders', `"${'x'.repeat(5_000_000)}"`);
    expect(answer.body).toMatchObject({ status: 413, detail: expect.stringContaining('1048576 octets') });
    expect((await bed.as(staff.administrator).ownCard()).state).toBe('active');
  });

  it('of JSON that would reach into prototypes is one', async () => {
    expect(await post('/orders', '{"__proto__":{"a":1}}')).toMatchObject({ status: 400 });
    expect(await post('/orders', '{"constructor":{"prototype":{"a":1}}}')).toMatchObject({ status: 400 });
  });
});
