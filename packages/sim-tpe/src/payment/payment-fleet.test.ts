import { generateKeyPair, type IssueOrder } from '@banc-gap/pki';
import { Journal, systemClock, systemRandom } from '@banc-gap/simkit';
import { expect, test } from 'vitest';
import { type Guest, socketGap } from '../testing/gap.ts';
import { TestAcquirer } from '../testing/payment.ts';
import { FQDN, TestPki } from '../testing/pki.ts';
import { PaymentFleet } from './payment-fleet.ts';

test('each terminal of a fleet connects as itself, with one of a few keys, so many at a time', async () => {
  const pki = await TestPki.create();
  const keys = await Promise.all([generateKeyPair('rsa-2048'), generateKeyPair('rsa-2048')]);
  const orders: IssueOrder[] = [];
  await using gap = await socketGap(pki);
  const journal = new Journal(systemClock);
  const fleet = new PaymentFleet({
    issuer: {
      async issue(order) {
        orders.push(order);
        return pki.terminalCredential(order);
      },
    },
    size: 20,
    keys,
    concurrency: 3,
    pairing: { gap: { fqdn: FQDN, address: '127.0.0.1', port: gap.port }, binding: 'socket' },
    trust: [pki.igcSanteRoot.certificate],
    account: 'chu-test',
    acquirer: new TestAcquirer(),
    clock: systemClock,
    random: systemRandom,
    journal,
  });
  let connecting = 0;
  let most = 0;
  gap.server.on('connection', () => {
    most = Math.max(most, ++connecting);
  });
  journal.subscribe(({ event }) => {
    if (event === 'terminal-connected') connecting--;
  });
  expect(orders).toEqual([]);
  fleet.connect();
  const guests: Guest[] = [];
  while (guests.length < 20) guests.push(await gap.guest());
  expect(new Set(guests.map(({ name }) => name))).toEqual(new Set(fleet.terminals.keys()));
  expect(new Set(orders.map(({ publicKey }) => publicKey))).toEqual(
    new Set(keys.map(({ publicKey }) => publicKey)),
  );
  expect(most).toBeLessThanOrEqual(3);
  await fleet.disconnect();
  expect([...fleet.terminals.values()].map(({ state }) => state)).toEqual(Array(20).fill('off'));
});
