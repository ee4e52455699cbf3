import type { Report } from '../report/schema.ts';
import type { BaselineDifference } from './baseline.ts';

/**
 * What `banc run` ends with: 2 where the bench itself failed; 1 where a MUST case failed or could not be tested, or
 * the verdicts differ from the baseline; else 0.
 */
export function exitCode(report: Report, differences: readonly BaselineDifference[] = []): 0 | 1 | 2 {
  if (report.cases.some(({ verdict }) => verdict === 'error')) return 2;
  const broken = report.cases.some(
    ({ level, verdict }) => level === 'MUST' && (verdict === 'fail' || verdict === 'untestable'),
  );
  return broken || differences.length > 0 ? 1 : 0;
}
