import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAGIC_AMOUNTS } from '../desks/magic-amounts.ts';
import { PROBLEMS } from '../problems/catalogue.ts';
import { type Bench, bench, consent } from '../testing/bench.ts';
import { ACCOUNT, consentFor, debitOf, IMPRINT, keyFor } from '../testing/messages.ts';
import { ANOTHER_STRUCTURE, GAP } from '../testing/pki.ts';

let here: Bench;
beforeAll(async () => {
  here = await bench();
});
afterAll(() => here[Symbol.asyncDispose]());

const problem = (slug: string) => `urn:banc-gap:psp:problem:${slug}`;
const keyed = (word: string, body: unknown) => ({ body, headers: { 'idempotency-key': keyFor(word) } });

describe('a day', () => {
  test('goes from consent to settlement', async () => {
    const { token } = here.psp.acquirer.register(IMPRINT);
    const consented = await here.ask('POST', 'self/mandates', keyed('day', consentFor(token, 50_00)));
    expect(consented.status).toBe(201);
    expect(consented.json).toMatchObject({
      account: ACCOUNT,
      state: 'TOKENISED',
      ceiling: 50_00,
      maskedCard: '############0042',
      payment: null,
    });

    const debited = await here.ask('POST', 'self/payments', keyed('day 2', debitOf(consented.json.id)));
    expect(debited.status).toBe(201);
    expect(debited.json).toMatchObject({ state: 'AUTHORISED', amount: 17_00, refunded: 0, settlement: null });
    const path = `self/payments/${debited.json.id}`;
    const refunded = await here.ask('POST', `${path}/refunds`, keyed('day 3', { amount: 5_00 }));
    expect([refunded.status, refunded.json.amount]).toEqual([201, 5_00]);

    here.psp.settlements.close({ including: 'today' });
    const settlements = await here.ask('GET', `self/settlements?date=${debited.json.day}`);
    expect(settlements.json.items).toMatchObject([
      { payments: 1, refunds: 1, debited: 17_00, refunded: 5_00, net: 12_00 },
    ]);
    expect((await here.ask('GET', path)).json).toMatchObject({
      state: 'SETTLED',
      refunded: 5_00,
      settlement: settlements.json.items[0].id,
    });
    expect((await here.ask('GET', `self/mandates/${consented.json.id}`)).json.state).toBe('DEBITED');
    expect(here.psp.ledger).toMatchObject({
      balanced: true,
      balances: { scheme: 12_00, [`due:${ACCOUNT}`]: 0, [`paid:${ACCOUNT}`]: -12_00 },
    });
  });

  test('is in the journal, each message beside the certificate that vouches for it', async () => {
    const body = { ...debitOf(consent(here.psp)), merchantReference: 'F-JOURNAL' };
    const correlation = keyFor('correlation');
    const { headers } = await here.ask('POST', 'self/payments', {
      body,
      headers: { 'idempotency-key': keyFor('journal'), 'x-correlation-id': correlation },
    });
    expect(headers['x-correlation-id']).toBe(correlation);
    const entry = here.psp.journal.entries().findLast(({ event }) => event === 'answered');
    expect(entry?.details).toMatchObject({
      account: ACCOUNT,
      route: '/diapason/v1/:account/payments',
      status: 201,
      body,
      correlationId: correlation,
      client: {
        commonName: 'Client_Diapason_PSP',
        issuer: expect.stringMatching(/^CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,/),
        structure: '10B0152872',
        warnings: [],
      },
      server: { commonName: 'psp.banc.test', issuer: expect.any(String) },
    });
  });
});

describe('an idempotency key', () => {
  test('gives the same answer to the same request, and is a conflict with another', async () => {
    const order = debitOf(consent(here.psp));
    const first = await here.ask('POST', 'self/payments', keyed('twice', order));
    const reordered = Object.fromEntries(Object.entries(order).reverse());
    const again = await here.ask('POST', 'self/payments', keyed('twice', reordered));
    expect(again.json).toEqual(first.json);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    const other = await here.ask('POST', 'self/payments', keyed('twice', { ...order, amount: 17_01 }));
    expect([other.status, other.json.type]).toEqual([409, problem('idempotency-conflict')]);
  });

  test('is wanted, and is a UUID', async () => {
    for (const headers of [{}, { 'idempotency-key': 'F-2026' }]) {
      const { status, json } = await here.ask('POST', 'self/payments', {
        body: debitOf(consent(here.psp)),
        headers: headers as Record<string, string>,
      });
      expect([status, json.errors?.[0].field]).toEqual([400, 'idempotency-key']);
    }
  });
});

