import { CASES } from '@banc-gap/conformance';
import { DEFECTS } from '@banc-gap/ref-gap';
import { expect, it } from 'vitest';
import { describeDetection } from './describe-detection.ts';

describeDetection('tls12');

it('names for every case a defect that the reference GAP has', () => {
  const known = new Set<string>(DEFECTS.map(({ id }) => id));
  // Suite certificates looks at files: proof/src/certificates plants those.
  const unproven = CASES.filter(({ kind }) => kind !== 'file').filter(
    ({ provenBy }) => provenBy.length === 0 || provenBy.some((id) => !known.has(id)),
  );
  expect(unproven.map(({ id }) => id)).toEqual([]);
});

it('has enough cases and mistakes to tell something', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(64);
  expect(DEFECTS.length).toBeGreaterThanOrEqual(44);
});
