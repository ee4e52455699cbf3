import { startClient } from './client.ts';
import { measureCrl } from './crl-benchmark.ts';
import { measureCrlGrowth, measureHandshakes, WARM_UP } from './handshake-benchmark.ts';
import { describeMachine, describeVersions, opensslSpeed } from './machine.ts';
import { type Material, writeCrls } from './material.ts';
import { processorSeconds } from './processor-time.ts';
import { summarise, TLS_PARTS } from './profile.ts';
import type { BenchmarkResults, CrlGrowth, ProfileResults } from './results.ts';
import { measureFleetGrowth } from './scaling-benchmark.ts';
import { startTls12 } from './servers/node.ts';

const SHORT_CRL = 1_000;
const LONG_CRL = 1_000_000;
const CRLS_BETWEEN = [10_000, 100_000];
const FLEETS = [10, 100, 1_000, 10_000];

export type TlsResults = Omit<
  BenchmarkResults,
  'processes' | 'issuance' | 'saml' | 'generators' | 'terminals'
>;

/** Handshakes, what makes them dearer, the CRL itself and a profile, with what they were measured on. */
export async function measureTls(material: Material, progress: (text: string) => void): Promise<TlsResults> {
  const machine = describeMachine();
  progress('calibration');
  const speed = opensslSpeed();
  progress(`handshakes with a CRL of ${SHORT_CRL} entries`);
  // Many short rounds: what else the machine does comes and goes in seconds.
  const short = await measureHandshakes(material, { crlEntries: SHORT_CRL, rounds: 9, seconds: 1.5 });
  progress(`handshakes with a CRL of ${LONG_CRL} entries`);
  const long = await measureHandshakes(material, { crlEntries: LONG_CRL, rounds: 5, seconds: 1.5 });
  const crlGrowth: CrlGrowth[] = [];
  for (const crlEntries of CRLS_BETWEEN) {
    progress(`handshakes with a CRL of ${crlEntries} entries`);
    crlGrowth.push(await measureCrlGrowth(material, { crlEntries, rounds: 5, seconds: 1 }));
  }
  progress('handshakes of fleets');
  const fleetGrowth = await measureFleetGrowth(material, FLEETS, { rounds: 5, seconds: 1 });
  progress('the cost of a CRL');
  const crl = await measureCrl(material, { entries: LONG_CRL, rounds: 3 });
  progress('a profile');
  const profile = await measureProfile(material);
  return {
    measuredAt: new Date().toISOString(),
    machine,
    versions: describeVersions(),
    speed,
    handshakes: [short, long],
    crlGrowth,
    fleetGrowth,
    crl,
    profile,
  };
}

async function measureProfile(material: Material): Promise<ProfileResults> {
  await using server = await startTls12(material, writeCrls(material, SHORT_CRL));
  using client = startClient(material);
  await client.handshakes({ port: server.port, ...WARM_UP });
  let completed = 0;
  const before = processorSeconds(server.pid);
  const profile = await server.profile(async () => {
    completed = await client.handshakes({ port: server.port, seconds: 5 });
  });
  return {
    handshakes: completed,
    processorSeconds: processorSeconds(server.pid) - before,
    parts: summarise(profile, TLS_PARTS),
  };
}
