/**
 * Mutual handshakes at a rate, each by the next terminal of the fleet and followed by one request: constant, a ramp to the
 * knee, a soak, or the burst of a Monday at 8:00. Or each terminal of the fleet once, as fast as it goes.
 */
import { check } from 'k6';
import exec from 'k6/execution';
import { Client, Identities } from 'k6/x/mtls';
import { observedFifths, tagFifth } from './lib/drift.ts';
import { HANDSHAKES, observed, start, TREND_STATISTICS, tagSlice } from './lib/measure.ts';
import { report } from './lib/report.ts';
import type { SummaryData } from './lib/result.ts';
import { duration, number, server, text } from './lib/settings.ts';
import { arrivals, constant, monday, ramp, type Shape, virtualUsers } from './lib/shape.ts';

interface Profile {
  readonly make: (duration: number, rate: number) => Shape;
  readonly lasts: string;
  /** For a second. */
  readonly rate: number;
}

const PROFILES: Readonly<Record<string, Profile>> = {
  constant: { make: constant, lasts: '30s', rate: 50 },
  knee: { make: ramp, lasts: '60s', rate: 1000 },
  soak: { make: constant, lasts: '30m', rate: 50 },
  monday: { make: monday, lasts: '2m', rate: 200 },
};
const EACH = 'each';

const name = text('PROFILE', 'constant');
const profile = PROFILES[name];
if (!profile && name !== EACH) {
  throw new Error(`BANC_PROFILE is ${name}; there are ${[...Object.keys(PROFILES), EACH].join(', ')}`);
}

const measure = HANDSHAKES;
const shape = profile?.make(duration(profile.lasts), number('RATE', profile.rate));
/** A soak looks for what gets worse in the course of time. */
const drifts = name === 'soak';
const slowest = number('SLOWEST', 1000);
/** Empty: handshakes alone, which some servers complete although they refuse the terminal. */
const path = text('PATH_PROBED', '/');
const identities = new Identities(text('IDENTITIES'));
const client = new Client({
  ...server(),
  identities,
  reuse: text('REUSE', 'nothing') as 'nothing' | 'session' | 'connection',
});

/** A ramp goes past what the server can do, and is right to. */
const limits = {
  mtls_handshakes_failed: ['rate==0'],
  http_req_failed: ['rate==0'],
  mtls_handshake_duration: [`p(95)<${slowest}`],
};

export const options = {
  scenarios: {
    handshakes: shape
      ? arrivals(shape, number('VUS', virtualUsers(shape)))
      : {
          executor: 'shared-iterations',
          vus: Math.min(number('VUS', 10), identities.size),
          iterations: identities.size,
          maxDuration: '24h',
        },
  },
  thresholds: {
    ...(name !== 'knee' && limits),
    ...observed(measure),
    ...(drifts && observedFifths(measure)),
  },
  summaryTrendStats: TREND_STATISTICS,
  summaryTimeUnit: 'ms',
};

export const setup = start;

export default function handshake(): void {
  tagSlice();
  if (drifts) tagFifth();
  const identity = exec.scenario.iterationInTest % identities.size;
  if (path === '') {
    client.connect(identity);
    client.close();
    return;
  }
  const answer = client.get(path, { identity, tags: { name: path } });
  check(answer, { 'the terminal is served': ({ status }) => status >= 200 && status < 300 });
}

export function handleSummary(data: SummaryData): Record<string, string> {
  const target = text('TARGET');
  const script = `handshake, ${name}`;
  return report(data, { script, target, measure, slowest, drifts, ...(shape && { shape }) });
}
