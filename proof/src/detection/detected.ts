import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseReport } from '@banc-gap/conformance';
import type { DefectId, Stack } from '@banc-gap/ref-gap';
import { isCaught } from '../judge-gap.ts';

/** One reference GAP: right, or with one defect. */
export interface Planted {
  readonly stack: Stack;
  readonly defect: DefectId | null;
}

/** By case id; `observed`: a MAY case that passes, and shows what is wrong all the same. */
export type Verdicts = Readonly<Record<string, string>>;

export function verdictsOf(cases: readonly CaseReport[]): Verdicts {
  return Object.fromEntries(
    cases.map((judged) => [
      judged.id,
      judged.verdict === 'pass' && isCaught(judged) ? 'observed' : judged.verdict,
    ]),
  );
}

/** Where the tests leave what they saw of each GAP, so that the detection matrix of the same run need not judge it again. */
const folder = process.env['BANC_DETECTED'];

export function leaveVerdicts(planted: Planted, cases: readonly CaseReport[]): void {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(folder, planted), JSON.stringify(verdictsOf(cases)));
}

/** What the tests of the same run saw of this GAP; undefined where they did not judge it. */
export function leftVerdicts(planted: Planted): Verdicts | undefined {
  if (!folder) return undefined;
  const file = fileOf(folder, planted);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Verdicts) : undefined;
}

function fileOf(directory: string, { stack, defect }: Planted): string {
  return join(directory, `${stack}-${defect ?? 'none'}.json`);
}
