import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { selectCases } from '../cases/catalogue.ts';
import type { DriveReply } from '../drive/actions.ts';
import { runCases } from '../runner/run.ts';
import { config, fakePorts, rightGap } from '../testing/fake-gap.ts';

const SUITE = 'diapason-psp';
const CASES = selectCases([SUITE]);

/** A port that nobody listens on once this has resolved. */
async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function run(port: number, act: (port: number) => Promise<DriveReply>) {
  const actions: string[] = [];
  const base = config('timeoutMs: 100');
  const { report } = await runCases({
    config: { ...base, peers: { ...base.peers, psp: { ...base.peers.psp, port } } },
    prefixes: [SUITE],
    seed: 1,
    version: '0',
    language: 'en',
    ports: {
      ...fakePorts(rightGap),
      drive: {
        async perform({ action }) {
          actions.push(action);
          return act(port);
        },
      },
    },
  });
  return { report, actions };
}

test('a GAP that never connects is untestable, and asked once', async () => {
  const { report, actions } = await run(await freePort(), async () => ({ outcome: 'accepted' }));
  expect(report.summary).toMatchObject({ untestable: CASES.length });
  expect(report.cases[0]!.actual).toContain('did not connect');
  expect(actions).toEqual(['diapason.debit']);
});

test('a drive that cannot say how is untestable with its reason, one without the action is a skip', async () => {
  const broken = await run(await freePort(), async () => ({ outcome: 'error', detail: 'no such screen' }));
  expect(broken.report.summary).toMatchObject({ untestable: CASES.length });
  expect(broken.report.cases[0]!.actual).toContain('no such screen');
  const without = await run(await freePort(), async () => ({ outcome: 'not-implemented' }));
  expect(without.report.summary).toMatchObject({ skip: CASES.length });
});

test('what connects and speaks no TLS is never taken for a refusal', async () => {
  const { report } = await run(await freePort(), async (port) => {
    const socket = connect(port, '127.0.0.1');
    socket.resume().on('error', () => undefined);
    socket.end('GET / HTTP/1.1\r\n\r\n');
    await once(socket, 'close');
    return { outcome: 'accepted' };
  });
  const passed = report.cases.filter(({ verdict }) => verdict === 'pass');
  expect(passed).toEqual([]);
});

test('where the right provider gets no request, the report has what the drive says of it', async () => {
  const { report } = await run(await freePort(), async (port) => {
    const socket = connect(port, '127.0.0.1');
    socket.resume().on('error', () => undefined);
    await once(socket, 'connect');
    socket.end();
    await once(socket, 'close');
    return { outcome: 'error', detail: 'no such file: key.pem' };
  });
  const { actual } = report.cases.find(({ id }) => id === `${SUITE}/trust/good-provider`)!;
  expect(actual).toContain('no such file: key.pem');
  const another = report.cases.find(({ id }) => id === `${SUITE}/trust/unknown-root`)!;
  expect(another).toMatchObject({ verdict: 'untestable', actual: expect.stringContaining('key.pem') });
});

test('a port that is taken ends the run, and is named', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const taken = run(port, async () => ({ outcome: 'accepted' }));
  await expect(taken).rejects.toMatchObject({
    code: 'CONFORMANCE_PEER_PORT_TAKEN',
    message: expect.stringContaining(String(port)),
  });
  server.close();
});

test('without a drive nothing listens, and every case is skipped', async () => {
  const { report } = await runCases({
    config: config(),
    prefixes: [SUITE],
    seed: 1,
    version: '0',
    language: 'en',
    ports: fakePorts(rightGap),
  });
  expect(report.summary).toMatchObject({ skip: CASES.length });
});

test('a service that the bench does not play has its suite skipped, and nobody is asked', async () => {
  const { report } = await runCases({
    config: config(),
    prefixes: [SUITE],
    seed: 1,
    version: '0',
    language: 'en',
    ports: {
      ...fakePorts(rightGap),
      peers: {},
      drive: {
        perform: async () => {
          throw new Error('the drive was asked');
        },
      },
    },
  });
  expect(report.summary).toMatchObject({ skip: CASES.length });
  expect(report.cases[0]!.actual).toContain('peers.psp');
});
