import { systemClock, systemRandom } from '@banc-gap/simkit';
import { expect, test } from 'vitest';
import { Fleet, Terminal } from './index.ts';
import { FQDN, TestPki } from './testing/pki.ts';
import { OK, tlsServer } from './testing/servers.ts';

test('every terminal of a fleet is served as itself, and no more than so many at a time', async () => {
  const pki = await TestPki.create();
  const seen = new Set<string>();
  let connected = 0;
  let most = 0;
  await using gap = await tlsServer(pki, pki.server(), (socket) => {
    seen.add(String(socket.getPeerCertificate().subject.CN));
    most = Math.max(most, ++connected);
    socket.once('data', () => {
      connected--;
      socket.end(OK);
    });
  });
  const terminals = Array.from(
    { length: 9 },
    () =>
      new Terminal({
        identity: pki.terminal(),
        gap: { fqdn: FQDN, address: '127.0.0.1', port: gap.port },
        trust: [pki.igcSanteRoot.certificate],
        clock: systemClock,
        random: systemRandom,
      }),
  );
  const fleet = new Fleet(terminals, { concurrency: 3 });
  const statuses: (number | undefined)[] = [];
  for await (const { exchange } of fleet.exchange({ probe: { mode: 'http', method: 'GET', path: '/' } })) {
    statuses.push(exchange.answer?.status);
  }
  expect(statuses).toEqual(Array(9).fill(200));
  expect(seen.size).toBe(9);
  expect(most).toBeLessThanOrEqual(3);
});
