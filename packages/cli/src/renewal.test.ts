import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect as connectTcp, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type Authorities, openAuthorities } from '@banc-gap/mock-igc-sante';
import { generateKeyPair, type KeyPair } from '@banc-gap/pki';
import { openPsp } from '@banc-gap/sim-psp';
import { type Binding, CARDHOLDERS, PaymentFleet, TEST_CARDS } from '@banc-gap/sim-tpe';
import { Journal, RunningClock, seededRandom, systemClock } from '@banc-gap/simkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandArguments } from './command.ts';
import { up } from './commands/up.ts';
import { askControl } from './control-client.ts';
import { SERVER_NAME, startProvider } from './payment-provider.ts';
import { startGap } from './reference-gap.ts';
import { renewalsAtPlatform } from './renewal.ts';
import { referenceGap } from './services/reference-gap.ts';
import { startServices } from './services/start.ts';

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
    const renewals = await renewalsAtPlatform(authorities, { gap, fqdn, clock: systemClock });
    const renewal = renewals['diapason-tpe-server'];
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

/** A payment provider behind a wire that keeps its answers back as long as one wishes, and the certificates that it was shown. */
async function keptBackProvider() {
  await using opened = new AsyncDisposableStack();
  const journal = new Journal(systemClock);
  const psp = opened.use(openPsp({ file: ':memory:', journal }));
  const ports = { port: 0, control: { port: 0 }, clock: systemClock };
  const provider = opened.use(await startProvider(authorities, psp, ports));
  const mayPass = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const wire = createServer(async (near) => {
    const far = connectTcp(provider.port, '127.0.0.1');
    near.pipe(far);
    for await (const piece of far) {
      if (piece[0] === 23) {
        // Application data, RFC 5246 §6.2.1.
        answered.resolve();
        await mayPass.promise;
      }
      near.write(piece);
    }
    near.end();
  });
  await once(wire.listen(0, '127.0.0.1'), 'listening');
  opened.defer(() => void wire.close());
  const kept = opened.move();
  return {
    port: (wire.address() as AddressInfo).port,
    /** Resolves when the provider has answered for the first time. */
    answered: answered.promise,
    letPass: mayPass.resolve,
    /** Serial number of the certificate behind each request. */
    seen: () =>
      journal
        .entries()
        .filter(({ event }) => event === 'answered')
        .map(({ details }) => (details['client'] as { serialNumber: string }).serialNumber),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

describe.each(['node', 'tls12'] as const)('the certificate for the payment provider, stack %s', (stack) => {
  it('that is renewed is shown at the next connection; a call under way is answered', async () => {
    await using provider = await keptBackProvider();
    const peers = { psp: { host: SERVER_NAME, port: provider.port } };
    await using gap = await startGap(authorities, { fqdn, stack, peers });
    const renewals = await renewalsAtPlatform(authorities, { gap, fqdn, clock: systemClock });
    const renewal = renewals['diapason-psp-client'];
    const before = renewal.certificate.serialNumber;

    const underWay = gap.office!.settlements();
    await provider.answered;
    const { serialNumber } = await renewal.renew();
    provider.letPass();
    expect(await underWay).toEqual([]);
    expect(await gap.office!.settlements()).toEqual([]);
    expect(serialNumber).not.toBe(before);
    expect(provider.seen()).toEqual([before, serialNumber]);
  });
});

describe('a reference GAP of banc up', () => {
  /** What a server presents to whoever comes: TLS 1.3 tells before it asks who that is. */
  async function presentedAt(url: string): Promise<string> {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { serialNumber } = socket.getPeerX509Certificate()!;
    socket.destroy();
    return serialNumber;
  }

  it('that starts again presents what it has renewed, to terminals and to the payment provider', async () => {
    await using provider = await keptBackProvider();
    provider.letPass();
    const bench = { authorities, clock: new RunningClock(), host: '127.0.0.1' };
    const args = parseCommandArguments(up, ['--ref-gap=0']);
    const psp = { name: 'psp', options: {}, start: async () => startedAt(provider.port) };
    const start = () => startServices([psp, referenceGap], bench, args);
    const renewed: string[] = [];
    {
      await using first = await start();
      const { url, controlUrl } = first.endpoints['ref-gap']!;
      const before = await presentedAt(url);
      for (const name of ['diapason-tpe-server', 'diapason-psp-client']) {
        const answer = await askControl(controlUrl!, 'POST', `/certificates/${name}/renewals`);
        renewed.push((answer as { serialNumber: string }).serialNumber);
      }
      expect(before).not.toBe(renewed[0]);
      expect(await presentedAt(url)).toBe(renewed[0]);
    }
    await using again = await start();
    const { url, controlUrl } = again.endpoints['ref-gap']!;
    expect(await presentedAt(url)).toBe(renewed[0]);
    await askControl(controlUrl!, 'GET', '/settlements');
    expect(provider.seen()).toEqual([renewed[1]]);
  });

  const startedAt = async (port: number) => ({
    endpoints: { psp: { url: `https://127.0.0.1:${port}` } },
    [Symbol.asyncDispose]: async () => undefined,
  });
});
