import exec from 'k6/execution';
import { processorSeconds, reasons } from 'k6/x/mtls';

/** What a script counts and times. */
export interface Measure {
  /** What one is called, in the plural. */
  readonly what: string;
  /** The metric of the duration of each that went well. */
  readonly trend: string;
  /** The metric of those that did not, of all. */
  readonly failed: string;
}

export const HANDSHAKES: Measure = {
  what: 'handshakes',
  trend: 'mtls_handshake_duration',
  failed: 'mtls_handshakes_failed',
};

/** The run is looked at in so many parts of equal length. */
export const SLICES = 20;

export const sliceName = (index: number): string => String(index).padStart(2, '0');

/** Tags whatever this VU emits from now on with the part of the run that it is in. */
export function tagSlice(): void {
  const index = Math.min(SLICES - 1, Math.floor(exec.scenario.progress * SLICES));
  exec.vu.metrics.tags['slice'] = sliceName(index);
}

export type Thresholds = Record<string, string[]>;

/** k6 keeps a part of a metric only where a threshold asks for it: these can never be crossed. */
export function observed({ trend, failed }: Measure): Thresholds {
  const thresholds: Thresholds = {};
  for (let index = 0; index < SLICES; index++) {
    thresholds[`${trend}{slice:${sliceName(index)}}`] = ['max>=0'];
    thresholds[`${failed}{slice:${sliceName(index)}}`] = ['rate>=0'];
  }
  for (const reason of Object.keys(reasons)) thresholds[`${failed}{reason:${reason}}`] = ['rate>=0'];
  return thresholds;
}

export const TREND_STATISTICS = ['count', 'min', 'avg', 'med', 'p(95)', 'p(99)', 'max'];

/** What the process had used when the load began: reading the script is no part of it. */
export interface Start {
  readonly processorSeconds: number;
}

export const start = (): Start => ({ processorSeconds: processorSeconds() });
