import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PspClient, RIGHT_PSP_HABITS } from '../psp/client.ts';
import type { TerminalDesk } from '../terminals/desk.ts';
import type { ConsentOrder, ConsentOutcome } from '../terminals/messages.ts';
import { Ledger } from './ledger.ts';
import { Office } from './office.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-dossiers-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const AGREED: ConsentOutcome = {
  agreed: true,
  token: 'dpn_token',
  tokenExpiresAt: '2027-02-20T10:00:00.000Z',
  agreedAt: '2026-11-22T10:00:00.000Z',
  brand: 'CB',
  maskedCard: '############0001',
  approvalCode: 'A12345',
};

interface Asked {
  readonly path: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}
type Script = (asked: Asked, response: ServerResponse, nth: number) => void;

const created: Script = ({ path, body }, response) =>
  path.includes('?')
    ? response.end(JSON.stringify({ items: [] }))
    : response
        .writeHead(201)
        .end(JSON.stringify({ ...body, id: `${path.split('/').at(-1)}-1`, state: 'AUTHORISED' }));
const cut: Script = (_, response) => response.destroy();
const refused =
  (slug: string, retriable = false): Script =>
  (_, response) =>
    response
      .writeHead(402, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ type: `urn:banc-gap:psp:problem:${slug}`, retriable, responseCode: '51' }));

