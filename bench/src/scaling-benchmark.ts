import { assertChecks, type Client, type HandshakesWanted, startClient } from './client.ts';
import { writeFleet } from './fleet.ts';
import { measure, WARM_UP } from './handshake-benchmark.ts';
import { type Material, writeCrls } from './material.ts';
import { processorSeconds } from './processor-time.ts';
import type { CoreRound, FleetGrowth, HandshakeFigures, ProcessResults } from './results.ts';
import { startSimulator, startTls12 } from './servers/node.ts';

const CRL_ENTRIES = 1_000;

export interface ScalingOptions {
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
}

/**
 * What a handshake costs `tls12` as more and more terminals come in turn. Each number of them has connected once before
 * it is measured, as far as the warm-up goes: of ten thousand, most are then seen for the first time.
 */
export async function measureFleetGrowth(
  material: Material,
  sizes: readonly number[],
  { rounds, seconds }: ScalingOptions,
): Promise<FleetGrowth[]> {
  const fleet = await writeFleet(material, Math.max(...sizes));
  await using server = await startTls12(material, writeCrls(material, CRL_ENTRIES));
  using client = startClient(material, { fleet });
  const { port } = server;
  await client.handshakes({ port, ...WARM_UP });
  const measured: FleetGrowth[] = [];
  for (const identities of sizes) {
    await client.handshakes({ port, identities, most: identities, seconds: 2 });
    const figures: HandshakeFigures[] = [];
    for (let round = 0; round < rounds; round++) {
      figures.push(await measure(client, server, { identities, seconds }));
    }
    measured.push({ identities, rounds: figures });
  }
  return measured;
}

/** A server on one core, and on two; its clients are on the same. */
const CORES = { one: ['0'], two: ['0', '1'] } as const;
type Configuration = keyof typeof CORES;

interface Pinned extends AsyncDisposable {
  readonly server: { readonly port: number; readonly pids: readonly number[] };
  /** One for each core. */
  readonly clients: readonly Client[];
}

/** What one core does of handshakes, with who makes them, and what two do: the processes at one port, and a simulator. */
export async function measureProcesses(material: Material, options: ScalingOptions): Promise<ProcessResults> {
  const crls = writeCrls(material, CRL_ENTRIES);
  return {
    measuredAt: new Date().toISOString(),
    servers: await measureCores(material, { ...options, request: false }, async (cores, started) => {
      const pids: number[] = [];
      let sharedPort = 0;
      for (const _ of cores) {
        const server = started.use(await startTls12(material, crls, { sharedPort, cores: cores.join() }));
        pids.push(server.pid);
        sharedPort = server.port;
      }
      return { port: sharedPort, pids };
    }),
    simulators: await measureCores(material, { ...options, request: true }, async (cores, started) => {
      const processes = cores.length;
      const { port, pid } = started.use(
        await startSimulator(material, crls, { processes, cores: cores.join() }),
      );
      return { port, pids: [pid] };
    }),
  };
}

type StartServers = (cores: readonly string[], started: AsyncDisposableStack) => Promise<Pinned['server']>;

async function measureCores(
  material: Material,
  { rounds, seconds, request }: ScalingOptions & { readonly request: boolean },
  startServers: StartServers,
): Promise<CoreRound[]> {
  await using one = await pin(material, 'one', startServers);
  await using two = await pin(material, 'two', startServers);
  for (const { server, clients } of [one, two]) {
    await assertChecks(material, 'tls12', server.port);
    await Promise.all(clients.map((client) => client.handshakes({ port: server.port, request, ...WARM_UP })));
  }
  const measured: CoreRound[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({
      one: await measurePinned(one, { seconds, request }),
      two: await measurePinned(two, { seconds, request }),
    });
  }
  return measured;
}

async function pin(
  material: Material,
  configuration: Configuration,
  startServers: StartServers,
): Promise<Pinned> {
  await using started = new AsyncDisposableStack();
  const cores = CORES[configuration];
  const server = await startServers(cores, started);
  const clients = cores.map(() => started.use(startClient(material, { cores: cores.join() })));
  const running = started.move();
  return { server, clients, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** By the clock on the wall: what else the machine does counts against it, and shows in the processor time. */
async function measurePinned(
  { server, clients }: Pinned,
  wanted: Omit<HandshakesWanted, 'port'>,
): Promise<CoreRound['one']> {
  const pids = [...server.pids, ...clients.map(({ pid }) => pid)];
  const processorTime = () => pids.reduce((sum, pid) => sum + processorSeconds(pid), 0);
  const before = processorTime();
  const start = performance.now();
  const completed = await Promise.all(
    clients.map((client) => client.handshakes({ port: server.port, ...wanted })),
  );
  return {
    handshakes: completed.reduce((sum, count) => sum + count),
    seconds: (performance.now() - start) / 1e3,
    processorSeconds: processorTime() - before,
  };
}
