/** `node --conditions=source bench/src/issuance-main.ts`: measures issuing only, and replaces that part of the results. */
import { readFileSync, writeFileSync } from 'node:fs';
import { benchmarksDocument } from './document.ts';
import { ISSUANCE_SERIES, measureIssuance } from './issuance-benchmark.ts';
import { makeMaterial } from './material.ts';
import { benchmarkResults } from './results.ts';

await using material = await makeMaterial();
const issuance = await measureIssuance(material, ISSUANCE_SERIES);
const earlier = JSON.parse(readFileSync('docs/benchmarks.json', 'utf8')) as object;
const results = benchmarkResults.parse({ ...earlier, issuance });
writeFileSync('docs/benchmarks.json', `${JSON.stringify(results, null, 2)}\n`);
const document = benchmarksDocument(results);
writeFileSync('docs/benchmarks.md', document);
console.log(document);
