import { AUTHORITIES } from './authorities.ts';
import { CONTROLS } from './controls.ts';
import { NAMES } from './names.ts';
import { POLICY } from './policies.ts';
import { revocationScenarios } from './revocation.ts';
import type { Scenario } from './scenario.ts';
import { TRUST } from './trust.ts';
import { USAGE } from './usage.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...CONTROLS,
  ...TRUST,
  ...AUTHORITIES,
  ...USAGE,
  ...NAMES,
  ...POLICY,
  ...revocationScenarios(),
];
