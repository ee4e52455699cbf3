import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TEST_STRUCTURE } from '@banc-gap/mock-igc-sante';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { BancError, generateKeyPair } from '@banc-gap/pki';
import { CARDHOLDERS, PaymentFleet, TEST_CARDS } from '@banc-gap/sim-tpe';
import { Journal, seededRandom, systemClock } from '@banc-gap/simkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOf, acquirerAt } from './acquirer.ts';
import { askControl } from './control-client.ts';
import { freePort } from './free-port.ts';
import { SERVER_NAME } from './payment-provider.ts';
import { gapOptions } from './reference-gap.ts';
import { Killable } from './testing/killable.ts';

const FQDN = 'gap.ch-test.fr';
const TERMINALS = 5;
/** How a record begins that is no longer handshake, RFC 5246 §6.2.1. */
const APPLICATION_DATA = 23;

/** What is wanted of one dossier. Amounts are cents of euro. */
interface Stay {
  readonly ceiling: number;
  readonly amount: number;
  readonly refunds: readonly number[];
  /** Whoever is at the screen asks for everything twice at once. */
  readonly impatient: boolean;
}

/** While this is asked for, so many answers of the provider come through: the next is lost, and somebody dies. */
interface Kill {
  readonly who: 'gap' | 'psp' | 'both';
  readonly during: 'consent' | 'debit' | 'refund';
  readonly after: number;
}

interface Dossier {
  readonly id: string;
  readonly state: string;
  readonly mandate?: string;
  readonly payment?: { readonly id: string; readonly amount: number };
  readonly refunded: number;
}

let bench: TemporaryAuthorities;
let gap: Killable<{ readonly url: string }>;
let psp: Killable<{ readonly port: number; readonly controlUrl: string }>;
let fleet: PaymentFleet;
let kills: Kill[] = [];
/** What was asked for last, and how often the provider has answered since somebody died. */
let asked: string;
let answered = 0;
const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

beforeAll(async () => {
  bench = opened.use(await temporaryAuthorities());
  const { authorities, directory } = bench;
  psp = opened.use(
    new Killable(new URL('./testing/provider-process.ts', import.meta.url), { state: directory }),
  );
  const account = await accountOf((await psp.where).controlUrl, TEST_STRUCTURE);
  const port = await freePort();
  const options = await gapOptions(authorities, {
    fqdn: FQDN,
    stack: 'node',
    port,
    ledger: join(directory, 'ref-gap.sqlite'),
    peers: { psp: { host: SERVER_NAME, port: await wireToProvider() } },
  });
  gap = opened.use(new Killable(new URL('./testing/gap-process.ts', import.meta.url), options));
  await gap.where;
  fleet = new PaymentFleet({
    issuer: authorities,
    size: TERMINALS,
    keys: [await generateKeyPair('rsa-2048')],
    pairing: { gap: { fqdn: FQDN, address: '127.0.0.1', port }, binding: 'socket' },
    trust: authorities.trust.igcSante,
    account,
    acquirer: { authorise: async (request) => acquirerAt((await psp.where).controlUrl).authorise(request) },
    clock: systemClock,
    random: seededRandom('money'),
    journal: new Journal(systemClock),
    backoff: { first: 10, longest: 50 },
  });
  fleet.connect();
  opened.defer(() => fleet.disconnect());
}, 60_000);

