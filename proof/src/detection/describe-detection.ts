import { CASES, selectCases } from '@banc-gap/conformance';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { DEFECTS, type Stack } from '@banc-gap/ref-gap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCaught, judgeReferenceGap, SUITES } from '../judge-gap.ts';

/** Of a run of suites, on a machine that has other work. */
const PATIENCE_MS = 120_000;

/** Plants every defect that this stack can have. Each stack has a test file of its own, to run beside the other. */
export function describeDetection(stack: Stack): void {
  let bench: TemporaryAuthorities;
  beforeAll(async () => {
    bench = await temporaryAuthorities();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  it(`the right reference GAP on ${stack} passes every case`, { timeout: PATIENCE_MS }, async () => {
    const cases = await judgeReferenceGap(bench.authorities, stack);
    expect(cases.filter((judged) => judged.verdict !== 'pass' || isCaught(judged))).toEqual([]);
    expect(cases).toHaveLength(selectCases(SUITES).length);
  });

  /** Broad defects prove nothing about one case: they are left to the matrix. */
  const narrow = DEFECTS.filter(({ broad, stacks }) => !broad && stacks.includes(stack)).map(({ id }) => id);

  describe(`each defect on ${stack} makes exactly the cases fail that it proves`, () => {
    // Most of their time goes by in waiting for what a GAP may still do.
    it.concurrent.each(narrow)('%s', { timeout: PATIENCE_MS }, async (id) => {
      const cases = await judgeReferenceGap(bench.authorities, stack, [id]);
      const caught = cases.filter(isCaught).map((found) => found.id);
      const proven = CASES.filter(({ provenBy }) => provenBy.includes(id)).map((found) => found.id);
      expect(caught.toSorted()).toEqual(proven.toSorted());
      expect(proven).not.toEqual([]);
    });
  });
}
