/**
 * Terminals that stay connected, many in each virtual user, and answer what the GAP orders. Against the reference GAP,
 * patients consent at them at a rate: the GAP asks a terminal, which gets a token of the payment provider.
 */
import {
  consent,
  further,
  measure,
  patientSeconds,
  patientsCome,
  scenarios,
  serve,
  setup,
  slowest,
  thresholds,
} from './lib/counter.ts';
import { observed, TREND_STATISTICS } from './lib/measure.ts';
import { report } from './lib/report.ts';
import type { SummaryData } from './lib/result.ts';
import { number, text } from './lib/settings.ts';
import { constant } from './lib/shape.ts';

export { consent, serve, setup };

const shape = constant(patientSeconds, number('RATE', 5));

export const options = {
  scenarios: scenarios(shape),
  thresholds: { ...thresholds, ...observed(measure) },
  summaryTrendStats: TREND_STATISTICS,
};

export function handleSummary(data: SummaryData): Record<string, string> {
  const target = text('TARGET');
  const offered = patientsCome ? { shape } : {};
  return report(data, { script: 'terminals', target, measure, ...offered, slowest, further: further(data) });
}
