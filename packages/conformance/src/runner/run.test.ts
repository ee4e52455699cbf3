import type { Exchange } from '@banc-gap/simkit';
import type { Session } from '@banc-gap/tls12';
import { describe, expect, test } from 'vitest';
import { CASES } from '../cases/catalogue.ts';
import type { Report } from '../report/schema.ts';
import {
  answer,
  config,
  exchange,
  type FakeGap,
  fakePorts,
  fatalAlert,
  noServerHello,
  renegotiated,
  rightGap,
} from '../testing/fake-gap.ts';
import { exitCode } from './exit-code.ts';
import { type RunOptions, runCases } from './run.ts';
import type { Verdict } from './verdict.ts';

const OFFERS = ['diapason-tpe/version', 'diapason-tpe/cipher'];
const EXPIRED = 'diapason-tpe/validity/leaf-expired';

async function runAgainst(
  gap: FakeGap,
  options: { prefixes?: string[]; yaml?: string; observer?: RunOptions['observer'] } = {},
) {
  const ports = fakePorts(gap);
  const { report } = await runCases({
    config: config(options.yaml),
    prefixes: options.prefixes ?? [],
    seed: 7,
    version: '0.1.0',
    language: 'en',
    ports,
    ...(options.observer && { observer: options.observer }),
  });
  return { report, ports };
}

/** Identity cases look at the certificate of the GAP, which the fake ones do not have; nothing refreshes their trust. */
const judged = CASES.filter(
  (testCase) => testCase.kind !== 'observation' && !(testCase.kind === 'refusal' && testCase.refresh),
).map(({ id }) => id);

function verdicts(report: Report): Partial<Record<Verdict, string[]>> {
  return Object.fromEntries(
    [
      ...Map.groupBy(
        report.cases.filter(({ id }) => judged.includes(id)),
        ({ verdict }) => verdict,
      ),
    ].map(([verdict, cases]) => [verdict, cases.map(({ id }) => id)]),
  );
}

const find = (report: Report, id: string) => report.cases.find((one) => one.id === id)!;

test('a right GAP passes every case, and each refusal has its twin', async () => {
  const { report } = await runAgainst(rightGap);
  expect(verdicts(report)).toEqual({ pass: judged });
  expect(find(report, EXPIRED).twin).toEqual({
    verdict: 'pass',
    detail: expect.stringContaining('Answer HTTP 200'),
  });
  expect(find(report, 'diapason-tpe/trust/good-terminal').twin).toBeNull();
});

test('the good terminal is run before the first case and again after each', async () => {
  const { ports } = await runAgainst(rightGap, {
    prefixes: ['diapason-tpe/validity/leaf-expired', 'diapason-tpe/revocation'],
  });
  expect(ports.visits.map(({ good }) => good)).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
    true,
    false,
    true,
    false,
    true,
  ]);
});

test('strict is whether the best alert was seen', async () => {
  const { report } = await runAgainst(rightGap);
  expect(find(report, 'diapason-tpe/trust/leaf-signature-corrupted')).toMatchObject({
    strict: true,
    alert: 'bad_certificate',
    bestAlert: 'bad_certificate',
  });
  expect(find(report, EXPIRED)).toMatchObject({ strict: false, alert: 'bad_certificate' });
  expect(find(report, 'diapason-tpe/version/tls10-refused').strict).toBe(true);
  expect(find(report, 'diapason-tpe/cipher/prescribed').strict).toBeNull();
});

test('a GAP that serves everybody fails every refusal, as a warning at level SHOULD', async () => {
  const { report } = await runAgainst(({ attempt }) => {
    if (attempt.tls?.offer && !attempt.tls.bugs) return rightGap({ attempt, defect: undefined, good: false });
    return attempt.renegotiateAs ? renegotiated(answer(200)) : answer(200);
  });
  const refusals = CASES.filter(({ kind, id }) => kind === 'refusal' && judged.includes(id));
  expect(verdicts(report).fail).toEqual(refusals.filter(({ level }) => level === 'MUST').map(({ id }) => id));
  expect(verdicts(report).warn).toEqual(
    refusals.filter(({ level }) => level === 'SHOULD').map(({ id }) => id),
  );
  expect(find(report, EXPIRED)).toMatchObject({
    strict: null,
    actual:
      'The GAP served this terminal like the good one. Handshake completed (TLS 1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 (0xC028)). Answer HTTP 200.',
  });
  expect(exitCode(report)).toBe(1);
});

