/**
 * What continuous integration runs, on a clean clone. Each check is a sentence that states a property.
 * The last line counts the tests and the checks: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Check {
  readonly property: string;
  readonly command: readonly [string, ...string[]];
}

const checks: readonly Check[] = [
  { property: 'Code is formatted and lint-free', command: ['biome', 'ci', '.'] },
  { property: 'Types of the packages check', command: ['tsc', '-b'] },
  { property: 'Types of the tests and scripts check', command: ['tsc', '-p', 'tsconfig.tests.json'] },
  { property: 'Types of the load scripts check', command: ['tsc', '-p', 'load'] },
  { property: 'Nothing is unused', command: ['knip'] },
  { property: 'Packages import only what the map allows', command: ['node', 'scripts/check-boundaries.ts'] },
  {
    property: 'Generated files are in sync with their source',
    command: ['node', '--conditions=source', 'scripts/generate.ts', '--check'],
  },
  { property: 'What the documents link to is there', command: ['node', 'scripts/check-links.ts'] },
  {
    property: 'A stranger gets a first report from a clean clone',
    command: ['node', 'scripts/check-first-report.ts'],
  },
];

/** Before the tests: what Go compiles for it they find compiled, and the image of the load generator is made with it. */
const generatorCheck: Check = {
  property: 'The load generator is formatted, vetted and tested, under the race detector too',
  command: ['node', 'scripts/check-load.ts'],
};

const scratch = mkdtempSync(join(tmpdir(), 'banc-ci-'));
const testReport = join(scratch, 'tests.json');
/** The tests leave there what the check of the detection matrix would otherwise find out again. */
const BANC_DETECTED = join(scratch, 'detected');
let passed = 0;
let failed = 0;

function run([command, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}): boolean {
  const result = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return result.status === 0;
}

function count(property: string, holds: boolean): void {
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${property}`);
  if (holds) passed += 1;
  else failed += 1;
}

count(generatorCheck.property, run(generatorCheck.command));
const testsPassed = run(['npm', 'test'], { BANC_TEST_REPORT: testReport, BANC_DETECTED });
try {
  const report = JSON.parse(readFileSync(testReport, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
  };
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  count(`No test is skipped (${report.numPendingTests} skipped)`, report.numPendingTests === 0);
} catch (error) {
  console.error(`The tests left no report: ${(error as Error).message}`);
}
count('npm test passes', testsPassed);
for (const { property, command } of checks) count(property, run(command, { BANC_DETECTED }));
rmSync(scratch, { recursive: true });

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
