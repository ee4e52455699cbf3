import type { AlertName } from '@banc-gap/pki';
import type { Exchange } from '@banc-gap/simkit';
import type { ConformanceCase } from '../cases/case.ts';
import type { Text } from '../text.ts';
import { failureAt, type Verdict } from './verdict.ts';

/** One connection of a case: what came of it, and the certificates that the terminal presented. */
export interface Trial {
  readonly exchange: Exchange;
  readonly presented: readonly Uint8Array[];
}

/** What a trial says about the GAP, before the level of the case is applied. */
export interface Judgement {
  readonly outcome: 'right' | 'wrong' | 'undecided';
  /** Of a refusal: whether the best alert was seen; null where nothing was refused. */
  readonly strict: boolean | null;
  readonly actual: Text;
}

/** The same case without its one defect. */
export interface TwinResult {
  readonly verdict: 'pass' | 'untestable';
  readonly detail: Text;
}

export interface CaseResult {
  readonly testCase: ConformanceCase;
  readonly verdict: Verdict;
  readonly strict: boolean | null;
  readonly actual: Text;
  readonly alert: AlertName | null;
  readonly twin: TwinResult | null;
  readonly durationMs: number;
  /** Absent where nothing was sent. */
  readonly trial?: Trial;
}

interface ResultParts {
  readonly twin?: TwinResult | null;
  readonly durationMs?: number;
  readonly trial?: Trial;
}

export function judgedResult(
  testCase: ConformanceCase,
  judgement: Judgement,
  parts: ResultParts,
): CaseResult {
  const verdict = { right: 'pass', wrong: failureAt(testCase.level), undecided: 'untestable' }[
    judgement.outcome
  ];
  return result(testCase, verdict as Verdict, judgement.actual, { ...parts, strict: judgement.strict });
}

/** The result of a case that was not judged. */
export function unjudgedResult(
  testCase: ConformanceCase,
  verdict: 'skip' | 'untestable' | 'error',
  actual: Text,
  parts: ResultParts = {},
): CaseResult {
  return result(testCase, verdict, actual, parts);
}

function result(
  testCase: ConformanceCase,
  verdict: Verdict,
  actual: Text,
  { twin = null, durationMs = 0, trial, strict = null }: ResultParts & { strict?: boolean | null },
): CaseResult {
  const alert = trial?.exchange.alertReceived?.name;
  return {
    testCase,
    verdict,
    strict,
    actual,
    alert: alert && alert !== 'close_notify' ? alert : null,
    twin,
    durationMs,
    ...(trial && { trial }),
  };
}