describe('a refusal shows', () => {
  const refusing =
    (refusal: FakeGap): FakeGap =>
    (visit) => {
      const served = rightGap(visit);
      return 'answer' in served || visit.attempt.tls?.offer ? served : refusal(visit);
    };
  test.each<[string, FakeGap]>([
    ['an HTTP 400 after the handshake, as of nginx', () => answer(400)],
    ['a close after the handshake, as of node:tls', () => exchange({ end: 'closed' })],
    ['a reset within the handshake', () => exchange({ handshake: 'failed', end: 'reset' })],
    [
      'one octet and a close',
      () => exchange({ answer: { bytes: Buffer.from('H'), complete: false }, end: 'closed' }),
    ],
    ['another 2xx status than the good terminal gets', () => answer(204)],
  ])('as %s', async (_, refusal) => {
    const { report } = await runAgainst(refusing(refusal));
    expect(verdicts(report)).toEqual({ pass: judged });
    expect(find(report, EXPIRED).strict).toBe(false);
  });

  test.each<[string, FakeGap]>([
    ['silence after the handshake', () => exchange({ end: 'timeout' })],
    [
      'one octet and silence',
      () => exchange({ answer: { bytes: Buffer.from('H'), complete: false }, end: 'timeout' }),
    ],
    ['a handshake that hangs', () => exchange({ handshake: 'timeout', end: 'timeout' })],
    ['the terminal giving up', () => exchange({ handshake: 'failed', end: 'local' })],
  ])('nothing by %s', async (_, refusal) => {
    const { report } = await runAgainst(refusing(refusal));
    expect(find(report, EXPIRED)).toMatchObject({ verdict: 'untestable', strict: null });
  });

  test('as another body, where the configuration says what a good one contains', async () => {
    const { report } = await runAgainst(
      refusing(() => answer(200, 'who are you?')),
      {
        yaml: 'probe: { mode: http, expect: { body: OK } }',
      },
    );
    expect(verdicts(report)).toEqual({ pass: judged });
  });

  test('as other octets on a framed socket', async () => {
    const good = exchange({
      answer: { bytes: Buffer.from([0, 0, 0, 2, 0x7b, 0x7d]), complete: true },
      end: 'local',
    });
    const bad = exchange({
      answer: { bytes: Buffer.from([0, 0, 0, 1, 0x21]), complete: true },
      end: 'closed',
    });
    const gap: FakeGap = (visit) =>
      'answer' in rightGap(visit) ? good : visit.attempt.tls?.offer ? rightGap(visit) : bad;
    const { report } = await runAgainst(gap, {
      yaml: 'probe: { mode: raw, send: ping, expect: { hex: "00000002" } }',
    });
    expect(verdicts(report)).toEqual({ pass: judged });
  });
});

describe('a GAP that cannot be tested', () => {
  const { serverHello: _, ...nothing } = exchange({ handshake: 'not-started', certificateRequested: false });
  test.each<[string, FakeGap, string]>([
    ['is down', () => ({ ...nothing, reached: 'refused' }), 'connection refused'],
    ['has no such name', () => ({ ...nothing, reached: 'name-not-found' }), 'does not resolve'],
    ['answers plain HTTP', () => ({ ...nothing, handshake: 'not-tls' }), 'plain HTTP'],
    ['hangs', () => ({ ...nothing, handshake: 'timeout', end: 'timeout' }), 'sends nothing in time'],
    ['resets', () => ({ ...nothing, end: 'reset' }), 'reset the connection'],
  ])('since it %s costs one connection', async (_, gap, reason) => {
    const { report, ports } = await runAgainst(gap);
    expect(report.summary).toMatchObject({ untestable: CASES.length, pass: 0, fail: 0 });
    expect(report.cases.every(({ actual }) => actual.includes(reason))).toBe(true);
    expect(ports.visits).toHaveLength(1);
    expect(exitCode(report)).toBe(1);
  });
});

