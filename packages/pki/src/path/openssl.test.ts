import { beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Crl } from '../crl/read.ts';
import { CrlSet } from '../crl/set.ts';
import { BancError } from '../error-catalogue.ts';
import { AT, Hierarchy, LEVELS, type Level, parseAll } from '../testing/hierarchy.ts';
import { opensslVerify, type Verification } from '../testing/openssl-verify.ts';
import { SCENARIOS } from '../testing/scenarios/index.ts';
import type { Scenario } from '../testing/scenarios/scenario.ts';
import { validatePath } from './validate.ts';

let hierarchy: Hierarchy;
beforeAll(async () => {
  hierarchy = await Hierarchy.create();
});

const verifications = new Map<Scenario, Omit<Verification, 'purpose'>>();

/** Made once for all tests of the scenario: signing costs more than verifying. */
function verificationOf(scenario: Scenario): Omit<Verification, 'purpose'> {
  const known = verifications.get(scenario) ?? arrange(scenario);
  verifications.set(scenario, known);
  return known;
}

function arrange({ changes = {}, arrange: rearrange }: Scenario): Omit<Verification, 'purpose'> {
  const chain = Object.fromEntries(
    LEVELS.map((level) => [level, hierarchy.certificate(level, changes[level])]),
  ) as Record<Level, Buffer>;
  const { root, top, issuing, leaf } = chain;
  return { presented: [leaf, issuing, top], anchors: [root], at: AT, ...rearrange?.(chain, hierarchy) };
}

function ourAnswer(
  { presented, anchors, crls, at, purpose }: Verification,
  requiredPolicies: readonly string[] | undefined,
) {
  try {
    const result = validatePath(parseAll(presented), {
      trustAnchors: parseAll(anchors),
      at,
      purpose,
      ...(crls && { crls: new CrlSet(crls.map((crl) => Crl.parse(crl))) }),
      ...(requiredPolicies && { requiredPolicies }),
    });
    return result.valid ? 'valid' : ([result.failure.code, result.failure.position] as const);
  } catch (error) {
    expect(error).toBeInstanceOf(BancError);
    return 'unreadable';
  }
}

const cases = SCENARIOS.flatMap((scenario) =>
  (scenario.purpose ? [scenario.purpose] : (['clientAuth', 'serverAuth'] as const)).map(
    (purpose) => [scenario.title, purpose, scenario] as const,
  ),
);

describe('path validation', () => {
  test.each(cases)('%s (%s)', (_, purpose, scenario) => {
    expect(ourAnswer({ ...verificationOf(scenario), purpose }, scenario.requiredPolicies)).toEqual(
      scenario.expected,
    );
  });
});

describe.skipIf(!foreignTool('openssl'))('OpenSSL agrees, or it is known why not', () => {
  const comparable = cases.filter(([, , { opensslVaries }]) => opensslVaries === undefined);
  test.each(comparable)('%s (%s)', (_, purpose, scenario) => {
    const { opensslOptions = [], opensslAccepts, strictRefuses, expected } = scenario;
    const verification = { ...verificationOf(scenario), purpose };
    const strict = opensslVerify({ ...verification, options: [...opensslOptions, '-x509_strict'] });
    const accepts = expected === 'valid' ? strictRefuses === undefined : opensslAccepts !== undefined;
    expect(strict.accepted, strict.output).toBe(accepts);
    if (strictRefuses !== undefined) {
      const plain = opensslVerify({ ...verification, options: opensslOptions });
      expect(plain.accepted, plain.output).toBe(true);
    }
  });
});
