import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { DEFECTS, type Stack } from '@banc-gap/ref-gap';
import { leftVerdicts, type Planted, type Verdicts, verdictsOf } from '../../proof/src/detection/detected.ts';
import { judgeReferenceGap } from '../../proof/src/judge-gap.ts';

/** One reference GAP, and what the suites say of it. */
export interface SweptGap extends Planted {
  readonly verdicts: Verdicts;
}

const STACKS = ['node', 'tls12'] as const satisfies readonly Stack[];

function everyGap(): Planted[] {
  const right = STACKS.map((stack) => ({ stack, defect: null }));
  const wrong = DEFECTS.flatMap(({ id, stacks }) => stacks.map((stack) => ({ stack, defect: id })));
  return [...right, ...wrong];
}

/**
 * Judges the right reference GAP and one with each defect, on every stack, on several threads: those that the tests of
 * the same run have not judged.
 */
export async function sweep(): Promise<readonly SweptGap[]> {
  const gaps = everyGap().map((planted) => ({ ...planted, verdicts: leftVerdicts(planted) }));
  const open = gaps.filter(({ verdicts }) => verdicts === undefined);
  // Twice as many as there are cores: most of the time goes by in waiting for what a GAP may still do.
  const threads = Math.min(2 * availableParallelism(), open.length);
  const parts = Array.from({ length: threads }, (_, part) =>
    open.filter((_gap, index) => index % threads === part),
  );
  const swept = (await Promise.all(parts.map(sweepOnThread))).flat();
  return gaps.map(({ stack, defect, verdicts }) => ({
    stack,
    defect,
    verdicts: verdicts ?? swept.find((found) => found.stack === stack && found.defect === defect)!.verdicts,
  }));
}

function sweepOnThread(gaps: readonly Planted[]): Promise<SweptGap[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: gaps });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function judge(gaps: readonly Planted[]): Promise<SweptGap[]> {
  await using bench = await temporaryAuthorities();
  const swept: SweptGap[] = [];
  for (const { stack, defect } of gaps) {
    const cases = await judgeReferenceGap(bench.authorities, stack, defect === null ? [] : [defect]);
    swept.push({ stack, defect, verdicts: verdictsOf(cases) });
  }
  return swept;
}

if (!isMainThread) parentPort!.postMessage(await judge(workerData as readonly Planted[]));
