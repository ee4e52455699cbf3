import type { Level } from '../cases/case.ts';

export const VERDICTS = ['pass', 'fail', 'warn', 'skip', 'untestable', 'error'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a failure amounts to: a warning at level SHOULD; at level MAY nothing, the observation stays. */
export function failureAt(level: Level): Verdict {
  return { MUST: 'fail', SHOULD: 'warn', MAY: 'pass' }[level] as Verdict;
}
