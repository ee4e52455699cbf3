import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { DEFECTS, type DefectId, type Stack } from '@banc-gap/ref-gap';
import { isCaught, judgeReferenceGap } from '../../proof/src/judge-gap.ts';

/** One reference GAP: right, or with one defect. */
interface Planted {
  readonly stack: Stack;
  readonly defect: DefectId | null;
}

/** Its verdicts, by case id; `observed`: a MAY case that passes, and shows what is wrong all the same. */
export interface SweptGap extends Planted {
  readonly verdicts: Readonly<Record<string, string>>;
}

const STACKS = ['node', 'tls12'] as const satisfies readonly Stack[];

function everyGap(): Planted[] {
  const right = STACKS.map((stack) => ({ stack, defect: null }));
  const wrong = DEFECTS.flatMap(({ id, stacks }) => stacks.map((stack) => ({ stack, defect: id })));
  return [...right, ...wrong];
}

/** Judges the right reference GAP and one with each defect, on every stack, on several threads. */
export async function sweep(): Promise<readonly SweptGap[]> {
  const gaps = everyGap();
  // Twice as many as there are cores: most of the time goes by in waiting for what a GAP may still do.
  const threads = 2 * availableParallelism();
  const parts = Array.from({ length: threads }, (_, part) =>
    gaps.filter((_gap, index) => index % threads === part),
  );
  const swept = (await Promise.all(parts.map(sweepOnThread))).flat();
  return gaps.map(
    ({ stack, defect }) => swept.find((found) => found.stack === stack && found.defect === defect)!,
  );
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
    const verdicts = Object.fromEntries(
      cases.map((judged) => [
        judged.id,
        judged.verdict === 'pass' && isCaught(judged) ? 'observed' : judged.verdict,
      ]),
    );
    swept.push({ stack, defect, verdicts });
  }
  return swept;
}

if (!isMainThread) parentPort!.postMessage(await judge(workerData as readonly Planted[]));
