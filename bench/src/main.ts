/**
 * `npm run bench`: measures, and writes docs/benchmarks.json and docs/benchmarks.md. Takes a few minutes; the less else
 * the machine does, the closer the rounds agree.
 */
import { writeFileSync } from 'node:fs';
import { benchmarksDocument } from './document.ts';
import { ISSUANCE_SERIES, measureIssuance } from './issuance-benchmark.ts';
import { makeMaterial } from './material.ts';
import { type BenchmarkResults, benchmarkResults } from './results.ts';
import { measureSaml, SAML_SERIES } from './saml-benchmark.ts';
import { measureTls } from './tls-benchmark.ts';

const progress = (text: string) => console.error(text);

await using material = await makeMaterial();
const { profile, ...tls } = await measureTls(material, progress);
progress('issuing certificates');
const issuance = await measureIssuance(material, ISSUANCE_SERIES);
progress('SAML tokens');
const saml = await measureSaml(material, SAML_SERIES);

const results: BenchmarkResults = benchmarkResults.parse({ ...tls, issuance, saml, profile });
writeFileSync('docs/benchmarks.json', `${JSON.stringify(results, null, 2)}\n`);
const document = benchmarksDocument(results);
writeFileSync('docs/benchmarks.md', document);
console.log(document);
