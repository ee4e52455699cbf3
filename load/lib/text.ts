import type { Drift } from './drift.ts';
import type { Result } from './result.ts';

const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const percent = (part: number) => `${Math.round(part * 1000) / 10} %`;
const perSecond = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} a second`;

/** What a run came to, for a terminal. */
export function textOf(result: Result): string {
  const { what, latency, generator } = result;
  const lines = [
    `${result.script} against ${result.target}, ${Math.round(result.seconds)} s`,
    '',
    row(what, `${result.completed} completed, ${perSecond(result.perSecond)}; ${result.failed} failed`),
    row(
      'duration',
      `p50 ${milliseconds(latency.p50)}, p95 ${milliseconds(latency.p95)}, p99 ${milliseconds(latency.p99)}`,
    ),
    ...result.failures.map(({ reason, alert, count }) =>
      row('', `${count} × ${reason}${alert > 0 ? ` (alert ${alert})` : ''}`),
    ),
    ...(result.slices.length > 0 ? [row('knee', kneeOf(result))] : []),
    ...(result.drift ? [row('drift', driftOf(result.drift))] : []),
    ...Object.entries(result.further).map(([name, value]) =>
      row(name, String(Math.round(value * 100) / 100)),
    ),
    row(
      'generator',
      `${generator.processors.toFixed(2)} processors busy, ${Math.round(generator.perProcessorSecond)} ${what} for a second of processor time` +
        (generator.dropped > 0 ? `; ${generator.dropped} not begun in time: no virtual user was free` : ''),
    ),
    ...result.thresholds.map(({ metric, threshold, ok }) =>
      row(ok ? 'threshold' : 'CROSSED', `${metric} ${threshold}`),
    ),
  ];
  return `\n${lines.join('\n')}\n`;
}

const row = (name: string, value: string): string => `  ${name.padEnd(22)}${value}`;

const driftOf = ({ first, last }: Drift): string =>
  `p95 ${milliseconds(first.p95)} in the first fifth, ${milliseconds(last.p95)} in the last; ` +
  `failed ${percent(first.failed)}, ${percent(last.failed)}`;

const kneeOf = ({ knee }: Result): string =>
  knee
    ? `${perSecond(knee.perSecond)} kept up, p95 ${milliseconds(knee.p95)}`
    : 'no part of the run was kept up';
