import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authorities, openAuthorities } from '@banc-gap/mock-igc-sante';
import { generateKeyPair, type KeyPair } from '@banc-gap/pki';
import { type Binding, CARDHOLDERS, PaymentFleet, TEST_CARDS } from '@banc-gap/sim-tpe';
import { Journal, seededRandom, systemClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGap } from './reference-gap.ts';
import { renewalAtPlatform } from './renewal.ts';

const fqdn = 'gap.ch-test.fr';
let directory: string;
let authorities: Authorities;
let keys: KeyPair;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-renewal-'));
  authorities = await openAuthorities(join(directory, 'state'), { create: { port: 0 } });
  keys = await generateKeyPair('rsa-2048');
}, 60_000);
afterAll(() => {
  authorities.close();
  rmSync(directory, { recursive: true });
});

/** Terminals that are connected to a GAP. */
async function connected(port: number, binding: Binding) {
  const journal = new Journal(systemClock);
  const fleet = new PaymentFleet({
    issuer: authorities,
    size: 3,
    keys: [keys],
    pairing: { gap: { fqdn, address: '127.0.0.1', port }, binding },
    trust: authorities.trust.igcSante,
    account: 'ch-test',
    acquirer: { authorise: () => Promise.reject(new Error('nobody pays here')) },
    clock: systemClock,
    random: seededRandom(1),
    journal,
  });
  const connections = (count: number) =>
    new Promise<void>((resolve) => {
      let there = 0;
      const stop = journal.subscribe(({ event }) => {
        if (event !== 'terminal-connected' || ++there < count) return;
        stop();
        resolve();
      });
    });
  const everybody = connections(3);
  fleet.connect();
  await everybody;
  return { fleet, journal, connections };
}

describe.each([
  ['node', 'socket'],
  ['node', 'https'],
  ['tls12', 'socket'],
  ['tls12', 'https'],
] as const)('a certificate that is renewed at PFCNG, stack %s, over %s', (stack, binding) => {
  it('is what terminals see that connect from then on; those that are connected stay, and are served', async () => {
    await using gap = await startGap(authorities, { fqdn, stack });
    const renewal = await renewalAtPlatform(authorities, { gap, fqdn, clock: systemClock });
    const { fleet, journal, connections } = await connected(gap.port, binding);
    try {
      const before = renewal.certificate.serialNumber;
      const { serialNumber } = await renewal.renew();
      expect(serialNumber).not.toBe(before);

      const [first, second, third] = [...fleet.terminals.keys()];
      await fleet.terminals.get(third!)!.disconnect();
      const back = connections(1);
      fleet.terminals.get(third!)!.connect();
      await back;
      const order = {
        dossier: 'S-1',
        at: '2026-11-22T09:00:00.000Z',
        ceiling: 150_00,
        text: 'au plus 150 €',
      };
      for (const [index, terminal] of [first!, second!, third!].entries()) {
        fleet.terminals.get(terminal)!.present({ card: TEST_CARDS.good, cardholder: CARDHOLDERS.declines });
        expect(await gap.terminals.ask(terminal, { ...order, id: `${stack}${index}` })).toEqual({
          agreed: false,
          reason: 'declined',
        });
      }
      const seen = journal
        .entries()
        .filter(
          ({ event, details }) =>
            event === 'message-received' && JSON.stringify(details).includes('PaymentRequest'),
        )
        .map(({ details }) => (details['vouchedForBy'] as { serialNumber: string }).serialNumber);
      expect(seen).toEqual([before, before, serialNumber]);
      expect(journal.entries().filter(({ event }) => event === 'terminal-disconnected')).toEqual([]);
    } finally {
      await fleet.disconnect();
    }
  });
});
