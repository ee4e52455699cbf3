/** Whether a server gets worse as a long run goes on: its last fifth beside its first. */
import exec from 'k6/execution';
import type { Measure, Thresholds } from './measure.ts';
import type { Result, SummaryData } from './result.ts';
import { number } from './settings.ts';

const FIFTHS = ['first', 'last'] as const;

/** How many times as slow the end may be as the beginning: by p95. */
const highest = number('DRIFT', 1.5);

interface Fifth {
  readonly completed: number;
  /** Milliseconds. */
  readonly p95: number;
  /** Of those that began, 0 to 1. */
  readonly failed: number;
}

export interface Drift {
  readonly first: Fifth;
  readonly last: Fifth;
}

/** Tags whatever this VU emits from now on, if the run is in one of the two. */
export function tagFifth(): void {
  const { progress } = exec.scenario;
  exec.vu.metrics.tags['fifth'] = progress < 0.2 ? 'first' : progress >= 0.8 ? 'last' : 'between';
}

/** What k6 has to keep for it; never crossed. */
export function observedFifths({ trend, failed }: Measure): Thresholds {
  return Object.fromEntries(
    FIFTHS.flatMap((fifth) => [
      [`${trend}{fifth:${fifth}}`, ['max>=0']],
      [`${failed}{fifth:${fifth}}`, ['rate>=0']],
    ]),
  );
}

/** The comparison, and whether it holds; k6 itself has no threshold that compares two parts of a run. */
export function driftOf({ metrics }: SummaryData, { trend, failed }: Measure) {
  const fifth = (name: (typeof FIFTHS)[number]): Fifth => {
    const durations = metrics[`${trend}{fifth:${name}}`]?.values ?? {};
    return {
      completed: durations['count'] ?? 0,
      p95: durations['p(95)'] ?? 0,
      failed: metrics[`${failed}{fifth:${name}}`]?.values['rate'] ?? 0,
    };
  };
  const [first, last] = [fifth('first'), fifth('last')];
  const thresholds: Result['thresholds'] = [
    {
      metric: 'p95 of the last fifth',
      threshold: `<=${highest} times that of the first`,
      ok: last.completed > 0 && last.p95 <= highest * first.p95,
    },
    {
      metric: 'failed in the last fifth',
      threshold: '<=as many as in the first',
      ok: last.failed <= first.failed,
    },
  ];
  return { drift: { first, last } satisfies Drift, thresholds };
}
