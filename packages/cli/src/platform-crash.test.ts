import { type ChildProcess, fork } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Authorities, openAuthorities } from '@banc-gap/mock-igc-sante';
import { cardsOnDesk, type Order, SERVICE_CLIENT, seedScenario } from '@banc-gap/mock-pfcng';
import { cardFetch, PfcngClient, PfcngRefusal } from '@banc-gap/mock-pfcng/client';
import { type Credential, generateKeyPair } from '@banc-gap/pki';
import { seededRandom } from '@banc-gap/simkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlatform } from './platform.ts';

/** How many requests are to be cut off by a SIGKILL, each wherever it was; everyday runs make do with fewer. */
const INTERRUPTIONS = process.env['BANC_REQUIRE_ALL'] === '1' ? 200 : 48;
const CUSTOMERS = 16;
const EDITOR = '2000000009';
const CODE = 'code-1234';
const keyPassword = 'mot-de-passe';

/** What one customer wants, and what the platform has acknowledged of it. */
interface Purchase {
  readonly key: string;
  readonly toRevoke: boolean;
  id?: string;
  serialNumber?: string;
  revoked?: true;
}

const random = seededRandom('storm');
let directory: string;
let state: string;
let key: string;
let card: Credential;
let trust: Authorities['trust']['igcSante'];

const openState = () => {
  const privateKey = createPrivateKey(key);
  const pair = { privateKey, publicKey: createPublicKey(privateKey) };
  return openAuthorities(state, { create: { port: 0 }, generateKeyPair: async () => pair });
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-storm-'));
  state = join(directory, 'state');
  const { privateKey } = await generateKeyPair('rsa-2048');
  key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  using authorities = await openState();
  using pfcng = await openPlatform(authorities);
  seedScenario(pfcng);
  const administrator = cardsOnDesk(pfcng).find(
    ({ card: { type, structure } }) => type === 'CPA' && structure === EDITOR,
  )!;
  card = await pfcng.cards.credential({ cardNumber: administrator.card.number, pin: administrator.pin });
  trust = authorities.trust.igcSante;
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A process that has loaded the platform, and opens it when asked. */
async function loaded(): Promise<ChildProcess> {
  const script = new URL('./testing/platform-process.ts', import.meta.url);
  const child = fork(script, { execArgv: ['--conditions=source'] });
  await once(child, 'message');
  return child;
}

let purchases = 0;
const newPurchase = (): Purchase => {
  purchases += 1;
  return { key: `purchase-${purchases}`, toRevoke: purchases % 2 === 0 };
};

/** The next step of a purchase; whatever was cut off before may have happened. */
async function advance(client: PfcngClient, purchase: Purchase): Promise<void> {
  if (purchase.id === undefined) {
    const product = { offer: 'SERV', usage: 'SSL_SERVEUR', fqdn: `${purchase.key}.editeur-test.fr` } as const;
    const wanted = { structure: EDITOR, environment: 'test', product, key: { source: 'on-line' } } as const;
    purchase.id = (await client.request(wanted, purchase.key)).id;
  } else if (purchase.serialNumber === undefined) {
    const order = purchase.id;
    const withdrawal = {
      order,
      revocationCode: CODE,
      revocationCodeAgain: CODE,
      acceptTerms: true,
      keyPassword,
    };
    const { order: withdrawn } = await client.withdraw(withdrawal).catch((error: unknown) => {
      if (error instanceof PfcngRefusal && error.slug === 'order-not-requested')
        return client.download({ order, keyPassword });
      throw error;
    });
    purchase.serialNumber = withdrawn.serialNumber!;
  } else {
    await client
      .revoke({ order: purchase.id, ground: 'vol', revocationCode: CODE })
      .catch((error: unknown) => {
        if (!(error instanceof PfcngRefusal && error.slug === 'order-not-active')) throw error;
      });
    purchase.revoked = true;
  }
}

const finished = ({ serialNumber, toRevoke, revoked }: Purchase) =>
  revoked === true || (serialNumber !== undefined && !toRevoke);

/** Everything that was acknowledged is there. */
function expectKept(orders: readonly Order[], acknowledged: readonly Purchase[]): void {
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const { id, serialNumber, revoked } of acknowledged) {
    if (id === undefined) continue;
    const order = byId.get(id);
    expect(order, id).toBeDefined();
    if (serialNumber !== undefined) expect(order?.serialNumber).toBe(serialNumber);
    if (revoked) expect(order?.state).toBe('revoked');
  }
}

it(`after ${INTERRUPTIONS} requests cut off by SIGKILL nothing acknowledged is missing, no certificate is there twice, and the CRL is right`, {
  timeout: 600_000,
}, async () => {
  const done: Purchase[] = [];
  const current = Array.from({ length: CUSTOMERS }, newPurchase);
  let interruptions = 0;
  let next = loaded();
  while (interruptions < INTERRUPTIONS) {
    const child = await next;
    next = loaded();
    const gone = once(child, 'exit');
    child.send({ state, key });
    const [{ authUrl }] = (await once(child, 'message')) as [{ authUrl: string }];
    using fetch = cardFetch({ credential: card, trust });
    const client = new PfcngClient({ baseUrl: authUrl, fetch });
    expectKept(await client.orders(), [...done, ...current]);

    let acknowledged = 0;
    const enough = random.integer(1, 40);
    const reached = Promise.withResolvers<void>();
    const customers = current.map(async (_, index) => {
      for (;;) {
        const purchase = current[index]!;
        try {
          await advance(client, purchase);
          acknowledged += 1;
          if (acknowledged === enough) reached.resolve();
        } catch (error) {
          if (error instanceof PfcngRefusal) throw error;
          interruptions += 1;
          return;
        }
        if (finished(purchase)) {
          done.push(purchase);
          current[index] = newPurchase();
        }
      }
    });
    await Promise.race([reached.promise, Promise.all(customers)]);
    await wait(random.integer(0, 30));
    child.kill('SIGKILL');
    await Promise.all([...customers, gone]);
  }
  (await next).kill();

  using authorities = await openState();
  using pfcng = await openPlatform(authorities);
  const orders = pfcng.orders.list(SERVICE_CLIENT);
  expectKept(orders, [...done, ...current]);
  expect(done.length).toBeGreaterThan(INTERRUPTIONS / 10);
  expect(orders.filter(({ state: now }) => now === 'withdrawing' || now === 'revoking')).toEqual([]);
  // One order for each key, however often it was sent.
  const keys = orders.map(({ commonName }) => commonName);
  expect(new Set(keys).size).toBe(keys.length);
  const certified = orders.filter(({ serialNumber }) => serialNumber !== null);
  expect(new Set(certified.map(({ serialNumber }) => serialNumber)).size).toBe(certified.length);
  const crl = authorities.crl('igc-sante-test/aci-el-org');
  expect(crl.thisUpdate <= new Date() && new Date() < crl.nextUpdate!).toBe(true);
  const listed = certified.filter(({ serialNumber }) => crl.find(serialNumber!) !== undefined);
  expect(listed.map(({ id }) => id)).toEqual(
    orders.filter(({ state: now }) => now === 'revoked').map(({ id }) => id),
  );
});
