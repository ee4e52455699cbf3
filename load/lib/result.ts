import { processorSeconds, reasons } from 'k6/x/mtls';
import { type Drift, driftOf } from './drift.ts';
import { type Measure, SLICES, type Start, sliceName } from './measure.ts';
import { offered, type Shape } from './shape.ts';

/** The data of handleSummary, as far as it is read here. */
export interface SummaryData {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly values: Readonly<Record<string, number>>;
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
      }
    >
  >;
  readonly state: { readonly testRunDurationMs: number };
  readonly setup_data?: Start;
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface Slice extends Latency {
  /** Seconds from the start. */
  readonly from: number;
  readonly to: number;
  readonly offered: number;
  readonly completed: number;
  readonly failed: number;
}

/** What a run came to; the JSON file has it, and the page draws it. */
export interface Result {
  readonly script: string;
  readonly target: string;
  readonly what: string;
  readonly seconds: number;
  readonly completed: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly latency: Latency;
  readonly failures: readonly { readonly reason: string; readonly alert: number; readonly count: number }[];
  /** The highest rate that was kept up; null where none was. */
  readonly knee: { readonly perSecond: number; readonly p95: number } | null;
  readonly slices: readonly Slice[];
  readonly generator: {
    readonly processorSeconds: number;
    readonly perProcessorSecond: number;
    /** Processors that it kept busy. */
    readonly processors: number;
    /** Iterations that it could not begin in time, for want of free virtual users. */
    readonly dropped: number;
  };
  readonly thresholds: readonly {
    readonly metric: string;
    readonly threshold: string;
    readonly ok: boolean;
  }[];
  /** Of a soak; null for other runs. */
  readonly drift: Drift | null;
  readonly further: Readonly<Record<string, number>>;
}

export interface ResultOptions {
  readonly script: string;
  readonly target: string;
  readonly measure: Measure;
  /** Absent: nothing is offered at a rate, and there is no knee. */
  readonly shape?: Shape;
  /** Slower is not kept up, in milliseconds. */
  readonly slowest: number;
  /** Whether the end is compared with the beginning. */
  readonly drifts?: boolean;
  readonly further?: Readonly<Record<string, number>>;
}

export function resultOf(data: SummaryData, options: ResultOptions): Result {
  const { measure, shape } = options;
  const values = (metric: string) => data.metrics[metric]?.values ?? {};
  const failures = (metric: string) => values(metric)['passes'] ?? 0;
  const seconds = data.state.testRunDurationMs / 1000;
  const slices = Array.from({ length: shape ? SLICES : 0 }, (_, index): Slice => {
    const planned = shape!.at(-1)!.at;
    const [from, to] = [(planned * index) / SLICES, (planned * (index + 1)) / SLICES];
    const part = `{slice:${sliceName(index)}}`;
    const trend = values(measure.trend + part);
    return {
      ...{ from, to, offered: offered(shape!, from, to), completed: trend['count'] ?? 0 },
      failed: failures(measure.failed + part),
      ...latency(trend),
    };
  });
  const total = values(measure.trend);
  const spent = processorSeconds() - (data.setup_data?.processorSeconds ?? 0);
  const completed = total['count'] ?? 0;
  const drifted = options.drifts ? driftOf(data, measure) : undefined;
  return {
    ...{ script: options.script, target: options.target, what: measure.what },
    ...{ seconds, completed, failed: failures(measure.failed), perSecond: completed / seconds },
    latency: latency(total),
    failures: Object.entries(reasons)
      .map(([reason, alert]) => ({ reason, alert, count: failures(`${measure.failed}{reason:${reason}}`) }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count),
    knee: kneeOf(slices, options.slowest),
    slices,
    generator: {
      processorSeconds: spent,
      perProcessorSecond: completed / spent,
      processors: spent / seconds,
      dropped: values('dropped_iterations')['count'] ?? 0,
    },
    thresholds: [...thresholdsOf(data), ...(drifted?.thresholds ?? [])],
    drift: drifted?.drift ?? null,
    further: options.further ?? {},
  };
}

function latency(trend: Readonly<Record<string, number>>): Latency {
  return {
    p50: trend['med'] ?? 0,
    p95: trend['p(95)'] ?? 0,
    p99: trend['p(99)'] ?? 0,
    max: trend['max'] ?? 0,
  };
}

/** A slice counts as kept up if almost all that was offered was completed in it, none failed, and few were slow. */
const KEPT_UP = 0.95;

function kneeOf(slices: readonly Slice[], slowest: number): Result['knee'] {
  const rates = slices
    .filter(
      ({ completed, offered, failed, p95 }) =>
        completed > 0 && completed >= Math.floor(offered) * KEPT_UP && failed === 0 && p95 <= slowest,
    )
    .map(({ completed, from, to, p95 }) => ({ perSecond: completed / (to - from), p95 }));
  return rates.reduce<Result['knee']>(
    (best, rate) => (best && best.perSecond >= rate.perSecond ? best : rate),
    null,
  );
}

/** Those that a script set; not those that only make k6 keep a part of a metric. */
function thresholdsOf(data: SummaryData): Result['thresholds'] {
  return Object.entries(data.metrics)
    .filter(([metric]) => !/\{(slice|reason|step|fifth):/.test(metric))
    .flatMap(([metric, { thresholds = {} }]) =>
      Object.entries(thresholds).map(([threshold, { ok }]) => ({ metric, threshold, ok })),
    );
}
