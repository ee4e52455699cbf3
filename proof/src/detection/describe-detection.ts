import { CASES } from '@banc-gap/conformance';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { DEFECTS, type Defect, type Stack } from '@banc-gap/ref-gap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCaught, judgeReferenceGap } from '../judge-gap.ts';
import { leaveVerdicts } from './detected.ts';

/** Of a run of suites, on a machine that has other work. */
export const PATIENCE_MS = 120_000;

/** The half of a GAP that a defect is in: the server of terminals, or the clients of the peers. */
type Half = 'server' | 'client';

/** Plants every defect that this half can have on this stack. Each has a test file of its own, to run beside the others. */
export function describeDetection(stack: Stack, half: Half): void {
  let bench: TemporaryAuthorities;
  beforeAll(async () => {
    bench = await temporaryAuthorities();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  /** Broad defects prove nothing about one case: they are left to the matrix. */
  const narrow = DEFECTS.filter(
    ({ broad, stacks, call }: Defect) =>
      !broad && stacks.includes(stack) && half === (call === undefined ? 'server' : 'client'),
  ).map(({ id }) => id);

  describe(`each defect of the ${half} on ${stack} makes exactly the cases fail that it proves`, () => {
    // Most of their time goes by in waiting for what a GAP may still do.
    it.concurrent.each(narrow)('%s', { timeout: PATIENCE_MS }, async (id) => {
      const cases = await judgeReferenceGap(bench.authorities, stack, [id]);
      leaveVerdicts({ stack, defect: id }, cases);
      const caught = cases.filter(isCaught).map((found) => found.id);
      const proven = CASES.filter(({ provenBy }) => provenBy.includes(id)).map((found) => found.id);
      expect(caught.toSorted()).toEqual(proven.toSorted());
      expect(proven).not.toEqual([]);
    });
  });
}
