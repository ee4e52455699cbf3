import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { USES } from '../data/uses.ts';
import { refusal, slugOf } from '../testing/refusal.ts';
import {
  actorOf,
  type Bench,
  bench,
  EJ,
  type Establishment,
  employeeCard,
  establish,
  f413,
  person,
  WRITER,
} from '../testing/scenario.ts';

let b: Bench;
let staff: Establishment;
let pharmacist: string;
let agent: string;
beforeEach(async () => {
  b = await bench();
  staff = establish(b.pfcng);
  pharmacist = employeeCard(b.pfcng, staff.cde, person('Anne', { profession: 'Pharmacien' }), {
    cardType: 'CPS',
  });
  agent = employeeCard(b.pfcng, staff.cde, person('Sam'));
  b.pfcng.forms.submit(
    WRITER,
    f413(staff.cde, staff.administrator, {
      offers: [{ offer: 'PRO', usages: ['AUTH'] }],
      domain: null,
      mailDomain: 'ch-ville.fr',
      usageText: USES.dp.usageText.F413,
    }),
  );
});

const send = (csv: string, idempotencyKey?: string) =>
  b.pfcng.orders.requestBatch(
    actorOf(staff.administrator),
    { structure: EJ, environment: 'production', csv },
    { idempotencyKey },
  );

describe('a bulk order', () => {
  it('is one order for each line, one certificate for each user of the DP', async () => {
    const orders = await send(
      `offer;usage;beneficiary\nPRO;AUTH;${pharmacist}\nPRO;SIGN;${pharmacist}\n\nPRO;AUTH;${agent}\n`,
    );
    expect(orders.map(({ usage, commonName, batch }) => [usage, commonName.slice(0, 2), batch])).toEqual([
      ['AUTH', '89', orders[0]!.batch],
      ['SIGN', '89', orders[0]!.batch],
      ['AUTH', '30', orders[0]!.batch],
    ]);
  });

  it('reads commas, quotes, a byte order mark and lists', async () => {
    const csv =
      '\uFEFFoffer,usage,fqdn,alternativeNames,notify\r\nSERV,SSL_SERVEUR,"gap.ch-ville.fr",a.ch-ville.fr b.ch-ville.fr,dsi@ch-ville.fr\r\n';
    const [order] = await send(csv);
    expect(order).toMatchObject({
      product: { fqdn: 'gap.ch-ville.fr', alternativeNames: ['a.ch-ville.fr', 'b.ch-ville.fr'] },
      notify: ['alice@ch-ville.fr', 'dsi@ch-ville.fr'],
    });
  });

  it('names every bad line with its problem, and orders nothing', async () => {
    const csv = [
      'offer;usage;beneficiary;fqdn;email',
      `PRO;AUTH;${pharmacist};;`,
      'PRO;AUTH;2800000000;;',
      'SERV;SSL_SERVEUR;;gap.evilch-ville.fr;',
      `PRO;AUTH;${pharmacist};;`,
      'PRO;AUTH;12;;',
      `PRO;SIGN;${pharmacist};;anne@evil.fr`,
      'XXX;AUTH;;;',
    ].join('\n');
    const problem = await refusal(() => send(csv));
    expect(problem).toMatchObject({ slug: 'batch-invalid', status: 422, parameters: { count: 6 } });
    expect(problem.extras.lines?.map(({ line, problem: { slug } }) => [line, slug])).toEqual([
      [3, 'beneficiary-card-invalid'],
      [4, 'domain-not-habilitated'],
      [5, 'batch-line-repeated'],
      [6, 'invalid-request'],
      [7, 'email-outside-domain'],
      [8, 'invalid-request'],
    ]);
    expect(problem.details('fr').lines?.[3]?.problem.errors?.[0]?.field).toBe('product.beneficiary');
    expect(b.pfcng.orders.list(SERVICE_CLIENT)).toEqual([]);
    expect(b.pfcng.mailbox.list(SERVICE_CLIENT, { purpose: 'order-requested' })).toEqual([]);
  });

  it.each([
    ['no line', 'offer;usage\n'],
    ['nothing', ''],
    ['an unknown column', 'offer;colour\nORG;blue\n'],
    ['lines of another length', 'offer;usage\nORG;AUTH_CLI;x\n'],
    ['an open quote', 'offer;usage\n"ORG;AUTH_CLI\n'],
    ['too many lines', `offer;usage\n${'ORG;AUTH_CLI\n'.repeat(1001)}`],
  ])('with %s is no bulk order', async (_, csv) => {
    const problem = await refusal(() => send(csv));
    expect(problem).toMatchObject({ slug: 'invalid-request', extras: { errors: [{ field: 'csv' }] } });
  });

  it('with the same key is the same orders', async () => {
    const csv = `offer;usage;beneficiary\nPRO;AUTH;${agent}\n`;
    const first = await send(csv, 'k');
    expect(await send(csv, 'k')).toEqual(first);
    expect(await slugOf(() => send(csv.replace('AUTH', 'SIGN'), 'k'))).toBe('creation-key-reused');
  });

  it('is refused line by line to whoever is not habilitated', async () => {
    const csv = `offer;usage;beneficiary\nPRO;AUTH;${agent}\n`;
    const problem = await refusal(() =>
      b.pfcng.orders.requestBatch(actorOf(staff.cde), { structure: EJ, environment: 'production', csv }),
    );
    expect(problem.extras.lines?.[0]?.problem.slug).toBe('not-habilitated');
  });
});
