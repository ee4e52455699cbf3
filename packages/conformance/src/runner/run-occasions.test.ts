import type { Exchange } from '@banc-gap/simkit';
import type { Session } from '@banc-gap/tls12';
import { describe, expect, test } from 'vitest';
import {
  answer,
  exchange,
  type FakeGap,
  fatalAlert,
  noServerHello,
  renegotiated,
  rightGap,
} from '../testing/fake-gap.ts';
import { find, runAgainst } from '../testing/run-against.ts';

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
