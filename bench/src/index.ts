export { benchmarksDocument } from './document.ts';
export { type BenchmarkResults, benchmarkResults } from './results.ts';
