import { assertChecks, startClient } from './client.ts';
import { writeFleet } from './fleet.ts';
import { measure, WARM_UP } from './handshake-benchmark.ts';
import { type Material, writeCrls } from './material.ts';
import { childrenSeconds } from './processor-time.ts';
import type { FleetGrowth, HandshakeFigures, ProcessResults } from './results.ts';
import { startTls12 } from './servers/node.ts';

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
  using client = startClient(material, fleet);
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

/** One process, and two that share a port, in turn. */
export async function measureProcesses(
  material: Material,
  { rounds, seconds }: ScalingOptions,
): Promise<ProcessResults> {
  const crls = writeCrls(material, CRL_ENTRIES);
  await using one = await startTls12(material, crls);
  await using two = await startTls12(material, crls, 2);
  using client = startClient(material);
  for (const server of [one, two]) {
    await assertChecks(material, 'tls12', server.port);
    await client.handshakes({ port: server.port, ...WARM_UP });
  }
  const measured: ProcessResults['rounds'] = [];
  for (let round = 0; round < rounds; round++) {
    const figures = await measure(client, one, { seconds });
    const before = childrenSeconds(two.pid);
    const figuresOfTwo = await measure(client, two, { seconds });
    const [first = 0, second = 0] = childrenSeconds(two.pid).map((after, index) => after - before[index]!);
    measured.push({ one: figures, two: figuresOfTwo, shares: [first, second] });
  }
  return { rounds: measured };
}
