import { openEndpoints } from '../calls/endpoints.ts';
import { judgeCalls } from '../calls/session.ts';
import { type ConformanceCase, isCall } from '../cases/case.ts';
import { selectCases } from '../cases/catalogue.ts';
import type { RunConfig } from '../config/schema.ts';
import type { RunPorts } from '../ports.ts';
import { buildReport } from '../report/build.ts';
import type { Report } from '../report/schema.ts';
import type { Language } from '../text.ts';
import { Bench } from './bench.ts';
import { CertificateFiles } from './certificate-files.ts';
import type { CaseResult } from './result.ts';
import { type RunObserver, Session } from './session.ts';

export interface RunOptions {
  readonly config: RunConfig;
  /** Suites, topics or ids; none: every case. */
  readonly prefixes: readonly string[];
  /** What the peers draw their randomness from; it is reported so that the run can be repeated. */
  readonly seed: string | number;
  /** The version of the bench. */
  readonly version: string;
  /** Of the sentences in the report. */
  readonly language: Language;
  readonly ports: RunPorts;
  readonly observer?: RunObserver;
  /** Ends the run early: the case that runs is ended and puts back what it changed, the others become errors. */
  readonly stop?: AbortSignal;
}

export interface RunResult {
  readonly report: Report;
  /** What the report was made of, by case id: transcripts and certificates. */
  readonly results: ReadonlyMap<string, CaseResult>;
}

/**
 * Runs the cases against the GAP of the configuration. A GAP that is down, slow or wrong shows in the verdicts.
 * @throws BancError CONFORMANCE_NO_CASE_MATCHES; CONFORMANCE_PEER_PORT_TAKEN before any case
 */
export async function runCases(options: RunOptions): Promise<RunResult> {
  const { config, prefixes, seed, version, language, ports, observer } = options;
  const cases = selectCases(prefixes);
  const calls = cases.filter(isCall);
  await using endpoints = await openEndpoints(calls, options);
  const startedAt = ports.clock.now();
  observer?.started?.({ cases: cases.length, seed });
  const results = [
    ...(await judgeFiles(cases, options)),
    ...(await judgeConnections(cases, options)),
    ...(await judgeCalls(calls, endpoints, options)),
  ];
  const durationMs = ports.clock.now().getTime() - startedAt.getTime();
  const { peers } = ports;
  const report = buildReport({ results, config, peers, seed, version, language, startedAt, durationMs });
  observer?.finished?.(report);
  return { report, results: new Map(results.map((result) => [result.testCase.id, result])) };
}

/** Cases that look at files: no connection is made. */
async function judgeFiles(
  cases: readonly ConformanceCase[],
  { config, ports, observer }: RunOptions,
): Promise<readonly CaseResult[]> {
  const files = cases.filter((testCase) => testCase.kind === 'file');
  if (files.length === 0) return [];
  const opened = await CertificateFiles.open(config, ports.files, ports.clock.now());
  return files.map((testCase) => {
    const result = opened.judge(testCase);
    observer?.caseFinished?.(result);
    return result;
  });
}

async function judgeConnections(
  cases: readonly ConformanceCase[],
  { config, ports, observer, stop }: RunOptions,
): Promise<readonly CaseResult[]> {
  const connections = cases.filter((testCase) => testCase.kind !== 'file' && !isCall(testCase));
  if (connections.length === 0) return [];
  return new Session(new Bench(config, ports), observer, stop).run(connections);
}
