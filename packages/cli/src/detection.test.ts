import { CASES } from '@banc-gap/conformance';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { DEFECTS, type DefectId, type Stack } from '@banc-gap/ref-gap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGap } from './reference-gap.ts';
import { failing, fqdn, judgeGap } from './testing/judge-gap.ts';

let bench: TemporaryAuthorities;
beforeAll(async () => {
  bench = await temporaryAuthorities();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function verdicts(stack: Stack, defects: readonly DefectId[]) {
  await using gap = await startGap(bench.authorities, { fqdn, stack, defects });
  return await judgeGap(bench.authorities, gap.port);
}

describe('the right reference GAP', () => {
  it.each(['node', 'tls12'] as const)('passes every case on %s', async (stack) => {
    const cases = await verdicts(stack, []);
    expect(failing(cases)).toEqual([]);
    expect(cases).toHaveLength(CASES.length);
  });
});

/** Broad defects prove nothing about one case: they are left to the matrix. */
const narrow = DEFECTS.filter(({ broad }) => !broad).flatMap(({ id, stacks }) =>
  stacks.map((stack) => ({ id, stack })),
);

describe('each defect makes exactly the cases fail that it proves', () => {
  it.each(narrow)('$id on $stack', async ({ id, stack }) => {
    const cases = await verdicts(stack, [id]);
    const caught = cases
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
      .map((found) => found.id);
    const proven = CASES.filter(({ provenBy }) => provenBy.includes(id)).map((proven) => proven.id);
    expect(caught.toSorted()).toEqual(proven.toSorted());
    expect(proven).not.toEqual([]);
  });
});

it('names for every case a defect that the reference GAP has', () => {
  const known = new Set<string>(DEFECTS.map(({ id }) => id));
  const unproven = CASES.filter(
    ({ provenBy }) => provenBy.length === 0 || provenBy.some((id) => !known.has(id)),
  );
  expect(unproven.map(({ id }) => id)).toEqual([]);
});
