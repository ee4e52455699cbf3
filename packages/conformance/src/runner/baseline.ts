import { z } from 'zod';
import { CASES } from '../cases/catalogue.ts';
import { conformanceErrors } from '../errors.ts';
import type { Report } from '../report/schema.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

/** What is read of an earlier report: the rest may change from version to version. */
const baselineSchema = z.object({
  tool: z.literal('banc-gap'),
  cases: z.array(z.object({ id: z.string(), verdict: z.enum(VERDICTS) })),
});

export type Baseline = z.infer<typeof baselineSchema>;

/** `absent`: the case is in one of the two reports only. */
export interface BaselineDifference {
  readonly id: string;
  readonly before: Verdict | 'absent';
  readonly after: Verdict | 'absent';
}

/** @throws BancError CONFORMANCE_BASELINE_UNREADABLE */
export function readBaseline(json: string, file: string): Baseline {
  try {
    return baselineSchema.parse(JSON.parse(json));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw conformanceErrors.error('CONFORMANCE_BASELINE_UNREADABLE', { file, reason }, { cause });
  }
}

/**
 * Where the verdicts differ, an unexpected pass included. A case of the baseline that was not selected this time is no
 * difference; one that the bench no longer has is.
 */
export function compareWithBaseline(report: Pick<Report, 'cases'>, baseline: Baseline): BaselineDifference[] {
  const before = new Map(baseline.cases.map(({ id, verdict }) => [id, verdict]));
  const known = new Set(CASES.map(({ id }) => id));
  const changed = report.cases.flatMap(({ id, verdict }): BaselineDifference[] => {
    const expected = before.get(id) ?? 'absent';
    return expected === verdict ? [] : [{ id, before: expected, after: verdict }];
  });
  const gone = baseline.cases.flatMap(({ id, verdict }): BaselineDifference[] =>
    known.has(id) ? [] : [{ id, before: verdict, after: 'absent' }],
  );
  return [...changed, ...gone];
}
