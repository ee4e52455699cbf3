import { selectCases } from '@banc-gap/conformance';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { expect, it } from 'vitest';
import { isCaught, judgeReferenceGap, SUITES } from '../judge-gap.ts';
import { PATIENCE_MS } from './describe-detection.ts';
import { leaveVerdicts } from './detected.ts';

it.each(['node', 'tls12'] as const)(
  'the right reference GAP on %s passes every case',
  { timeout: PATIENCE_MS },
  async (stack) => {
    await using bench = await temporaryAuthorities();
    const cases = await judgeReferenceGap(bench.authorities, stack);
    leaveVerdicts({ stack, defect: null }, cases);
    expect(cases.filter((judged) => judged.verdict !== 'pass' || isCaught(judged))).toEqual([]);
    expect(cases).toHaveLength(selectCases(SUITES).length);
  },
);
