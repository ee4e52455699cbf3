export { growthPlot } from './document/plot.ts';
export { benchmarksDocument } from './document.ts';
export { type BenchmarkResults, benchmarkResults } from './results.ts';
