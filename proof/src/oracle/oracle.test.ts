import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { CaseReport } from '@banc-gap/conformance';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeGap } from '../judge-gap.ts';
import { httpAnswer, type Manners, oddGap } from './odd-gap.ts';
import { oneAtATime } from './one-at-a-time.ts';

let bench: TemporaryAuthorities;
beforeAll(async () => {
  bench = await temporaryAuthorities();
});
afterAll(() => bench[Symbol.asyncDispose]());

const GOOD = 'diapason-tpe/trust/good-terminal';
const REVOKED = 'diapason-tpe/revocation/leaf-revoked';
const SAME_SERIAL = 'diapason-tpe/revocation/same-serial-at-another-ca';
const PREFIXES = ['leaf-revoked', 'leaf-on-hold', 'issuing-ca-revoked', 'same-serial-at-another-ca'].map(
  (slug) => `diapason-tpe/revocation/${slug}`,
);

async function judge(manners: Manners, server: Parameters<typeof judgeGap>[2] = {}) {
  await using gap = await oddGap(bench.authorities, manners);
  return verdicts(await judgeGap(bench.authorities, gap.port, server, [GOOD, ...PREFIXES]));
}

const verdicts = (cases: readonly CaseReport[]) =>
  Object.fromEntries(cases.map(({ id, verdict }) => [id.split('/').at(-1), verdict]));

const EVERY_CASE_PASSES = {
  'good-terminal': 'pass',
  'leaf-revoked': 'pass',
  'leaf-on-hold': 'pass',
  'issuing-ca-revoked': 'pass',
  'same-serial-at-another-ca': 'pass',
};
const THE_REFUSALS_FAIL = {
  ...EVERY_CASE_PASSES,
  'leaf-revoked': 'fail',
  'leaf-on-hold': 'fail',
  'issuing-ca-revoked': 'fail',
};
const NOBODY_GETS_IN = Object.fromEntries(
  Object.keys(EVERY_CASE_PASSES).map((slug) => [slug, slug === 'good-terminal' ? 'fail' : 'untestable']),
);
const NOTHING_IS_KNOWN = Object.fromEntries(
  Object.keys(EVERY_CASE_PASSES).map((slug) => [slug, 'untestable']),
);

const served = httpAnswer(200, 'ready');

describe('after a finished handshake, a terminal is refused by', () => {
  it.each<[string, Manners]>([
    ['a close', (connection, welcome) => connection.end(welcome ? served : undefined)],
    ['one octet and a close', (connection, welcome) => connection.end(welcome ? served : 'H')],
    ['a reset', (connection, welcome) => (welcome ? connection.end(served) : connection.destroy())],
    ['HTTP 400', (connection, welcome) => connection.end(welcome ? served : httpAnswer(400, 'no'))],
    ['HTTP 204', (connection, welcome) => connection.end(welcome ? served : httpAnswer(204, ''))],
  ])('%s', async (_, manners) => {
    expect(await judge(manners)).toEqual(EVERY_CASE_PASSES);
  });

  it('another body with the same status, once the configuration says what a good one contains', async () => {
    const manners: Manners = (connection, welcome) =>
      connection.end(welcome ? served : httpAnswer(200, 'login'));
    expect(await judge(manners)).toEqual(THE_REFUSALS_FAIL);
    const probe = { mode: 'http', expect: { body: 'ready' } };
    expect(await judge(manners, { probe })).toEqual(EVERY_CASE_PASSES);
  });
});

describe('no refusal passes where', () => {
  it('everybody gets the same page', async () => {
    expect(await judge((connection) => connection.end(served))).toEqual(THE_REFUSALS_FAIL);
  });

  it('the good answer breaks off in its body', async () => {
    const half: Manners = (connection, welcome) => connection.end(welcome ? served : served.slice(0, -1));
    expect(await judge(half)).toEqual(THE_REFUSALS_FAIL);
  });

  it('everybody gets HTTP 400', async () => {
    expect(await judge((connection) => connection.end(httpAnswer(400, 'no')))).toEqual(NOBODY_GETS_IN);
  });

  it('everybody gets HTTP 500, which may have other reasons', async () => {
    expect(await judge((connection) => connection.end(httpAnswer(500, 'oh')))).toEqual(NOTHING_IS_KNOWN);
  });

  it('the GAP says nothing to those it does not want', async () => {
    const silent: Manners = (connection, welcome) => {
      if (welcome) connection.end(served);
    };
    expect(await judge(silent, { timeoutMs: 500 })).toEqual({
      ...NOTHING_IS_KNOWN,
      'good-terminal': 'pass',
      'same-serial-at-another-ca': 'pass',
    });
  });

  it('the GAP is down', async () => {
    const unused = createServer();
    await once(unused.listen(0, '127.0.0.1'), 'listening');
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    expect(verdicts(await judgeGap(bench.authorities, port, {}, [GOOD, ...PREFIXES]))).toEqual(
      NOTHING_IS_KNOWN,
    );
  });
});

it('a GAP that dies of a terminal fails the case it died of, and the rest is not judged', async () => {
  await using gap = await oddGap(bench.authorities, (connection, welcome, server) => {
    if (welcome) connection.end(served);
    else server.close();
  });
  const cases = await judgeGap(bench.authorities, gap.port, {}, [GOOD, REVOKED, SAME_SERIAL]);
  expect(verdicts(cases)).toEqual({
    'good-terminal': 'pass',
    'leaf-revoked': 'fail',
    'same-serial-at-another-ca': 'untestable',
  });
  expect(cases.find(({ id }) => id === REVOKED)?.actual).toContain('no longer serves the good terminal');
});

it('a GAP that takes its time, within the bound, is judged like any other', async () => {
  const slow: Manners = (connection, welcome) =>
    setTimeout(() => connection.end(welcome ? served : undefined), 100);
  expect(await judge(slow)).toEqual(EVERY_CASE_PASSES);
});

it.each([1, 4])(
  'a GAP that handles one connection at a time is judged like any other, %i cases at a time',
  async (parallel) => {
    await using gap = await oddGap(bench.authorities, (connection, welcome) =>
      connection.end(welcome ? served : undefined),
    );
    await using queue = await oneAtATime(gap.port);
    const cases = await judgeGap(bench.authorities, queue.port, { parallel }, [GOOD, ...PREFIXES]);
    expect(verdicts(cases)).toEqual(EVERY_CASE_PASSES);
  },
);

it('a GAP that takes longer than the bound is not judged', async () => {
  expect(await judge(() => undefined, { timeoutMs: 200 })).toEqual(NOTHING_IS_KNOWN);
});
