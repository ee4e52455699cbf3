/** `node --conditions=source bench/src/tls-main.ts`: measures TLS and CRLs only, and replaces that part of the results. */
import { readFileSync, writeFileSync } from 'node:fs';
import { benchmarksDocument } from './document.ts';
import { makeMaterial } from './material.ts';
import { benchmarkResults } from './results.ts';
import { measureTls } from './tls-benchmark.ts';

await using material = await makeMaterial();
const { profile, ...tls } = await measureTls(material, (text) => console.error(text));
const { issuance, saml } = benchmarkResults.parse(JSON.parse(readFileSync('docs/benchmarks.json', 'utf8')));
const results = { ...tls, issuance, saml, profile };
writeFileSync('docs/benchmarks.json', `${JSON.stringify(results, null, 2)}\n`);
const document = benchmarksDocument(results);
writeFileSync('docs/benchmarks.md', document);
console.log(document);
