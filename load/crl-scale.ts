/**
 * What a GAP's handshake costs as the CRL of its terminals grows: one terminal after the other, without a pause, with CRLs
 * of 1,000 entries, of ten times as many, and so on, which the GAP is given by its drive.
 */
import exec from 'k6/execution';
import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';
import { Client, Identities } from 'k6/x/mtls';
import { HANDSHAKES, start, type Thresholds, TREND_STATISTICS } from './lib/measure.ts';
import { report } from './lib/report.ts';
import type { SummaryData } from './lib/result.ts';
import { duration, number, server, text } from './lib/settings.ts';

const drive = text('DRIVE');
/** Bodies of trust.refresh, the shortest CRL first; `banc load` writes them. */
const lists = text('CRLS')
  .split(',')
  .map((file) => ({ entries: entriesOf(file), body: open(file) }));
const seconds = duration('40s') / lists.length;
const identities = new Identities(text('IDENTITIES'));
const client = new Client({ ...server(), identities, reuse: 'nothing' });
const refresh = new Trend('crl_refresh_duration', true);
const refused = new Rate('crl_refused');

const measure = HANDSHAKES;

function entriesOf(file: string): string {
  return /crl-(\d+)\.json$/.exec(file)?.[1] ?? file;
}

export const options = {
  scenarios: {
    crls: {
      executor: 'per-vu-iterations' as const,
      vus: 1,
      iterations: 1,
      maxDuration: `${Math.ceil(seconds * lists.length + 120)}s`,
    },
  },
  thresholds: {
    mtls_handshakes_failed: ['rate==0'],
    crl_refused: ['rate==0'],
    ...Object.fromEntries(
      lists.map(({ entries }) => [`mtls_handshake_duration{step:${entries}}`, ['max>=0']]),
    ),
  } as Thresholds,
  summaryTrendStats: TREND_STATISTICS,
};

export const setup = start;

export default function grow(): void {
  for (const { entries, body } of lists) {
    const began = Date.now();
    const answer = http.post(`${drive}/actions/trust.refresh`, body, {
      headers: { 'content-type': 'application/json' },
      timeout: '60s',
    });
    refresh.add(Date.now() - began);
    refused.add(answer.status !== 200 || answer.json('outcome') !== 'accepted');
    exec.vu.metrics.tags['step'] = entries;
    const end = Date.now() + seconds * 1000;
    for (let turn = 0; Date.now() < end; turn++) client.get('/', { identity: turn, tags: { name: '/' } });
  }
}

export function handleSummary(data: SummaryData): Record<string, string> {
  const steps = lists.map(({ entries }) => {
    const { med = 0 } = data.metrics[`mtls_handshake_duration{step:${entries}}`]?.values ?? {};
    return [`p50, ${entries} entries`, med] as const;
  });
  return report(data, {
    ...{ script: 'crl-scale', target: text('TARGET'), measure, slowest: number('SLOWEST', 1000) },
    further: {
      ...Object.fromEntries(steps),
      'slowest refresh, ms': data.metrics['crl_refresh_duration']?.values['max'] ?? 0,
    },
  });
}
