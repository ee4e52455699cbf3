import { readFileSync, writeFileSync } from 'node:fs';
import { growthPlot } from './document/plot.ts';
import { benchmarksDocument } from './document.ts';
import { type BenchmarkResults, benchmarkResults } from './results.ts';

const RESULTS = 'docs/benchmarks.json';

/** Replaces these parts of the results in docs/, and writes again what is made of them: returns the document. */
export function writeResults(measured: Partial<BenchmarkResults>): string {
  const earlier = JSON.parse(readFileSync(RESULTS, 'utf8')) as object;
  const results = benchmarkResults.parse({ ...earlier, ...measured });
  const document = benchmarksDocument(results);
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync('docs/benchmarks.md', document);
  writeFileSync('docs/benchmarks.svg', growthPlot(results));
  return document;
}