/** An office before a provider that answers as the script says, and terminals at which everybody agrees. */
async function office(script: Script, file = ':memory:') {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = request.method === 'POST' ? ((await json(request)) as Asked['body']) : {};
    asked.push({ path: request.url!, key: String(request.headers['idempotency-key']), body });
    script(asked.at(-1)!, response, asked.length);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const orders: ConsentOrder[] = [];
  let answer: () => Promise<ConsentOutcome> = async () => AGREED;
  const terminals = {
    ask: (_terminal: string, order: ConsentOrder) => {
      orders.push(order);
      return answer();
    },
  } as unknown as TerminalDesk;
  const ledger = new Ledger(file);
  const peer = { host: 'psp.test', connect: async () => connect(port, '127.0.0.1') };
  const made = new Office({
    ...{ ledger, terminals, clock: { now: () => new Date('2026-11-22T09:00:00Z') } },
    psp: new PspClient(peer, { ...RIGHT_PSP_HABITS, pauseMs: 1 }),
  });
  return {
    office: made,
    asked,
    orders,
    answers: (next: typeof answer) => {
      answer = next;
    },
    async [Symbol.asyncDispose]() {
      ledger.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const CONSENT = { terminal: 'BANC000000000001', ceiling: 20_00 };
const admit = (to: Office) => to.admit({ patientRef: 'P-1', contact: 'sms' }).id;

async function consented(to: Office): Promise<string> {
  const id = admit(to);
  await to.askConsent(id, CONSENT);
  return id;
}

describe('a dossier', () => {
  test('goes from admission to debit, and a part is given back', async () => {
    await using here = await office(created);
    const id = await consented(here.office);
    expect(here.office.dossier(id)).toMatchObject({ state: 'TOKENISED', mandate: 'mandates-1' });
    expect(here.office.recordCare(id, 20_00).state).toBe('AMOUNT_KNOWN');
    expect(await here.office.debit(id)).toMatchObject({ state: 'AUTHORISED', payment: { amount: 20_00 } });
    expect(await here.office.refund(id, 5_00)).toMatchObject({ state: 'REFUNDED', refunded: 5_00 });
    expect(await here.office.refund(id)).toMatchObject({ refunded: 20_00 });
    expect(here.asked.map(({ path, body }) => [path, body['amount'] ?? body['ceiling']])).toEqual([
      ['/diapason/v1/self/mandates', 20_00],
      ['/diapason/v1/self/payments', 20_00],
      ['/diapason/v1/self/payments/payments-1/refunds', 5_00],
      ['/diapason/v1/self/payments/payments-1/refunds', 15_00],
    ]);
    expect(new Set(here.asked.map(({ key }) => key)).size).toBe(4);
  });

  test('whose amount is a cent above the ceiling is not debited', async () => {
    await using here = await office(created);
    const id = await consented(here.office);
    expect(here.office.recordCare(id, 20_01).state).toBe('OVER_CEILING');
    await expect(here.office.debit(id)).rejects.toMatchObject({ code: 'REF_GAP_DOSSIER_STATE' });
    expect(here.asked).toHaveLength(1);
  });

  test('of a patient who declines is not debited, and may be asked again', async () => {
    await using here = await office(created);
    here.answers(async () => ({ agreed: false, reason: 'declined' }));
    const id = admit(here.office);
    expect(await here.office.askConsent(id, CONSENT)).toMatchObject({
      state: 'CONSENT_REFUSED',
      refusal: { reason: 'declined' },
    });
    expect(here.asked).toEqual([]);
    here.answers(async () => AGREED);
    expect((await here.office.askConsent(id, CONSENT)).state).toBe('TOKENISED');
    expect(here.orders[0]!.id).not.toBe(here.orders[1]!.id);
  });

  test('is debited once', async () => {
    await using here = await office(created);
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    await here.office.debit(id);
    await expect(here.office.debit(id)).rejects.toMatchObject({ code: 'REF_GAP_DOSSIER_STATE' });
  });
});

test('what is asked for twice at once is done once', async () => {
  await using here = await office(created);
  const id = admit(here.office);
  const twice = (act: () => Promise<unknown>) => Promise.all([act(), act()]);
  await twice(() => here.office.askConsent(id, CONSENT));
  here.office.recordCare(id, 17_00);
  await twice(() => here.office.debit(id));
  await twice(() => here.office.refund(id, 5_00));
  expect(here.office.dossier(id)).toMatchObject({ state: 'REFUNDED', refunded: 5_00 });
  expect(here.orders).toHaveLength(1);
  expect(here.asked).toHaveLength(3);
});

describe('an answer that does not come', () => {
  test('the provider is asked again with the same key and the same body', async () => {
    await using here = await office((asked, response, nth) =>
      (nth === 2 ? cut : created)(asked, response, nth),
    );
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    expect((await here.office.debit(id)).state).toBe('AUTHORISED');
    const [, first, look, second] = here.asked;
    expect(look!.path).toBe(`/diapason/v1/self/payments?idempotencyKey=${first!.key}`);
    expect(second).toEqual(first);
  });

  test('of a debit that was made all the same: the provider is asked for it, and not to debit again', async () => {
    await using here = await office((asked, response, nth) => {
      if (nth === 2) cut(asked, response, nth);
      else if (asked.path.includes('?'))
        response.end(
          JSON.stringify({ items: [{ ...here.asked[1]!.body, id: 'payments-7', state: 'SETTLED' }] }),
        );
      else created(asked, response, nth);
    });
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    expect(await here.office.debit(id)).toMatchObject({ payment: { id: 'payments-7' } });
    expect(here.asked.filter(({ path }) => path.endsWith('/payments'))).toHaveLength(1);
  });

  test('again and again: the dossier waits, and the next debit has the same key', async () => {
    let down = false;
    await using here = await office((asked, response, nth) => (down ? cut : created)(asked, response, nth));
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    down = true;
    await expect(here.office.debit(id)).rejects.toMatchObject({ code: 'REF_GAP_PROVIDER_UNREACHABLE' });
    expect(here.office.dossier(id).state).toBe('DEBIT_REQUESTED');
    down = false;
    expect((await here.office.debit(id)).state).toBe('AUTHORISED');
    const debits = here.asked.filter(({ path }) => path.endsWith('/payments'));
    expect(new Set(debits.map(({ key }) => key)).size).toBe(1);
  });

  test('and a GAP that is killed meanwhile: what it asked is in the ledger', async () => {
    const file = join(directory, 'ledger.sqlite');
    let id: string;
    let key: string;
    {
      await using before = await office(
        (asked, response, nth) => (nth > 1 ? cut : created)(asked, response, nth),
        file,
      );
      id = await consented(before.office);
      before.office.recordCare(id, 17_00);
      await before.office.debit(id).catch(() => undefined);
      key = before.asked[1]!.key;
    }
    await using after = await office(created, file);
    expect((await after.office.debit(id)).state).toBe('AUTHORISED');
    const [look, again] = after.asked;
    expect(look!.path).toBe(`/diapason/v1/self/payments?idempotencyKey=${key}`);
    expect(again!.key).toBe(key);
  });

  test('until the provider has forgotten the key: what it did is found, and not asked for again', async () => {
    let provider: Script = created;
    await using here = await office((...asked) => provider(...asked));
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    provider = cut;
    await here.office.debit(id).catch(() => undefined);
    const debit = { ...here.asked[1]!.body, id: 'payments-7', state: 'SETTLED' };
    provider = (asked, response, nth) =>
      asked.path.includes('?')
        ? response.end(JSON.stringify({ items: [debit] }))
        : refused('already-debited')(asked, response, nth);
    expect(await here.office.debit(id)).toMatchObject({ state: 'AUTHORISED', payment: { id: 'payments-7' } });

    provider = cut;
    await here.office.refund(id, 5_00).catch(() => undefined);
    const asked = here.asked.length;
    provider = (_, response) => response.end(JSON.stringify({ items: [{ id: 'refunds-7', amount: 5_00 }] }));
    expect(await here.office.refund(id)).toMatchObject({ state: 'REFUNDED', refunded: 5_00 });
    expect(here.asked.slice(asked).map(({ path, body }) => [path, body])).toEqual([
      ['/diapason/v1/self/payments/payments-7/refunds', {}],
    ]);
  });

  test('of a terminal: the same order again', async () => {
    await using here = await office(created);
    here.answers(() => Promise.reject(new Error('silent')));
    const id = admit(here.office);
    await expect(here.office.askConsent(id, CONSENT)).rejects.toThrow('silent');
    here.answers(async () => AGREED);
    expect((await here.office.askConsent(id, CONSENT)).state).toBe('TOKENISED');
    expect(here.orders[1]).toEqual(here.orders[0]);
  });
});

test.each([
  ['amount', 17_01],
  ['mandate', 'mandates-2'],
  ['merchantReference', 'S-0'],
  ['state', 'REFUSED'],
])(
  'an answer with another %s says nothing of the debit, which is not taken for made',
  async (field, other) => {
    await using here = await office((asked, response, nth) =>
      asked.path.endsWith('/payments')
        ? response
            .writeHead(201)
            .end(JSON.stringify({ ...asked.body, id: 'payments-1', state: 'AUTHORISED', [field]: other }))
        : created(asked, response, nth),
    );
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    await expect(here.office.debit(id)).rejects.toMatchObject({
      code: 'REF_GAP_PROVIDER_UNREACHABLE',
      message: expect.stringContaining(field),
    });
    expect(here.office.dossier(id).state).toBe('DEBIT_REQUESTED');
  },
);

describe('a provider that says no', () => {
  test('to a debit: the reason is kept, and a new debit has a new key', async () => {
    let empty = false;
    await using here = await office((asked, response, nth) =>
      (empty ? refused('issuer-refused') : created)(asked, response, nth),
    );
    const id = await consented(here.office);
    here.office.recordCare(id, 17_00);
    empty = true;
    expect(await here.office.debit(id)).toMatchObject({
      state: 'REFUSED',
      refusal: { reason: 'issuer-refused', responseCode: '51' },
    });
    empty = false;
    expect((await here.office.debit(id)).state).toBe('AUTHORISED');
    expect(here.asked[1]!.key).not.toBe(here.asked[2]!.key);
  });

  test('for now: it is asked again with the same key', async () => {
    await using here = await office((asked, response, nth) =>
      (nth === 1 ? refused('unavailable', true) : created)(asked, response, nth),
    );
    await consented(here.office);
    expect(here.asked[1]).toEqual(here.asked[0]);
  });

  test('to a consent: there is none', async () => {
    await using here = await office(refused('token-unknown'));
    const id = await consented(here.office);
    expect(here.office.dossier(id)).toMatchObject({
      state: 'CONSENT_REFUSED',
      refusal: { reason: 'token-unknown' },
    });
    expect(here.office.recordCare(id, 17_00)).toMatchObject({
      state: 'CONSENT_REFUSED',
      refusal: { reason: 'token-unknown' },
    });
  });
});

test('a provider that cannot be reached is not stormed', async () => {
  let tried = 0;
  const provider = new PspClient({
    host: 'psp.test',
    connect: () => {
      tried++;
      return Promise.reject(new Error('certificate has expired'));
    },
  });
  await expect(provider.settlements()).rejects.toMatchObject({
    code: 'REF_GAP_PROVIDER_UNREACHABLE',
    message: expect.stringContaining('certificate has expired'),
  });
  expect(tried).toBe(1);
});
