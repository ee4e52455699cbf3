/**
 * `npm run bench`: measures, and writes docs/benchmarks.json and docs/benchmarks.md. Takes a few minutes; the less else
 * the machine does, the closer the rounds agree.
 */
import { writeFileSync } from 'node:fs';
import { startClient } from './client.ts';
import { measureCrl } from './crl-benchmark.ts';
import { benchmarksDocument } from './document.ts';
import { measureHandshakes, WARM_UP } from './handshake-benchmark.ts';
import { ISSUANCE_SERIES, measureIssuance } from './issuance-benchmark.ts';
import { describeMachine, describeVersions, rsaSignaturesPerSecond } from './machine.ts';
import { type Material, makeMaterial, writeCrls } from './material.ts';
import { processorSeconds } from './processor-time.ts';
import { summarise } from './profile.ts';
import { type BenchmarkResults, benchmarkResults, type ProfileResults } from './results.ts';
import { measureSaml, SAML_SERIES } from './saml-benchmark.ts';
import { startTls12 } from './servers/node.ts';

const SHORT_CRL = 1_000;
const LONG_CRL = 1_000_000;

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
    parts: summarise(profile),
  };
}

const progress = (text: string) => console.error(text);

const machine = describeMachine();
await using material = await makeMaterial();
progress('calibration');
const signatures = rsaSignaturesPerSecond(2048);
progress(`handshakes with a CRL of ${SHORT_CRL} entries`);
const short = await measureHandshakes(material, {
  crlEntries: SHORT_CRL,
  rounds: 7,
  seconds: 3,
});
progress(`handshakes with a CRL of ${LONG_CRL} entries`);
const long = await measureHandshakes(material, {
  crlEntries: LONG_CRL,
  rounds: 5,
  seconds: 2,
});
progress('the cost of a CRL');
const crl = await measureCrl(material, { entries: LONG_CRL, rounds: 3 });
progress('issuing certificates');
const issuance = await measureIssuance(material, ISSUANCE_SERIES);
progress('SAML tokens');
const saml = await measureSaml(material, SAML_SERIES);
progress('a profile');
const profile = await measureProfile(material);

const results: BenchmarkResults = benchmarkResults.parse({
  measuredAt: new Date().toISOString(),
  machine,
  versions: describeVersions(),
  rsa2048SignaturesPerSecond: signatures,
  handshakes: [short, long],
  crl,
  issuance,
  saml,
  profile,
});
writeFileSync('docs/benchmarks.json', `${JSON.stringify(results, null, 2)}\n`);
const document = benchmarksDocument(results);
writeFileSync('docs/benchmarks.md', document);
console.log(document);
