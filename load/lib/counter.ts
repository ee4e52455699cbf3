/** The counters of a hospital: terminals that stay connected, and patients who consent at them. */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';
import { Identities, residentOctets, Terminals } from 'k6/x/mtls';
import { HANDSHAKES, type Measure, start, type Thresholds, tagSlice } from './measure.ts';
import { type Authorised, answerTo, login } from './nexo.ts';
import type { SummaryData } from './result.ts';
import { duration, number, server, text } from './settings.ts';
import { arrivals, type Shape } from './shape.ts';

export const slowest = number('SLOWEST', 2000);
export const identities = new Identities(text('IDENTITIES'));

const counterSeconds = duration('60s');
/** The terminals connect before anybody comes, and answer after the last one has come. */
const early = Math.min(2 + identities.size / 100, counterSeconds / 3);
/** For how long patients come. */
export const patientSeconds = counterSeconds - 2 * early;

/** Virtual users, side by side; each connects its terminals one after the other. */
const groups = Math.min(number('GROUPS', 8), identities.size);
/** Of the reference GAP: at another one nobody can be admitted from here. */
const office = text('DRIVE', '');
const consents: Measure = { what: 'consents', trend: 'consent_duration', failed: 'consent_failed' };
export const measure: Measure = office ? consents : HANDSHAKES;
/** Whether patients come, at a rate that may be too high. */
export const patientsCome = office !== '';
/** A server of HTTP would take what a terminal says for a bad request. */
const silent = text('SILENT', '') !== '';
const terminals = new Terminals({ ...server(), identities });
const consentDuration = new Trend(consents.trend, true);
const consentFailed = new Rate(consents.failed);
const lost = new Rate('terminals_lost');
const stayed = new Counter('terminals_stayed');
const memory = new Gauge('octets_per_terminal');

/** Scenarios of a script that exports `serve` and `consent`. */
export const scenarios = (patients: Shape) => ({
  terminals: {
    executor: 'per-vu-iterations' as const,
    vus: groups,
    iterations: 1,
    maxDuration: `${Math.ceil(counterSeconds + 30)}s`,
    exec: 'serve',
  },
  ...(office && { consents: { ...arrivals(patients, 50), startTime: `${early}s`, exec: 'consent' } }),
});

export const thresholds: Thresholds = {
  mtls_handshakes_failed: ['rate==0'],
  terminals_lost: ['rate==0'],
  ...(office && { [consents.failed]: ['rate==0'], [consents.trend]: [`p(95)<${slowest}`] }),
};

export const setup = () => ({ ...start(), memory: residentOctets() });

/** Connects every so many-th terminal of the fleet, and answers for them until the time is over. */
export function serve(before: { readonly memory: number }): void {
  const end = Date.now() + counterSeconds * 1000;
  const mine: number[] = [];
  for (let terminal = exec.scenario.iterationInTest; terminal < identities.size; terminal += groups) {
    const { ok } = terminals.connect(terminal);
    if (!ok) continue;
    if (!silent) terminals.send(terminal, login(identities.name(terminal)));
    mine.push(terminal);
  }
  // Groups connect at about the same time; one of them tells for all.
  if (exec.scenario.iterationInTest === 0 && mine.length > 0) {
    memory.add((residentOctets() - before.memory) / (mine.length * groups));
  }
  while (Date.now() < end) {
    const event = terminals.next(end - Date.now());
    if (!event) continue;
    lost.add(event.reason !== '', event.reason ? { reason: event.reason } : {});
    const answer = event.reason === '' && answerTo(event.message, (order) => authorise(order.terminal));
    if (answer) terminals.send(event.terminal, answer);
  }
  stayed.add(terminals.connected());
  terminals.close();
}

/** A token for the card that somebody holds to the terminal: of the provider, if there is one, or invented. */
function authorise(terminal: string): Authorised {
  const provider = text('PSP_CONTROL', '');
  if (!provider) {
    const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
    return { token: `load-${terminal}`, code: '000000', expiresAt, maskedCard: '############0042' };
  }
  const imprint = {
    account: text('ACCOUNT'),
    card: { scheme: 'CB', lastDigits: '0042', expires: '2031-04' },
    terminal,
    verification: 'pin',
  };
  const answer = post(`${provider}/acquirer/tokens`, imprint).json() as Record<string, string>;
  return {
    token: answer['token']!,
    code: answer['authorisationCode']!,
    expiresAt: answer['expiresAt']!,
    maskedCard: answer['maskedCard']!,
  };
}

/** A patient is admitted, and agrees at a terminal to a debit after the care. */
export function consent(): void {
  tagSlice();
  const terminal = identities.name(exec.scenario.iterationInTest % identities.size);
  const began = Date.now();
  const admitted = post(`${office}/dossiers`, { patientRef: `load-${exec.scenario.iterationInTest}` });
  const dossier = admitted.status === 201 ? (admitted.json('id') as string) : '';
  const agreed = dossier && post(`${office}/dossiers/${dossier}/consent`, { terminal, ceiling: 15_000 });
  const right = check(agreed, {
    'the consent is registered': (answer) =>
      answer !== '' && answer.status === 200 && answer.json('state') === 'TOKENISED',
  });
  consentFailed.add(!right);
  if (right) consentDuration.add(Date.now() - began);
}

const post = (url: string, body: object) =>
  http.post(url, JSON.stringify(body), {
    headers: { 'content-type': 'application/json' },
    tags: { name: url.replace(/\/S-[0-9a-f]+/, '/:dossier') },
  });

export function further(data: SummaryData): Readonly<Record<string, number>> {
  const value = (metric: string, name: string) => data.metrics[metric]?.values[name] ?? 0;
  return {
    'messages to the GAP': value('mtls_messages_sent', 'count'),
    'KiB per terminal': value('octets_per_terminal', 'value') / 1024,
    terminals: identities.size,
    'connected to the end': value('terminals_stayed', 'count'),
    'handshake p95, ms': value('mtls_handshake_duration', 'p(95)'),
  };
}
