import { expect, test } from 'vitest';
import { compareWithBaseline, readBaseline } from './baseline.ts';
import { exitCode } from './exit-code.ts';
import type { Verdict } from './verdict.ts';

const [A, B, C] = ['leaf-expired', 'leaf-not-yet-valid', 'issuing-ca-expired'].map(
  (slug) => `diapason-tpe/validity/${slug}`,
);

type Cases = Parameters<typeof compareWithBaseline>[0]['cases'];
const reportOf = (verdicts: Record<string, Verdict>, level = 'MUST') => ({
  cases: Object.entries(verdicts).map(([id, verdict]) => ({ id, verdict, level })) as unknown as Cases,
});
const baselineOf = (verdicts: Record<string, Verdict>) =>
  readBaseline(JSON.stringify({ tool: 'banc-gap', ...reportOf(verdicts) }), 'old.json');

test('a verdict that is the same is no difference, an unexpected pass is one', () => {
  const baseline = baselineOf({ [A!]: 'pass', [B!]: 'fail' });
  expect(compareWithBaseline(reportOf({ [A!]: 'pass', [B!]: 'pass' }), baseline)).toEqual([
    { id: B, before: 'fail', after: 'pass' },
  ]);
});

test('a new case and one that the bench no longer has are differences, one that was not selected is not', () => {
  const baseline = baselineOf({ [A!]: 'pass', [B!]: 'pass', 'diapason-tpe/validity/gone': 'pass' });
  expect(compareWithBaseline(reportOf({ [A!]: 'pass', [C!]: 'pass' }), baseline)).toEqual([
    { id: C, before: 'absent', after: 'pass' },
    { id: 'diapason-tpe/validity/gone', before: 'pass', after: 'absent' },
  ]);
});

test.each([
  '',
  '{',
  '[]',
  '{"tool":"other","cases":[]}',
  '{"tool":"banc-gap","cases":[{"id":"a","verdict":"good"}]}',
])('what is not a report is refused: %s', (text) => {
  expect(() => readBaseline(text, 'old.json')).toThrowError(
    expect.objectContaining({ code: 'CONFORMANCE_BASELINE_UNREADABLE' }),
  );
});

type ReportLike = Parameters<typeof exitCode>[0];
test.each<[number, string, Verdict]>([
  [0, 'MUST', 'pass'],
  [1, 'MUST', 'fail'],
  [1, 'MUST', 'untestable'],
  [0, 'MUST', 'skip'],
  [2, 'MUST', 'error'],
  [0, 'SHOULD', 'warn'],
  [0, 'SHOULD', 'untestable'],
  [2, 'SHOULD', 'error'],
])('exit code %i for a %s case that is %s', (code, level, verdict) => {
  expect(exitCode(reportOf({ [A!]: verdict }, level) as ReportLike)).toBe(code);
});

test('a difference from the baseline is exit code 1, a fault of the bench stays 2', () => {
  const difference = [{ id: A!, before: 'fail', after: 'pass' } as const];
  expect(exitCode(reportOf({ [A!]: 'pass' }) as ReportLike, difference)).toBe(1);
  expect(exitCode(reportOf({ [A!]: 'error' }) as ReportLike, difference)).toBe(2);
});
