/**
 * Requests to the insurer (IDB, SIM, CLC), which the GAP has to sign: it is made to send them by its drive. What counts is
 * what the simulated insurer verified, not what was sent.
 */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';
import { type Measure, observed, start, TREND_STATISTICS, tagSlice } from './lib/measure.ts';
import { report } from './lib/report.ts';
import type { SummaryData } from './lib/result.ts';
import { duration, number, text } from './lib/settings.ts';
import { arrivals, ramp, virtualUsers } from './lib/shape.ts';

const drive = text('DRIVE');
const control = text('AMC_CONTROL');
/** What each action is asked with, in turn: JSON, `{ "roc.idb": {…} }`. */
const asked = Object.entries(JSON.parse(text('ROC_REQUESTS')) as Record<string, object>);
const shape = ramp(duration('30s'), number('RATE', 40));
const measure: Measure = { what: 'requests', trend: 'request_duration', failed: 'request_failed' };
const requestDuration = new Trend('request_duration', true);
const requestFailed = new Rate('request_failed');

export const options = {
  scenarios: { requests: arrivals(shape, number('VUS', virtualUsers(shape))) },
  thresholds: {
    request_failed: ['rate==0'],
    request_duration: [`p(95)<${number('SLOWEST', 2000)}`],
    ...observed(measure),
  },
  summaryTrendStats: TREND_STATISTICS,
};

interface Tokens {
  readonly verified: number;
  /** By what was wrong with them. */
  readonly refused: Readonly<Record<string, number>>;
}

const tokens = () => http.get(`${control}/tokens`).json() as unknown as Tokens;

const refusedOf = ({ refused }: Tokens) => Object.values(refused).reduce((sum, count) => sum + count, 0);

export const setup = () => ({ ...start(), tokens: tokens() });

export default function send(): void {
  tagSlice();
  const [action, params] = asked[exec.scenario.iterationInTest % asked.length]!;
  const body = JSON.stringify({ caseId: 'load/signing', params });
  const answer = http.post(`${drive}/actions/${action}`, body, {
    headers: { 'content-type': 'application/json' },
    tags: { name: action },
  });
  const right = check(answer, {
    'the insurer accepts': ({ status }) => status === 200 && answer.json('outcome') === 'accepted',
  });
  requestFailed.add(!right);
  if (right) requestDuration.add(answer.timings.duration);
  else console.warn(`${action}: ${answer.status} ${answer.error} ${answer.body ?? ''}`);
}

export function handleSummary(
  data: SummaryData & { setup_data?: { tokens: Tokens } },
): Record<string, string> {
  const [before, after] = [data.setup_data?.tokens, tokens()];
  const verified = after.verified - (before?.verified ?? 0);
  return report(data, {
    ...{ script: 'signing', target: drive, measure, shape, slowest: number('SLOWEST', 2000) },
    further: {
      'tokens verified': verified,
      'verified a second': verified / (data.state.testRunDurationMs / 1000),
      'tokens refused': refusedOf(after) - (before ? refusedOf(before) : 0),
    },
  });
}
