import { assertChecks, type Client, type HandshakesWanted, startClient } from './client.ts';
import { type Material, writeCrls } from './material.ts';
import { peakMemory, processorSeconds, programMemory } from './processor-time.ts';
import {
  type CrlGrowth,
  type HandshakeFigures,
  type HandshakeSeries,
  SERVERS,
  type ServerName,
} from './results.ts';
import { startNginx, startOpenssl } from './servers/foreign.ts';
import { startNodeTls, startTls12 } from './servers/node.ts';
import type { BenchServer } from './servers/server.ts';

const STARTERS = { tls12: startTls12, nginx: startNginx, opensslServer: startOpenssl, nodeTls: startNodeTls };

export interface SeriesOptions {
  readonly crlEntries: number;
  readonly rounds: number;
  /** Of each measurement, at least. */
  readonly seconds: number;
}

/** Of each server, before anything counts: what runs on Node is compiled while it runs. With long CRLs time ends it. */
export const WARM_UP = { most: 5_000, seconds: 20 } as const;
const WARM_UP_OF_COMPILED = { most: 500, seconds: 5 } as const;
const WARM_UPS: Readonly<Record<ServerName, Omit<HandshakesWanted, 'port'>>> = {
  tls12: WARM_UP,
  nodeTls: WARM_UP,
  nginx: WARM_UP_OF_COMPILED,
  opensslServer: WARM_UP_OF_COMPILED,
};

/** All servers with the same CRLs, one after the other in each round: what slows the machine down slows all. */
export async function measureHandshakes(
  material: Material,
  options: SeriesOptions,
): Promise<HandshakeSeries> {
  await using servers = await startServers(material, writeCrls(material, options.crlEntries), SERVERS);
  const rounds = await measureRounds(material, servers, options);
  const { tls12 } = servers.of;
  return {
    crlEntries: options.crlEntries,
    rounds,
    peakMemory: await each(SERVERS, async (name) => peakMemory(servers.of[name].pid)!),
    memory: { program: programMemory(tls12.pid), live: await tls12.liveMemory() },
  };
}

const GROWING = ['tls12', 'nginx'] as const;

/** The same of two servers, for the CRLs of other lengths. */
export async function measureCrlGrowth(material: Material, options: SeriesOptions): Promise<CrlGrowth> {
  await using servers = await startServers(material, writeCrls(material, options.crlEntries), GROWING);
  return {
    crlEntries: options.crlEntries,
    rounds: await measureRounds(material, servers, options),
  };
}

async function measureRounds<Name extends ServerName>(
  material: Material,
  servers: Servers<Name>,
  { rounds, seconds }: SeriesOptions,
): Promise<Record<Name, HandshakeFigures>[]> {
  using client = startClient(material);
  const { names, of } = servers;
  await each(names, (name) => client.handshakes({ port: of[name].port, ...WARM_UPS[name] }));
  const measured: Record<Name, HandshakeFigures>[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push(await each(names, (name) => measure(client, of[name], { seconds })));
  }
  return measured;
}

/** What handshakes that the client makes cost the server. */
export async function measure(
  client: Client,
  { pid, port }: BenchServer,
  wanted: Omit<HandshakesWanted, 'port'>,
): Promise<HandshakeFigures> {
  const before = processorSeconds(pid);
  const completed = await client.handshakes({ port, ...wanted });
  return { handshakes: completed, processorSeconds: processorSeconds(pid) - before };
}

interface Servers<Name extends ServerName> extends AsyncDisposable {
  readonly names: readonly Name[];
  readonly of: { readonly [N in Name]: Awaited<ReturnType<(typeof STARTERS)[N]>> };
}

async function startServers<Name extends ServerName>(
  material: Material,
  crls: string,
  names: readonly Name[],
): Promise<Servers<Name>> {
  await using started = new AsyncDisposableStack();
  const of = await each(names, async (name) => {
    const server = started.use(await STARTERS[name](material, crls));
    await assertChecks(material, name, server.port);
    return server;
  });
  const servers = started.move();
  return { names, of: of as Servers<Name>['of'], [Symbol.asyncDispose]: () => servers.disposeAsync() };
}

/** One after the other. */
async function each<Name extends ServerName, Value>(
  names: readonly Name[],
  action: (name: Name) => Promise<Value>,
): Promise<Record<Name, Value>> {
  const results: [Name, Value][] = [];
  for (const name of names) results.push([name, await action(name)]);
  return Object.fromEntries(results) as Record<Name, Value>;
}