/** What GAP and provider say to each other, as it is; resolves to the port to which the GAP is sent. */
async function wireToProvider(): Promise<number> {
  const carry = (from: Socket, to: Socket, passes: (piece: Buffer) => boolean) => {
    from.on('data', (piece) => (passes(piece) ? to.write(piece) : from.destroy()));
    from.on('error', () => undefined);
    from.on('close', () => to.destroy());
  };
  const server = createServer({ pauseOnConnect: true }, async (near) => {
    const far = connect((await psp.where).port, '127.0.0.1');
    carry(near, far, () => true);
    carry(far, near, (piece) => piece[0] !== APPLICATION_DATA || isAnswered());
    near.resume();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  opened.defer(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Whether an answer of the provider reaches the GAP; if not, it is time to die. */
function isAnswered(): boolean {
  answered += 1;
  const next = kills.find(({ during, after }) => during === asked && after < answered);
  if (next === undefined) return true;
  answered = 0;
  kills = kills.filter((other) => other !== next);
  if (next.who !== 'psp') void gap.kill();
  if (next.who !== 'gap') void psp.kill();
  return false;
}

async function ask<Result>(method: 'GET' | 'POST', path: string, body?: object): Promise<Result> {
  return (await askControl((await gap.where).url, method, path, body)) as Result;
}

/** What is to be done next, by what the GAP remembers; undefined when all is done. */
function nextAct(dossier: Dossier, { ceiling, amount, refunds }: Stay, terminal: string) {
  switch (dossier.state) {
    case 'ADMITTED':
    case 'CONSENT_ASKED':
    case 'CONSENT_REFUSED':
      return ['consent', { terminal, ceiling }] as const;
    case 'TOKENISED':
      return ['care', { amount }] as const;
    case 'AMOUNT_KNOWN':
    case 'DEBIT_REQUESTED':
      return ['debit', {}] as const;
    case 'AUTHORISED':
    case 'REFUNDED': {
      let before = 0;
      const missing = refunds.find((refund) => {
        before += refund;
        return before > dossier.refunded;
      });
      return missing === undefined ? undefined : (['refund', { amount: missing }] as const);
    }
    default:
      return undefined;
  }
}

/** Does one thing after the other, whoever dies meanwhile, as long as the dossier says that something is missing. */
async function live(stay: Stay, terminal: string): Promise<string> {
  let id: string | undefined;
  for (;;) {
    try {
      id ??= (await ask<Dossier>('POST', '/dossiers', { patientRef: 'P-1' })).id;
      const act = nextAct(await ask<Dossier>('GET', `/dossiers/${id}`), stay, terminal);
      if (act === undefined) return id;
      const [what, body] = act;
      if (what === 'consent')
        fleet.terminals.get(terminal)!.present({ card: TEST_CARDS.good, cardholder: CARDHOLDERS.agrees });
      asked = what;
      const answers = Array.from({ length: stay.impatient ? 2 : 1 }, () =>
        ask('POST', `/dossiers/${id}/${what}`, body),
      );
      const outcomes = await Promise.allSettled(answers);
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    } catch (error) {
      const died = error instanceof TypeError || error instanceof SyntaxError; // of fetch: cut off, whole or half-way
      const unknown = error instanceof BancError && error.code === 'REF_GAP_PROVIDER_UNREACHABLE';
      const tooLate = error instanceof BancError && error.code === 'REF_GAP_DOSSIER_STATE' && stay.impatient;
      if (!died && !unknown && !tooLate) throw error;
    }
  }
}

/** What the books of the provider say, read from the file by nothing of the provider. */
function books() {
  using database = new DatabaseSync(join(bench.directory, 'psp.sqlite'), { readOnly: true });
  const rows = <Row>(sql: string) => database.prepare(sql).all() as Row[];
  return {
    unbalanced: rows('SELECT entry FROM posting GROUP BY entry HAVING sum(amount) <> 0'),
    mandates: rows<{ id: string; episodeRef: string; ceiling: number }>('SELECT * FROM mandate'),
    payments: rows<{ id: string; mandate: string; merchantReference: string; amount: number; given: number }>(
      `SELECT payment.*, (SELECT coalesce(sum(amount), 0) FROM refund WHERE payment = payment.id) AS given
       FROM payment WHERE authorisationCode IS NOT NULL`,
    ),
    refunds: rows<{ payment: string; amount: number }>('SELECT payment, amount FROM refund ORDER BY rowid'),
    /** By the ledger: what cardholders have paid, less what they got back. */
    collected: rows<{ amount: number }>(
      "SELECT coalesce(sum(amount), 0) AS amount FROM posting WHERE account = 'scheme'",
    )[0]!.amount,
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const stay: fc.Arbitrary<Stay> = fc
  .record({
    ceiling: fc.integer({ min: 10_00, max: 60_00 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .chain(({ ceiling, part }) =>
    fc.record({
      ceiling: fc.constant(ceiling),
      amount: fc.constantFrom(ceiling, ceiling, ceiling + 1, Math.max(3, Math.floor(ceiling * part))),
      // Three cents at least are debited.
      refunds: fc.constantFrom([], [1], [1, 2], [1, 1, 1]),
      impatient: fc.boolean(),
    }),
  );
const kill = (during: Kill['during']): fc.Arbitrary<Kill> =>
  fc.record({
    who: fc.constantFrom('gap', 'gap', 'psp', 'both'),
    during: fc.constant(during),
    after: fc.nat(3),
  });

test('whoever is killed at whatever moment, GAP and provider agree at the end, and nobody was debited twice', async () => {
  const plan = fc.record({
    stays: fc.array(stay, { minLength: TERMINALS, maxLength: TERMINALS }),
    planned: fc.tuple(kill('consent'), kill('debit'), kill('refund')),
  });
  // On a busy machine fewer runs: each starts several processes.
  const enough = performance.now() + 5_000;
  const wanted = new Map<string, Stay>();
  await fc.assert(
    fc.asyncProperty(plan, async ({ stays, planned }) => {
      if (performance.now() > enough) return;
      kills = planned;
      answered = 0;
      const terminals = [...fleet.terminals.keys()];
      const lives = stays.map(async (one, index) => wanted.set(await live(one, terminals[index]!), one));
      await Promise.all(lives);

      const { unbalanced, mandates, payments, refunds, collected } = books();
      expect(unbalanced).toEqual([]);
      const { items } = await ask<{ items: Dossier[] }>('GET', '/dossiers');
      const dossiers = items.filter(({ id }) => wanted.has(id)); // the others: the answer to the admission was lost
      for (const { id, state, mandate, payment, refunded } of dossiers) {
        const { amount, ceiling, refunds: back } = wanted.get(id)!;
        expect(mandates.filter(({ episodeRef }) => episodeRef === id)).toMatchObject([
          { id: mandate, ceiling },
        ]);
        const debits = payments.filter(({ merchantReference }) => merchantReference === id);
        if (amount > ceiling) {
          expect({ state, debits }).toEqual({ state: 'OVER_CEILING', debits: [] });
          continue;
        }
        expect(debits).toMatchObject([{ id: payment?.id, mandate, amount, given: refunded }]);
        expect(payment?.amount).toBe(amount);
        expect(refunds.filter((one) => one.payment === payment?.id).map((one) => one.amount)).toEqual(back);
      }
      expect(dossiers).toHaveLength(wanted.size);
      expect(payments).toHaveLength(dossiers.filter(({ payment }) => payment).length);
      expect(collected).toBe(sum(dossiers.map((one) => (one.payment?.amount ?? 0) - one.refunded)));
    }),
    { numRuns: 3, endOnFailure: true },
  );
  expect(gap.kills + psp.kills).toBeGreaterThan(0);
}, 60_000);
