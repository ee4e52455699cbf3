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

/** The cases by `<suite>/<topic>`, in order. */
export function byTopic(cases: readonly CaseReport[]): ReadonlyMap<string, readonly CaseReport[]> {
  return Map.groupBy(cases, ({ id }) => id.slice(0, id.lastIndexOf('/')));
}

export const slugOf = ({ id }: CaseReport): string => id.slice(id.lastIndexOf('/') + 1);
