import { assertChecks, type Client, startClient } from './client.ts';
import { type Material, writeCrls } from './material.ts';
import { peakMemory, processorSeconds } from './processor-time.ts';
import { type HandshakeFigures, type HandshakeSeries, SERVERS, type ServerName } from './results.ts';
import { startNginx, startOpenssl } from './servers/foreign.ts';
import { startNodeTls, startTls12 } from './servers/node.ts';
import type { BenchServer, StartServer } from './servers/server.ts';

const STARTERS: Readonly<Record<ServerName, StartServer>> = {
  tls12: startTls12,
  nginx: startNginx,
  opensslServer: startOpenssl,
  nodeTls: startNodeTls,
};

export interface SeriesOptions {
  readonly crlEntries: number;
  readonly rounds: number;
  /** Of each measurement, at least. */
  readonly seconds: number;
}

/** Of each server, before anything counts: what runs on Node is compiled while it runs. With long CRLs time ends it. */
export const WARM_UP = { most: 5_000, seconds: 25 } as const;

/** All servers with the same CRLs, one after the other in each round: what slows the machine down slows all. */
export async function measureHandshakes(
  material: Material,
  { crlEntries, rounds, seconds }: SeriesOptions,
): Promise<HandshakeSeries> {
  await using servers = await startAll(material, writeCrls(material, crlEntries));
  using client = startClient(material);
  await forEachServer((name) => client.handshakes({ port: servers.of[name].port, ...WARM_UP }));
  const measured: HandshakeSeries['rounds'] = [];
  for (let round = 0; round < rounds; round++) {
    const figures = await forEachServer((name) => measure(client, servers.of[name], seconds));
    measured.push(figures);
  }
  const memory = await forEachServer(async (name) => peakMemory(servers.of[name].pid)!);
  return { crlEntries, rounds: measured, peakMemory: memory };
}

async function measure(
  client: Client,
  { pid, port }: BenchServer,
  seconds: number,
): Promise<HandshakeFigures> {
  const before = processorSeconds(pid);
  const completed = await client.handshakes({ port, seconds });
  return { handshakes: completed, processorSeconds: processorSeconds(pid) - before };
}

interface Servers extends AsyncDisposable {
  readonly of: Readonly<Record<ServerName, BenchServer>>;
}

async function startAll(material: Material, crls: string): Promise<Servers> {
  await using started = new AsyncDisposableStack();
  const of = await forEachServer(async (name) => {
    const server = started.use(await STARTERS[name](material, crls));
    await assertChecks(material, name, server.port);
    return server;
  });
  const servers = started.move();
  return { of, [Symbol.asyncDispose]: () => servers.disposeAsync() };
}

/** One after the other. */
async function forEachServer<Value>(
  action: (name: ServerName) => Promise<Value>,
): Promise<Record<ServerName, Value>> {
  const results: [ServerName, Value][] = [];
  for (const name of SERVERS) results.push([name, await action(name)]);
  return Object.fromEntries(results) as Record<ServerName, Value>;
}
