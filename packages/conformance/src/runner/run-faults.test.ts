import { describe, expect, test } from 'vitest';
import { selectCases } from '../cases/catalogue.ts';
import { config, exchange, type FakeGap, fakePorts, rightGap } from '../testing/fake-gap.ts';
import { EXPIRED, find, judged, runAgainst, verdicts } from '../testing/run-against.ts';
import { exitCode } from './exit-code.ts';
import { runCases } from './run.ts';

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
    expect(report.summary.error).toBe(6);
    expect(report.cases.map(({ actual }) => actual.includes('no key for this identity'))).toEqual([
      true,
      true,
      true,
      false,
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
    expect(report.summary).toMatchObject({ error: selectCases(['diapason-tpe']).length });
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
