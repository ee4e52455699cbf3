import { describe, expect, test } from 'vitest';
import { isRefreshing } from '../cases/case.ts';
import { selectCases } from '../cases/catalogue.ts';
import type { DriveOrder, DriveReply } from '../drive/actions.ts';
import { answer, config, type FakeGap, fakePorts, fatalAlert, rightGap } from '../testing/fake-gap.ts';
import { find } from '../testing/run-against.ts';
import { runCases } from './run.ts';

const CASES = selectCases(['diapason-tpe/revocation']).filter(isRefreshing);
const IDS = CASES.map(({ id }) => id);
const REVOKED_SINCE = 'diapason-tpe/revocation/revoked-since';
const FORGED = 'diapason-tpe/revocation/crl-by-another-key';
const GOOD = 'diapason-tpe/trust/good-terminal';

type Answers = (order: Extract<DriveOrder, { action: 'trust.refresh' }>, count: number) => DriveReply;
const accepts: Answers = () => ({ outcome: 'accepted' });

/** Runs against a GAP that has, of the CRLs, what its drive was given last. */
async function run(
  gap: (crls: string) => FakeGap,
  {
    answers = accepts,
    prefixes = IDS,
    stop,
  }: { answers?: Answers; prefixes?: string[]; stop?: AbortSignal } = {},
) {
  let crls = 'published';
  const given: string[] = [];
  const ports = fakePorts((visit) => gap(crls)(visit));
  const { report } = await runCases({
    config: config('parallel: 8'),
    prefixes,
    seed: 1,
    version: '0',
    language: 'en',
    ...(stop && { stop }),
    ports: {
      ...ports,
      drive: {
        async perform(order) {
          if (order.action !== 'trust.refresh') throw new TypeError(order.action);
          given.push(order.params.crls);
          const reply = answers(order, given.length);
          if (reply.outcome === 'accepted') crls = order.params.crls;
          return reply;
        },
      },
    },
  });
  return { report, given, left: () => crls };
}

/** Has the good terminal on the changed list, the revoked one on every list, and takes none that is not right. */
const right =
  (crls: string): FakeGap =>
  (visit) =>
    visit.good && crls !== 'leaf-revoked' ? rightGap(visit) : fatalAlert('certificate_revoked');

describe('a CRL that changes', () => {
  test('passes with a GAP that reads it, and the right one is back after each case', async () => {
    const { report, given, left } = await run(right);
    expect(report.summary).toMatchObject({ pass: IDS.length });
    expect(left()).toBe('published');
    const changes = CASES.map(({ refresh }) => refresh.crl);
    expect(given).toEqual(changes.flatMap((change) => ['published', change, 'published']));
  });

  test('fails a GAP that does not look at it', async () => {
    const { report } = await run(() => (visit) => (visit.good ? rightGap(visit) : right('')(visit)));
    expect(find(report, REVOKED_SINCE).verdict).toBe('fail');
    expect(find(report, FORGED).verdict).toBe('pass');
  });

  test('and is not to be relied on makes a GAP warn that relies on it', async () => {
    const { report } = await run(
      (crls) => (visit) => (crls === 'by-another-key' ? answer(200) : right(crls)(visit)),
    );
    expect(report.summary).toMatchObject({ warn: 1, pass: IDS.length - 1 });
    expect(find(report, FORGED).verdict).toBe('warn');
  });

  test('and is declined is refused rightly, unless it was a right one', async () => {
    const answers: Answers = ({ params: { crls } }) => ({
      outcome: crls === 'published' ? 'accepted' : 'refused',
      detail: 'I do not take that.',
    });
    const { report } = await run(right, { answers });
    expect(find(report, FORGED)).toMatchObject({
      verdict: 'pass',
      actual: expect.stringContaining('I do not'),
    });
    expect(find(report, REVOKED_SINCE).verdict).toBe('untestable');
  });

  test('is skipped where the drive does not implement it, untestable where it fails', async () => {
    const without = await run(right, { answers: () => ({ outcome: 'not-implemented' }) });
    expect(without.report.summary).toMatchObject({ skip: IDS.length });
    const broken = await run(right, { answers: () => ({ outcome: 'error', detail: 'no file' }) });
    expect(broken.report.summary).toMatchObject({ untestable: IDS.length });
    expect(find(broken.report, FORGED).actual).toContain('no file');
  });

  test('is untestable where the right CRLs, given in the same way, lock the good terminal out', async () => {
    const { report } = await run(
      (crls) => (visit) => (crls === 'published' ? fatalAlert('certificate_unknown') : right(crls)(visit)),
      { prefixes: [REVOKED_SINCE] },
    );
    expect(find(report, REVOKED_SINCE)).toMatchObject({ verdict: 'untestable' });
  });

  test('is put back a second time where the GAP did not take it at first', async () => {
    const answers: Answers = (_, count) => ({ outcome: count === 3 ? 'error' : 'accepted' });
    const { report, given, left } = await run(right, { answers, prefixes: [REVOKED_SINCE] });
    expect(find(report, REVOKED_SINCE).verdict).toBe('pass');
    expect(given).toEqual(['published', 'leaf-revoked', 'published', 'published']);
    expect(left()).toBe('published');
  });

  test('and cannot be put back is an error that says what to do', async () => {
    const answers: Answers = (_, count) => ({
      outcome: count > 2 ? 'error' : 'accepted',
      detail: 'disk full',
    });
    const { report } = await run(right, { answers, prefixes: [REVOKED_SINCE, GOOD] });
    expect(find(report, REVOKED_SINCE)).toMatchObject({
      verdict: 'error',
      actual: expect.stringContaining('disk full'),
    });
  });
});

test('a run that is stopped ends its case, puts the CRL back, and runs nothing more', async () => {
  const stop = new AbortController();
  const answers: Answers = (_, count) => {
    if (count === 2) stop.abort();
    return { outcome: 'accepted' };
  };
  const { report, left, given } = await run(right, { answers, stop: stop.signal });
  expect(given).toHaveLength(3);
  expect(left()).toBe('published');
  expect(report.summary).toMatchObject({ pass: 1, error: IDS.length - 1 });
  expect(find(report, FORGED).actual).toContain('stopped before');
});
