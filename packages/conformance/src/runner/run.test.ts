import { describe, expect, test } from 'vitest';
import { CASES, selectCases } from '../cases/catalogue.ts';
import {
  answer,
  exchange,
  type FakeGap,
  fatalAlert,
  noServerHello,
  renegotiated,
  rightGap,
} from '../testing/fake-gap.ts';
import { EXPIRED, find, judged, runAgainst, verdicts } from '../testing/run-against.ts';
import { exitCode } from './exit-code.ts';

const OFFERS = ['diapason-tpe/version', 'diapason-tpe/cipher'];

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
    expect(report.summary).toMatchObject({
      untestable: selectCases(['diapason-tpe']).length,
      pass: 0,
      fail: 0,
    });
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
      pass: [
        'diapason-tpe/version/tls12',
        'diapason-tpe/cipher/prescribed',
        'diapason-tpe/cipher/compression-declined',
      ],
      fail: [
        'diapason-tpe/version/tls11-refused',
        'diapason-tpe/version/tls10-refused',
        'diapason-tpe/version/ssl30-refused',
        'diapason-tpe/cipher/anonymous-refused',
        'diapason-tpe/cipher/null-refused',
        'diapason-tpe/cipher/export-refused',
      ],
      warn: [
        'diapason-tpe/version/fallback-refused',
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

test('a case in which a CRL changes is skipped, and says what is missing', async () => {
  const id = 'diapason-tpe/revocation/revoked-since';
  const { report, ports } = await runAgainst(rightGap, { prefixes: [id] });
  expect(find(report, id)).toMatchObject({
    verdict: 'skip',
    actual: expect.stringContaining('drive.mode'),
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
        (defect?.issuingCa && !defect.issuingCa.subject) || (defect?.present === 'leaf-only' && !defect.leaf);
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
