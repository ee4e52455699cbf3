/** A storm of orders at PFCNG, with the card of an administrateur technique: each is asked for once, and read again. */
import { check } from 'k6';
import exec from 'k6/execution';
import { Rate, Trend } from 'k6/metrics';
import { Client, Identities } from 'k6/x/mtls';
import { type Measure, observed, start, TREND_STATISTICS, tagSlice } from './lib/measure.ts';
import { report } from './lib/report.ts';
import type { SummaryData } from './lib/result.ts';
import { duration, number, server, text } from './lib/settings.ts';
import { arrivals, ramp, virtualUsers } from './lib/shape.ts';

const shape = ramp(duration('30s'), number('RATE', 50));
const structure = text('STRUCTURE');
const card = new Client({ ...server(), identities: new Identities(text('IDENTITIES')) });
const measure: Measure = { what: 'orders', trend: 'order_duration', failed: 'order_failed' };
const orderDuration = new Trend('order_duration', true);
const orderFailed = new Rate('order_failed');

export const options = {
  scenarios: { orders: arrivals(shape, number('VUS', virtualUsers(shape))) },
  thresholds: {
    order_failed: ['rate==0'],
    order_duration: [`p(95)<${number('SLOWEST', 2000)}`],
    ...observed(measure),
  },
  summaryTrendStats: TREND_STATISTICS,
};

export const setup = start;

export default function order(): void {
  tagSlice();
  const turn = exec.scenario.iterationInTest;
  const wanted = {
    structure,
    environment: 'production',
    product: { offer: 'ORG', usage: 'AUTH_CLI', serviceApplicatif: `Load_${turn}` },
    key: { source: 'on-line' },
  };
  const headers = { 'content-type': 'application/json', 'idempotency-key': `load-${turn}` };
  const answer = card.post('/api/v1/orders', JSON.stringify(wanted), { headers, tags: { name: '/orders' } });
  const made = answer.status === 201 ? (answer.json() as { id: string }) : undefined;
  const read = made && card.get(`/api/v1/orders/${made.id}`, { tags: { name: '/orders/:order' } });
  const right = check(read, { 'the order is there': (found) => found?.status === 200 });
  orderFailed.add(!right);
  if (right) orderDuration.add(answer.timings.duration);
}

export function handleSummary(data: SummaryData): Record<string, string> {
  const target = text('TARGET');
  return report(data, { script: 'pfcng', target, measure, shape, slowest: number('SLOWEST', 2000) });
}
