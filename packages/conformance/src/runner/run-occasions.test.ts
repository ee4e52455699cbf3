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
      'is declined, and then asked for another handshake',
      () => ({
        ...renegotiated(answer(200)),
        alertReceived: { level: 'warning', name: 'no_renegotiation', code: 100, afterHandshake: true },
      }),
      'pass',
      'pass',
    ],
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

describe('a terminal that comes back after a fatal alert of its own', () => {
  const AFTER_ALERT = 'diapason-tpe/resumption/after-fatal-alert';
  const session = { id: Buffer.from('id') } as unknown as Session;
  const info = (resumed: boolean) => ({ resumed }) as NonNullable<Exchange['info']>;

  const givingSessions =
    (again: () => Exchange): FakeGap =>
    ({ attempt }) => {
      if (attempt.breakOffWith)
        return Object.assign(exchange({ end: 'local', info: info(false) }), { session });
      return attempt.tls?.session ? again() : answer(200);
    };

  test.each<[string, () => Exchange, string]>([
    ['is served in a full handshake', () => ({ ...answer(200), info: info(false) }), 'pass'],
    ['is refused', () => fatalAlert('handshake_failure'), 'pass'],
    ['is served by its session', () => ({ ...answer(200), info: info(true) }), 'warn'],
    ['gets no ServerHello', () => noServerHello({ handshake: 'timeout', end: 'timeout' }), 'untestable'],
  ])('and %s', async (_, again, verdict) => {
    const { report, ports } = await runAgainst(givingSessions(again), { prefixes: [AFTER_ALERT] });
    expect(find(report, AFTER_ALERT).verdict).toBe(verdict);
    const [, broken, back] = ports.visits.map(({ attempt }) => attempt);
    expect(broken).toMatchObject({ breakOffWith: 'internal_error' });
    expect(back).toMatchObject({ tls: { session, bugs: { resumeForeignSession: true } } });
  });

  test('has nothing to resume where the GAP gave no session', async () => {
    const gap: FakeGap = ({ attempt }) =>
      attempt.breakOffWith ? exchange({ end: 'local', info: info(false) }) : answer(200);
    const { report, ports } = await runAgainst(gap, { prefixes: [AFTER_ALERT] });
    expect(find(report, AFTER_ALERT)).toMatchObject({
      verdict: 'pass',
      actual: expect.stringMatching(/^The GAP did not resume the session, or gave none/),
    });
    expect(ports.visits).toHaveLength(3);
  });
});

describe('a terminal beside another one that stalls', () => {
  const STALLS = 'diapason-tpe/handshake/another-terminal-stalls';

  test.each<[string, () => Exchange, string]>([
    ['is served', () => answer(200), 'pass'],
    ['waits in vain for a connection', () => noServerHello({ reached: 'timeout' }), 'warn'],
    [
      'waits in vain for a ServerHello',
      () => noServerHello({ handshake: 'timeout', end: 'timeout' }),
      'warn',
    ],
    ['waits in vain for an answer', () => exchange({ end: 'timeout' }), 'warn'],
    ['is cut off', () => exchange({ end: 'closed' }), 'warn'],
    ['gives up of its own accord', () => exchange({ end: 'local' }), 'untestable'],
  ])('and %s', async (_, beside, verdict) => {
    const gap: FakeGap = ({ attempt }) => (attempt.beside ? beside() : answer(200));
    const { report } = await runAgainst(gap, { prefixes: [STALLS] });
    expect(find(report, STALLS)).toMatchObject({ verdict, twin: { verdict: 'pass' } });
  });

  test('runs alone, however many cases run side by side', async () => {
    let open = 0;
    const beside: number[] = [];
    const gap: FakeGap = async (visit) => {
      open++;
      await new Promise(setImmediate);
      if (visit.attempt.beside) beside.push(open);
      open--;
      return rightGap(visit);
    };
    await runAgainst(gap, {
      prefixes: ['diapason-tpe/handshake', 'diapason-tpe/record'],
      yaml: 'parallel: 8',
    });
    expect(beside).toEqual([1]);
  });
});

describe('compression', () => {
  const COMPRESSION = 'diapason-tpe/cipher/compression-declined';
  const hello = { version: 0x0303, cipherSuite: 0xc028 };

  test.each<[string, () => Exchange, string]>([
    ['passed over', () => answer(200), 'pass'],
    ['selected', () => exchange({ serverHello: { ...hello, compressionMethod: 1 }, end: 'local' }), 'warn'],
    ['not answered', () => noServerHello({ handshake: 'timeout', end: 'timeout' }), 'untestable'],
  ])('is %s', async (_, respond, verdict) => {
    const gap: FakeGap = (visit) => (visit.attempt.tls?.offer ? respond() : rightGap(visit));
    const { report, ports } = await runAgainst(gap, { prefixes: [COMPRESSION] });
    expect(find(report, COMPRESSION)).toMatchObject({ verdict, strict: null });
    expect(ports.visits[1]?.attempt.tls?.offer).toEqual({ version: 0x0303, compressionMethods: [1, 0] });
  });
});
