/**
 * A day in as much time as there is, an hour by default: terminals that stay connected, patients who consent at them, and
 * terminals that come for one request, as the hours of a hospital have it.
 */
import exec from 'k6/execution';
import { Client } from 'k6/x/mtls';
import {
  consent,
  further,
  identities,
  measure,
  patientSeconds,
  scenarios,
  serve,
  setup,
  slowest,
  thresholds,
} from './lib/counter.ts';
import { observed, TREND_STATISTICS, tagSlice } from './lib/measure.ts';
import { report } from './lib/report.ts';
import type { SummaryData } from './lib/result.ts';
import { number, server, text } from './lib/settings.ts';
import { arrivals, day, virtualUsers } from './lib/shape.ts';

export { consent, serve, setup };

const rate = number('RATE', 10);
const shape = day(patientSeconds, rate);
const visitor = new Client({ ...server(), identities, reuse: 'nothing' });

export const options = {
  scenarios: {
    ...scenarios(shape),
    visits: { ...arrivals(shape, virtualUsers(shape)), exec: 'visit' },
  },
  thresholds: { ...thresholds, http_req_failed: ['rate==0'], ...observed(measure) },
  summaryTrendStats: TREND_STATISTICS,
};

export function visit(): void {
  tagSlice();
  visitor.get('/', { identity: exec.scenario.iterationInTest, tags: { name: '/' } });
}

export function handleSummary(data: SummaryData): Record<string, string> {
  const target = text('TARGET');
  return report(data, { script: 'mixed', target, measure, shape, slowest, further: further(data) });
}
