/**
 * `npm run bench`: measures, and writes docs/benchmarks.{json,md,svg}. Takes about twelve minutes; the less else the
 * machine does, the closer the rounds agree. `node --conditions=source bench/src/main.ts issuance saml` measures these
 * parts only.
 */
import { measureGenerators } from './generators-benchmark.ts';
import { ISSUANCE_SERIES, measureIssuance } from './issuance-benchmark.ts';
import { type Material, makeMaterial } from './material.ts';
import type { BenchmarkResults } from './results.ts';
import { measureSaml, SAML_SERIES } from './saml-benchmark.ts';
import { measureProcesses } from './scaling-benchmark.ts';
import { measureAllTerminals } from './terminals-benchmark.ts';
import { measureTls } from './tls-benchmark.ts';
import { writeResults } from './write-results.ts';

const progress = (text: string) => console.error(text);

const PARTS: Readonly<Record<string, (material: Material) => Promise<Partial<BenchmarkResults>>>> = {
  tls: (material) => measureTls(material, progress),
  processes: async (material) => ({
    processes: await measureProcesses(material, { rounds: 7, seconds: 2 }),
  }),
  issuance: async (material) => ({ issuance: await measureIssuance(material, ISSUANCE_SERIES) }),
  saml: async (material) => ({ saml: await measureSaml(material, SAML_SERIES) }),
  generators: async (material) => ({ generators: await measureGenerators(material) }),
  terminals: async (material) => ({ terminals: await measureAllTerminals(material, progress) }),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
const unknown = wanted.find((part) => !(part in PARTS));
if (unknown !== undefined) throw new Error(`no part ${unknown}: there are ${Object.keys(PARTS).join(', ')}`);

await using material = await makeMaterial();
let document = '';
for (const part of wanted) {
  progress(`== ${part}`);
  // At once: what fails later takes nothing with it.
  document = writeResults(await PARTS[part]!(material));
}
console.log(document);
