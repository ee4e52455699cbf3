/** `node --conditions=source bench/src/saml-main.ts`: measures SAML tokens only, and replaces that part of the results. */
import { readFileSync, writeFileSync } from 'node:fs';
import { benchmarksDocument } from './document.ts';
import { makeMaterial } from './material.ts';
import { benchmarkResults } from './results.ts';
import { measureSaml, SAML_SERIES } from './saml-benchmark.ts';

await using material = await makeMaterial();
const saml = await measureSaml(material, SAML_SERIES);
const earlier = JSON.parse(readFileSync('docs/benchmarks.json', 'utf8')) as object;
const { profile, ...others } = benchmarkResults.parse({ ...earlier, saml });
const results = { ...others, saml, profile };
writeFileSync('docs/benchmarks.json', `${JSON.stringify(results, null, 2)}\n`);
const document = benchmarksDocument(results);
writeFileSync('docs/benchmarks.md', document);
console.log(document);