describe('where the good terminal gets no good answer', () => {
  test('because it is refused, it fails, the refusals prove nothing, and the offers are judged', async () => {
    const { report } = await runAgainst((visit) =>
      visit.attempt.tls?.offer ? rightGap(visit) : answer(400),
    );
    expect(find(report, 'diapason-tpe/trust/good-terminal')).toMatchObject({ verdict: 'fail' });
    expect(find(report, 'diapason-tpe/trust/good-terminal').actual).toContain('stale or missing CRL');
    expect(find(report, EXPIRED)).toMatchObject({ verdict: 'untestable', twin: { verdict: 'untestable' } });
    const offers = report.cases.filter(({ id }) => OFFERS.some((prefix) => id.startsWith(prefix)));
    expect(new Set(offers.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
  });

  test('because the probe is not one it answers, the bench says so', async () => {
    const { report } = await runAgainst(() => answer(404));
    expect(find(report, 'diapason-tpe/trust/good-terminal')).toMatchObject({
      verdict: 'untestable',
      actual: expect.stringContaining('set gap.diapasonServer.probe'),
    });
  });

  test('because it speaks TLS 1.3 only, version and cipher fail and nothing passes', async () => {
    const { serverHello: _, ...alert } = fatalAlert('protocol_version');
    const { report } = await runAgainst(() => alert);
    expect(verdicts(report).fail).toEqual([
      'diapason-tpe/trust/good-terminal',
      'diapason-tpe/version/tls12',
      'diapason-tpe/cipher/prescribed',
    ]);
    expect(verdicts(report).pass).toBeUndefined();
  });
});

describe('a negotiation', () => {
  const offered =
    (gap: FakeGap): FakeGap =>
    (visit) =>
      visit.attempt.tls?.offer ? gap(visit) : rightGap(visit);
  test('fails where the ServerHello selects what must be refused, whatever comes after', async () => {
    const { report } = await runAgainst(
      offered(({ attempt }) => {
        const { version = 0x0303, cipherSuites = [0xc028] } = attempt.tls!.offer!;
        return exchange({
          handshake: 'failed',
          serverHello: { version, cipherSuite: cipherSuites[0]! },
          end: 'local',
        });
      }),
      { prefixes: OFFERS },
    );
    expect(verdicts(report)).toEqual({
      pass: ['diapason-tpe/version/tls12', 'diapason-tpe/cipher/prescribed'],
      fail: [
        'diapason-tpe/version/tls11-refused',
        'diapason-tpe/version/tls10-refused',
        'diapason-tpe/version/ssl30-refused',
        'diapason-tpe/cipher/anonymous-refused',
        'diapason-tpe/cipher/null-refused',
        'diapason-tpe/cipher/export-refused',
      ],
      warn: [
        'diapason-tpe/cipher/static-rsa-refused',
        'diapason-tpe/cipher/rc4-refused',
        'diapason-tpe/cipher/triple-des-refused',
      ],
    });
  });

  test('is refused by a ServerHello of another version', async () => {
    const gap = offered(() =>
      exchange({ handshake: 'failed', serverHello: { version: 0x0301, cipherSuite: 0xc014 }, end: 'local' }),
    );
    const { report } = await runAgainst(gap, { prefixes: ['diapason-tpe/version'] });
    expect(find(report, 'diapason-tpe/version/tls11-refused').verdict).toBe('pass');
    expect(find(report, 'diapason-tpe/version/tls10-refused').verdict).toBe('fail');
  });

  test('is not decided by silence', async () => {
    const gap = offered(() => noServerHello({ handshake: 'timeout', end: 'timeout' }));
    const { report } = await runAgainst(gap, { prefixes: OFFERS });
    expect(new Set(report.cases.map(({ verdict }) => verdict))).toEqual(new Set(['untestable']));
  });
});

describe('a refusal whose defect shows in CBC only', () => {
  const PADDING = 'diapason-tpe/record/padding-corrupted';
  test.each([
    [0xc028, 'warn'],
    [0xc030, 'untestable'],
  ])('is, where the GAP selects 0x%s and serves it, %s', async (cipherSuite, verdict) => {
    const { report } = await runAgainst(
      (visit) =>
        visit.attempt.tls?.bugs
          ? { ...answer(200), serverHello: { version: 0x0303, cipherSuite } }
          : rightGap(visit),
      { prefixes: [PADDING] },
    );
    expect(find(report, PADDING).verdict).toBe(verdict);
  });

  test.each<[string, Exchange, string]>([
    ['after a ServerHello in CBC', fatalAlert('bad_record_mac'), 'pass'],
    ['because it has no CBC', noServerHello(fatalAlert('handshake_failure')), 'untestable'],
  ])('is, where the GAP refuses %s, decided accordingly', async (_, refused, verdict) => {
    const { report, ports } = await runAgainst(
      (visit) => (visit.attempt.tls?.bugs ? refused : rightGap(visit)),
      { prefixes: [PADDING] },
    );
    expect(find(report, PADDING).verdict).toBe(verdict);
    const { tls } = ports.visits.find(({ attempt }) => attempt.tls?.bugs)!.attempt;
    expect(tls).toMatchObject({ offer: { cipherSuites: [0xc028] }, encryptThenMac: false });
  });
});

describe('a terminal that comes back with its session', () => {
  const AFTER_REFUSAL = 'diapason-tpe/resumption/after-refusal';
  const session = { ticket: Buffer.from('ticket') } as unknown as Session;

  /** Refuses whom it should, and gives every terminal that asks a session; what it does with one is up to the test. */
  const givingSessions =
    (resumed: FakeGap): FakeGap =>
    (visit) => {
      if (visit.attempt.tls?.session) return resumed(visit);
      const first = visit.defect ? exchange({ end: 'closed' }) : answer(200);
      return visit.attempt.tls?.tickets ? Object.assign(first, { session }) : first;
    };

  test.each<[string, FakeGap, string]>([
    ['and is refused again', () => exchange({ end: 'closed' }), 'pass'],
    ['and gets in', () => answer(200), 'fail'],
  ])('after it was refused, %s', async (_, resumed, verdict) => {
    const { report } = await runAgainst(givingSessions(resumed), { prefixes: [AFTER_REFUSAL] });
    expect(find(report, AFTER_REFUSAL).verdict).toBe(verdict);
  });

  test('makes do with the first connection where the GAP gives no session', async () => {
    const { report, ports } = await runAgainst(rightGap, { prefixes: [AFTER_REFUSAL] });
    expect(find(report, AFTER_REFUSAL).verdict).toBe('pass');
    expect(ports.visits.map(({ good }) => good)).toEqual([true, false, true]);
  });

  test('and was good the first time, must get in again', async () => {
    const id = 'diapason-tpe/resumption/good-terminal';
    const { report } = await runAgainst(
      givingSessions(() => exchange({ end: 'closed' })),
      { prefixes: [id] },
    );
    expect(find(report, id)).toMatchObject({ verdict: 'warn', twin: { verdict: 'pass' } });
  });
});

describe('a terminal that renegotiates', () => {
  const OTHER = 'diapason-tpe/renegotiation/other-certificate';
  const INITIATED = 'diapason-tpe/renegotiation/client-initiated';

  test.each<[string, () => Exchange, string, string]>([
    ['is served as the one of the first handshake', () => answer(200), 'pass', 'pass'],
    ['is cut off', () => exchange({ end: 'closed' }), 'pass', 'pass'],
    ['is turned away afterwards', () => renegotiated(answer(403)), 'pass', 'pass'],
    ['is served as the one of the second', () => renegotiated(answer(200)), 'warn', 'fail'],
    [
      'is not asked for its certificate again',
      () => ({ ...renegotiated(answer(200)), certificateRequested: false }),
      'warn',
      'untestable',
    ],
    ['gets no answer', () => exchange({ end: 'timeout' }), 'untestable', 'untestable'],
  ])('and %s', async (_, respond, initiated, other) => {
    const gap: FakeGap = ({ attempt }) => (attempt.renegotiateAs ? respond() : answer(200));
    const { report, ports } = await runAgainst(gap, { prefixes: [INITIATED, OTHER] });
    expect(find(report, INITIATED).verdict).toBe(initiated);
    expect(find(report, OTHER).verdict).toBe(other);
    const attempts = ports.visits.filter(({ attempt }) => attempt.renegotiateAs);
    expect(attempts.map(({ good }) => good)).toEqual([true, true]);
  });

  test('and is declined reads so in the report', async () => {
    const { report } = await runAgainst(() => answer(200), { prefixes: [OTHER] });
    expect(find(report, OTHER).actual).toMatch(/^The GAP declined the second handshake, and served/);
  });
});

test('a case in which a CRL changes is skipped, and says what is missing', async () => {
  const id = 'diapason-tpe/revocation/revoked-since';
  const { report, ports } = await runAgainst(rightGap, { prefixes: [id] });
  expect(find(report, id)).toMatchObject({
    verdict: 'skip',
    actual: expect.stringContaining('trust.refresh'),
  });
  expect(ports.visits).toHaveLength(1);
});

describe('a GAP that has the issuing CA itself', () => {
  const cases = [
    'diapason-tpe/trust/intermediate-missing',
    'diapason-tpe/trust/issuing-ca-signature-corrupted',
    'diapason-tpe/validity/issuing-ca-expired',
    'diapason-tpe/validity/issuing-ca-not-yet-valid',
    'diapason-tpe/usage/issuing-ca-not-a-ca',
    'diapason-tpe/usage/issuing-ca-without-key-cert-sign',
    'diapason-tpe/usage/issuing-ca-without-basic-constraints',
    'diapason-tpe/usage/issuing-ca-version-1',
    'diapason-tpe/usage/issuing-ca-unknown-critical-extension',
    'diapason-tpe/usage/name-excluded-by-ca',
    'diapason-tpe/algorithms/issuing-ca-sha1',
  ];

  test('makes the cases that need it unknown untestable', async () => {
    const { report } = await runAgainst((visit) => {
      const { defect } = visit;
      const ignoresIssuingCa =
        defect?.issuingCa !== undefined || (defect?.present === 'leaf-only' && !defect.leaf);
      return ignoresIssuingCa ? answer(200) : rightGap(visit);
    });
    expect(verdicts(report)).toEqual({ pass: judged.filter((id) => !cases.includes(id)), untestable: cases });
    expect(find(report, cases[0]!).actual).toContain('already trusts the issuing CA');
  });

  test('is not one that accepts any leaf without its issuer', async () => {
    const { report } = await runAgainst((visit) =>
      visit.defect?.present === 'leaf-only' ? answer(200) : rightGap(visit),
    );
    expect(verdicts(report)).toEqual({ fail: [cases[0]], pass: judged.filter((id) => id !== cases[0]) });
  });
});

describe('a GAP that stops serving', () => {
  /** Dies of the expired certificate; `revives`: it is back once the bench has paused. */
  function mortal(revives: boolean): { gap: FakeGap; revive: () => void } {
    let dead = false;
    const { serverHello: _, ...nothing } = exchange({ handshake: 'not-started' });
    return {
      revive: () => {
        dead &&= !revives;
      },
      gap: (visit) => {
        if (dead) return { ...nothing, reached: 'refused' };
        dead = visit.defect?.leaf?.notAfter?.hours !== undefined;
        return dead ? exchange({ end: 'reset' }) : rightGap(visit);
      },
    };
  }

  async function runMortal(revives: boolean, parallel: number) {
    const { gap, revive } = mortal(revives);
    const ports = { ...fakePorts(gap), pause: async () => revive() };
    const { report } = await runCases({
      config: config(`parallel: ${parallel}`),
      prefixes: ['diapason-tpe/validity', 'diapason-tpe/revocation'],
      seed: 1,
      version: '0',
      language: 'en',
      ports,
    });
    return report;
  }

  const others = judged.filter((id) => /\/(validity|revocation)\//.test(id) && id !== EXPIRED);

  test('for good fails the case it died of, and what follows is untestable', async () => {
    const report = await runMortal(false, 1);
    expect(verdicts(report)).toEqual({ fail: [EXPIRED], untestable: others });
    expect(find(report, EXPIRED).actual).toContain('no longer serves the good terminal');
    expect(find(report, others[0]!).actual).toContain(`since ${EXPIRED}`);
  });

  test.each([1, 4])('and comes back fails only the case it died of, %i at a time', async (parallel) => {
    const report = await runMortal(true, parallel);
    expect(verdicts(report)).toEqual({ fail: [EXPIRED], pass: others });
  });

  test('once, and not when the case is repeated, keeps the verdict and says so', async () => {
    let failures = 1;
    let suspicious = false;
    const { report } = await runAgainst(
      (visit) => {
        if (visit.good && suspicious && failures-- > 0) return exchange({ end: 'reset' });
        suspicious = visit.defect?.leaf?.notAfter?.hours !== undefined;
        return rightGap(visit);
      },
      { prefixes: ['diapason-tpe/validity'] },
    );
    expect(find(report, EXPIRED)).toMatchObject({
      verdict: 'pass',
      actual: expect.stringContaining('it did not happen again'),
    });
    expect(find(report, 'diapason-tpe/validity/leaf-not-yet-valid').actual).not.toContain('again');
  });

  test('before a case reaches it is not that case’s doing', async () => {
    const { serverHello: _, ...nothing } = exchange({ handshake: 'not-started' });
    let dead = false;
    const { report } = await runAgainst(
      (visit) => {
        dead ||= visit.defect?.leaf?.notAfter?.hours !== undefined;
        return dead ? { ...nothing, reached: 'refused' } : rightGap(visit);
      },
      { prefixes: ['diapason-tpe/validity'] },
    );
    expect(new Set(report.cases.map(({ verdict }) => verdict))).toEqual(new Set(['untestable']));
    expect(find(report, EXPIRED).actual).toContain('connection refused');
  });

  test('for good among several cases blames none of them alone', async () => {
    const report = await runMortal(false, 4);
    expect(verdicts(report)).toEqual({ untestable: [EXPIRED, ...others] });
    expect(find(report, EXPIRED).actual).toContain('gap.diapasonServer.parallel at 1');
  });
});

describe('a fault of the bench', () => {
  test('is an error of its case, and three in a row stop the run', async () => {
    const ports = fakePorts(rightGap);
    const broken = {
      ...ports,
      identities: {
        identity: async (defect?: object) => {
          if (defect) throw new Error('no key for this identity');
          return ports.identities.identity();
        },
      },
    };
    const { report } = await runCases({
      config: config(),
      prefixes: judged.filter((id) => id === EXPIRED || id.startsWith('diapason-tpe/revocation/')),
      seed: 1,
      version: '0',
      language: 'en',
      ports: broken,
    });
    expect(report.summary.error).toBe(5);
    expect(report.cases.map(({ actual }) => actual.includes('no key for this identity'))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(report.cases[4]!.actual).toContain('three times in a row');
    expect(exitCode(report)).toBe(2);
  });

  test('before the good terminal makes every case an error', async () => {
    const { report } = await runAgainst(() => {
      throw new Error('no such terminal');
    });
    expect(report.summary).toMatchObject({ error: CASES.length });
  });
});

test('cases run side by side in lanes, and the good terminal between the batches', async () => {
  let running = 0;
  let most = 0;
  const { report } = await runAgainst(
    async (visit) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return rightGap(visit);
    },
    { yaml: 'parallel: 4' },
  );
  expect(most).toBe(4);
  expect(verdicts(report)).toEqual({ pass: judged });
});

test('an observer is told of the plan, of each case, and of the report', async () => {
  const told: string[] = [];
  await runAgainst(rightGap, {
    prefixes: ['leaf-expired', 'leaf-not-yet-valid', 'issuing-ca-expired'].map(
      (slug) => `diapason-tpe/validity/${slug}`,
    ),
    observer: {
      started: ({ cases, seed }) => told.push(`started ${cases} ${seed}`),
      caseStarted: ({ id }) => told.push(`+${id.split('/').at(-1)}`),
      caseFinished: ({ testCase, verdict }) => told.push(`-${testCase.id.split('/').at(-1)} ${verdict}`),
      finished: ({ summary }) => told.push(`finished ${summary.pass}`),
    },
  });
  expect(told).toEqual([
    'started 3 7',
    '+leaf-expired',
    '-leaf-expired pass',
    '+leaf-not-yet-valid',
    '-leaf-not-yet-valid pass',
    '+issuing-ca-expired',
    '-issuing-ca-expired pass',
    'finished 3',
  ]);
});
