import { isCall } from '../cases/case.ts';
import { CASES } from '../cases/catalogue.ts';
import type { Report } from '../report/schema.ts';
import { type RunOptions, runCases } from '../runner/run.ts';
import type { Verdict } from '../runner/verdict.ts';
import { config, type FakeGap, fakePorts } from './fake-gap.ts';

export const EXPIRED = 'diapason-tpe/validity/leaf-expired';

export async function runAgainst(
  gap: FakeGap,
  options: { prefixes?: string[]; yaml?: string; observer?: RunOptions['observer'] } = {},
) {
  const ports = fakePorts(gap);
  const { report } = await runCases({
    config: config(options.yaml),
    prefixes: options.prefixes ?? ['diapason-tpe'],
    seed: 7,
    version: '0.1.0',
    language: 'en',
    ports,
    ...(options.observer && { observer: options.observer }),
  });
  return { report, ports };
}

/** Cases of suite certificates look at files; identity cases look at the certificate of the GAP, which the fake ones do not have; nothing refreshes their trust, nor makes them call. */
export const judged = CASES.filter(
  (testCase) =>
    testCase.kind !== 'observation' &&
    testCase.kind !== 'file' &&
    !isCall(testCase) &&
    !(testCase.kind === 'refusal' && testCase.refresh),
).map(({ id }) => id);

export function verdicts(report: Report): Partial<Record<Verdict, string[]>> {
  return Object.fromEntries(
    [
      ...Map.groupBy(
        report.cases.filter(({ id }) => judged.includes(id)),
        ({ verdict }) => verdict,
      ),
    ].map(([verdict, cases]) => [verdict, cases.map(({ id }) => id)]),
  );
}

export const find = (report: Report, id: string) => report.cases.find((one) => one.id === id)!;