describe('an amount out of the table', () => {
  const magic = Object.entries(MAGIC_AMOUNTS).map(([amount, what]) => [Number(amount), what] as const);
  const refusing = magic.filter(([, what]) => 'problem' in what || 'responseCode' in what);

  test.each(refusing)('of %i cents is refused as documented', async (amount, what) => {
    const id = consent(here.psp);
    const { status, json } = await here.ask(
      'POST',
      'self/payments',
      keyed(`magic ${id}`, debitOf(id, amount)),
    );
    if ('problem' in what) {
      expect([status, json.type]).toEqual([PROBLEMS[what.problem].status, problem(what.problem)]);
      expect(json.detail).not.toMatch(/[{}]/);
    } else if ('responseCode' in what && what.responseCode === '91') {
      expect([status, json.type, json.retriable]).toEqual([503, problem('issuer-unavailable'), true]);
    } else {
      expect([status, json.type, json.responseCode]).toEqual([
        402,
        problem('issuer-refused'),
        String(amount).slice(-2),
      ]);
    }
    expect(here.psp.mandates.get(ACCOUNT, id).payment).toBeNull();
  });

  test('covers every refusal of a debit', () => {
    const covered = magic.flatMap(([, what]) => ('problem' in what ? [what.problem] : []));
    const ofDebits = Object.keys(PROBLEMS).filter(
      (slug) =>
        !/^(schema|malformed|body|media|resource|card-number|certificate-refused|not-found|webhook|refund|not-ref|token-in|issuer)/.test(
          slug,
        ),
    );
    expect(covered.toSorted()).toEqual(ofDebits.toSorted());
  });
});

describe('an answer that is lost', () => {
  test('leaves a debit that can be found by its key, and is not made twice', async () => {
    const id = consent(here.psp);
    const order = keyed('lost', debitOf(id, 97_02));
    await expect(here.ask('POST', 'self/payments', order)).rejects.toThrow();
    const found = await here.ask('GET', `self/payments?idempotencyKey=${keyFor('lost')}`);
    expect(found.json.items).toMatchObject([{ state: 'AUTHORISED', amount: 97_02, mandate: id }]);
    await expect(here.ask('POST', 'self/payments', order)).rejects.toThrow();
    const another = await here.ask('POST', 'self/payments', keyed('lost 2', debitOf(id, 20_00)));
    expect([another.status, another.json.payment]).toEqual([409, found.json.items[0].id]);
  });

  test('comes with a fault, for one operation of one account', async () => {
    const id = consent(here.psp);
    here.running.faults.set({ [`payments:${ACCOUNT}`]: 'lost-reply' }, 1);
    await expect(here.ask('POST', 'self/payments', keyed('fault', debitOf(id)))).rejects.toThrow();
    // It can be asked for all the while: reading is another operation.
    const found = await here.ask('GET', `self/payments?idempotencyKey=${keyFor('fault')}`);
    expect(found.json.items).toHaveLength(1);
    here.running.faults.set({});
    const again = await here.ask('POST', 'self/payments', keyed('fault', debitOf(id)));
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
  });

  test('may be that of a request of which nothing was done', async () => {
    const id = consent(here.psp);
    for (const [fault, status] of [
      ['unavailable', 503],
      ['too-many-requests', 429],
    ] as const) {
      here.running.faults.set({ payments: fault }, 1);
      const refused = await here.ask('POST', 'self/payments', keyed('nothing', debitOf(id)));
      expect([refused.status, refused.json.retriable, refused.headers['retry-after']]).toEqual([
        status,
        true,
        '5',
      ]);
    }
    here.running.faults.set({ payments: 'lost-request' }, 1);
    await expect(here.ask('POST', 'self/payments', keyed('nothing', debitOf(id)))).rejects.toThrow();
    here.running.faults.set({});
    const made = await here.ask('POST', 'self/payments', keyed('nothing', debitOf(id)));
    expect([made.status, made.headers['idempotent-replayed']]).toEqual([201, undefined]);
  });

  test('is late where the provider is slow', async () => {
    await using slow = await bench({ slowMs: 300 });
    const id = consent(slow.psp);
    const started = performance.now();
    const { status } = await slow.ask('POST', 'self/payments', keyed('slow', debitOf(id, 97_01)));
    expect(status).toBe(201);
    expect(performance.now() - started).toBeGreaterThan(290);
  });
});

