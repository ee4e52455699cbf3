import type { CaseReport } from './schema.ts';

/**
 * The cases that did not pass. Those that could not be judged, for the very same reason, are one story: a GAP that is
 * down makes one, not forty.
 */
export function storiesOf(cases: readonly CaseReport[]): readonly (readonly [CaseReport, ...CaseReport[]])[] {
  const told = cases.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
  const stories = Map.groupBy(told, ({ id, verdict, actual }) =>
    verdict === 'untestable' || verdict === 'error' ? `${verdict} ${actual}` : id,
  );
  return [...stories.values()] as [CaseReport, ...CaseReport[]][];
}

/** Why cases of one suite were skipped. */
export interface Skips {
  readonly suite: string;
  readonly count: number;
  /** Of most of them. */
  readonly reason: string;
  /** How many have a reason of their own. */
  readonly others: number;
}

/** What was not judged at all, suite by suite: a suite without its configuration is one line, not fifty. */
export function skipsOf(cases: readonly CaseReport[]): Skips[] {
  const skipped = cases.filter(({ verdict }) => verdict === 'skip');
  const suites = Map.groupBy(skipped, ({ id }) => id.slice(0, id.indexOf('/')));
  return [...suites].map(([suite, ofSuite]) => {
    const reasons = [...Map.groupBy(ofSuite, ({ actual }) => actual)];
    const [reason, alike] = reasons.reduce((most, next) => (next[1].length > most[1].length ? next : most));
    return { suite, count: ofSuite.length, reason, others: ofSuite.length - alike.length };
  });
}

/** The cases by `<suite>/<topic>`, in order. */
export function byTopic(cases: readonly CaseReport[]): ReadonlyMap<string, readonly CaseReport[]> {
  return Map.groupBy(cases, ({ id }) => id.slice(0, id.lastIndexOf('/')));
}

/** The same, suite by suite. */
export function bySuite(
  cases: readonly CaseReport[],
): ReadonlyMap<string, ReadonlyMap<string, readonly CaseReport[]>> {
  const suites = Map.groupBy(cases, ({ id }) => id.slice(0, id.indexOf('/')));
  return new Map([...suites].map(([suite, ofSuite]) => [suite, byTopic(ofSuite)]));
}

export const slugOf = ({ id }: CaseReport): string => id.slice(id.lastIndexOf('/') + 1);
