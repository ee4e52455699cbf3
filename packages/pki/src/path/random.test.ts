import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import type { Certificate } from '../certificate.ts';
import { Crl } from '../crl/read.ts';
import { CrlSet } from '../crl/set.ts';
import { BancError } from '../error-catalogue.ts';
import { AT, type Change, Hierarchy, LEVELS, type Level, parseAll } from '../testing/hierarchy.ts';
import { opensslVerify, type Verification } from '../testing/openssl-verify.ts';
import { SCENARIOS } from '../testing/scenarios/index.ts';
import { validatePath } from './validate.ts';

/** Every change of a certificate in the scenarios, to be put together at random; no algorithm has ECDSA and MD5. */
const CHANGES = SCENARIOS.flatMap(({ changes = {} }) =>
  LEVELS.flatMap((level) => (changes[level] ? [{ level, change: changes[level] }] : [])),
).filter(({ change }) => change.key !== 'ec-p256' && change.signedBy !== 'ec-p256');

const CRL_SETS = SCENARIOS.filter(({ title, changes }) => title.startsWith('CRL: ') && !changes);

const EXTRAS = ['lookalike', 'leaf', 'root', 'other-issuing'] as const;
type Presentable = Level | (typeof EXTRAS)[number];

const chains = fc.record({
  picked: fc.uniqueArray(fc.constantFrom(...CHANGES), { maxLength: 3 }),
  others: fc
    .subarray([...EXTRAS], { minLength: 0 })
    .chain((extras) =>
      fc.shuffledSubarray<Presentable>(['issuing', 'top', ...extras], { minLength: 1 + extras.length }),
    ),
  crls: fc.option(fc.constantFrom(...CRL_SETS), { freq: 2, nil: undefined }),
  purpose: fc.constantFrom('clientAuth' as const, 'serverAuth' as const),
});

let hierarchy: Hierarchy;
beforeAll(async () => {
  hierarchy = await Hierarchy.create();
});

function verificationOf({
  picked,
  others,
  crls,
  purpose,
}: typeof chains extends fc.Arbitrary<infer T> ? T : never) {
  const changes: Partial<Record<Level, Change>> = {};
  for (const { level, change } of picked) {
    const before = changes[level];
    changes[level] = { ...before, ...change, extensions: { ...before?.extensions, ...change.extensions } };
  }
  const chain = Object.fromEntries(
    LEVELS.map((level) => [level, hierarchy.certificate(level, changes[level])]),
  ) as Record<Level, Buffer>;
  const byName: Record<Presentable, Buffer> = {
    ...chain,
    lookalike: hierarchy.certificate('root', { key: 'stranger', signedBy: 'stranger' }),
    'other-issuing': hierarchy.certificate('issuing', { key: 'stranger' }),
  };
  const lists = crls?.arrange?.(chain, hierarchy).crls;
  const verification: Verification = {
    presented: [chain.leaf, ...others.map((name) => byName[name])],
    anchors: [chain.root],
    at: AT,
    purpose,
    ...(lists && { crls: lists }),
  };
  return verification;
}

/** The path that we accept, if we do. */
function acceptedPath({
  presented,
  anchors,
  crls,
  at,
  purpose,
}: Verification): readonly Certificate[] | undefined {
  try {
    const result = validatePath(parseAll(presented), {
      trustAnchors: parseAll(anchors),
      at,
      purpose,
      ...(crls && { crls: new CrlSet(crls.map((crl) => Crl.parse(crl))) }),
    });
    return result.valid ? result.path : undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(BancError);
    return undefined;
  }
}

describe.skipIf(!foreignTool('openssl'))(
  'whatever is wrong together, in whatever order it is presented',
  () => {
    test('what we accept OpenSSL accepts', () => {
      let accepted = 0;
      fc.assert(
        fc.property(chains, (chain) => {
          const verification = verificationOf(chain);
          const path = acceptedPath(verification);
          if (path === undefined) return;
          accepted++;
          // OpenSSL does not come back from a wrong issuer of the right name: it is given the path alone.
          const presented = path.slice(0, -1).map(({ der }) => der);
          const { accepted: opensslAccepts, output } = opensslVerify({ ...verification, presented });
          expect(opensslAccepts, output).toBe(true);
        }),
        { numRuns: Number(process.env['BANC_RANDOM_CHAINS'] ?? 150) },
      );
      // The test would say nothing if everything were refused.
      expect(accepted).toBeGreaterThan(5);
    });
  },
);