describe('several hospitals', () => {
  const theirs = () =>
    here.pki.identity('igc-sante-test/org-auth-cli', { ...GAP, structure: ANOTHER_STRUCTURE });

  test('do not see what is not theirs', async () => {
    const id = consent(here.psp);
    const named = await here.ask('GET', `${ACCOUNT}/mandates/${id}`, {}, theirs());
    expect([named.status, named.json.type]).toEqual([401, problem('certificate-not-mapped')]);
    const own = await here.ask('GET', `self/mandates/${id}`, {}, theirs());
    expect([own.status, own.json.type]).toEqual([404, problem('not-found')]);
    const account = here.psp.merchants.list().find(({ structures }) => structures.includes('10B0152880'));
    expect(account?.account).toMatch(/^acc_[a-z]{20}$/);
  });

  test('may have several accounts, which are then told by name', async () => {
    const structure = { departement: 'Rhône (69)', name: 'CH TROIS', nationalId: '10B0152898' };
    const identity = here.pki.identity('igc-sante-test/org-auth-cli', { ...GAP, structure });
    here.psp.merchants.put('ch-trois-a', { name: 'A', structures: [structure.nationalId] });
    here.psp.merchants.put('ch-trois-b', { name: 'B', structures: [structure.nationalId], contract: false });
    expect((await here.ask('GET', 'self/settlements', {}, identity)).status).toBe(401);
    expect((await here.ask('GET', 'ch-trois-a/settlements', {}, identity)).status).toBe(200);
    const { status, json } = await here.ask(
      'POST',
      'ch-trois-b/payments',
      keyed('b', debitOf('mdt_'.padEnd(24, 'b'))),
      identity,
    );
    expect([status, json.type]).toEqual([403, problem('merchant-contract-missing')]);
  });

  test('get no account where enrolment is closed', async () => {
    const { openPsp } = await import('../psp.ts');
    using psp = openPsp({ file: ':memory:', enrolment: 'closed' });
    expect(() => psp.merchants.actingFor('self', '10B0152872')).toThrow('certificate-not-mapped');
  });
});

describe('a request that is wrong', () => {
  test.each([
    ['not JSON', { text: '{"mandate":', headers: { 'idempotency-key': keyFor('x') } }, 400, 'malformed-body'],
    [
      'another type',
      { text: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
      'media-type-unsupported',
    ],
    ['too large', { text: `"${'x'.repeat(70_000)}"` }, 413, 'body-too-large'],
    ['an unknown field', keyed('u', { ...debitOf('mdt_'.padEnd(24, 'b')), pan: 1 }), 400, 'schema-error'],
    ['half a cent', keyed('h', { ...debitOf('mdt_'.padEnd(24, 'b'), 10.5) }), 400, 'amount-invalid'],
    ['an unknown consent', keyed('n', debitOf('mdt_'.padEnd(24, 'b'))), 404, 'not-found'],
    [
      'dollars',
      keyed('d', { ...debitOf('mdt_'.padEnd(24, 'b')), currency: 'USD' }),
      422,
      'currency-not-supported',
    ],
  ])('(%s) is refused with a problem', async (_what, sent, status, slug) => {
    const answer = await here.ask('POST', 'self/payments', sent);
    expect([answer.status, answer.json.type]).toEqual([status, problem(slug)]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  test('is told about in French, or in English where that is asked for', async () => {
    const path = 'self/mandates/mdt_bbbbbbbbbbbbbbbbbbbb';
    expect((await here.ask('GET', path)).json.title).toBe('Inconnu');
    expect((await here.ask('GET', path, { headers: { 'accept-language': 'en-GB' } })).json.title).toBe(
      'Unknown',
    );
  });

  test('for a resource that is not there is not repeated in the answer', async () => {
    const { status, json } = await here.ask('GET', 'self/nothing-of-the-kind');
    expect([status, json.type]).toEqual([404, problem('resource-unknown')]);
    expect(JSON.stringify(json)).not.toContain('nothing-of-the-kind');
  });
});
