import { isDeepStrictEqual } from 'node:util';
import { CASES, type ConformanceCase } from '@banc-gap/conformance';
import type { IdentityDefect } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { Bench } from './bench.ts';
import { findingsOf } from './expectation.ts';
import { EXPECTATIONS } from './expectations.ts';
import { gnutls } from './gnutls.ts';
import { java } from './java.ts';
import { belongs, openssl } from './openssl.ts';
import type { ChainQuestion, Findings } from './verifier.ts';

/** The cases whose terminals present certificates; of those that present the same, the first. */
const presenting = CASES.flatMap((testCase) => {
  const defect = identityDefect(testCase);
  return defect === undefined || defect.present === 'nothing' ? [] : [{ ...testCase, defect }];
}).filter(
  ({ defect }, index, all) => all.findIndex((other) => isDeepStrictEqual(other.defect, defect)) === index,
);
/** Where only the private key or a message is wrong, the certificates are the good ones. */
const isGood = ({ privateKey: _, ...defect }: IdentityDefect) => Object.keys(defect).length === 0;
const crafted = presenting.filter(({ kind, defect }) => kind === 'refusal' && !isGood(defect));
const right = presenting.filter((testCase) => !crafted.includes(testCase));

function identityDefect(testCase: ConformanceCase): IdentityDefect | undefined {
  if (testCase.kind !== 'refusal' && testCase.kind !== 'control') return undefined;
  const { bugs: _, ...defect } = (testCase.kind === 'refusal' ? testCase.defect : testCase.difference) ?? {};
  return defect;
}

let bench: Bench;
const asMade = new Map<string, ChainQuestion>();
const overlooked = new Map<string, ChainQuestion>();

beforeAll(async () => {
  bench = await Bench.open();
  for (const { id, defect } of presenting) {
    const question = await bench.question(defect);
    asMade.set(id, question);
    const expectation = EXPECTATIONS[id];
    if (expectation) overlooked.set(id, await expectation.overlooking(question, bench));
  }
});
afterAll(() => bench[Symbol.asyncDispose]());

it('knows what is to be found in the certificates of every case, and of no other', () => {
  expect(crafted.map(({ id }) => id).toSorted()).toEqual(Object.keys(EXPECTATIONS).toSorted());
});

describe.each([openssl, java, gnutls])('$name', (verifier) => {
  describe.skipIf(!foreignTool(verifier.tool))('finds', () => {
    const answers = new Map<ChainQuestion, Findings>();
    beforeAll(() => {
      const questions = [...asMade.values(), ...overlooked.values()];
      for (const [index, findings] of verifier.verifyChains(questions).entries()) {
        answers.set(questions[index]!, findings);
      }
    });

    it.each(right)('nothing wrong with the certificates of $id', ({ id }) => {
      expect(answers.get(asMade.get(id)!)).toEqual([]);
    });

    it.each(crafted)('in those of $id what is declared', ({ id }) => {
      expect(answers.get(asMade.get(id)!)).toEqual(findingsOf(EXPECTATIONS[id]![verifier.name]));
    });

    it.each(crafted)('nothing else in those of $id, if it has means to overlook that', ({ id }) => {
      const findings = answers.get(overlooked.get(id)!);
      if (EXPECTATIONS[id]!.noMeans?.[verifier.name] === undefined) expect(findings).toEqual([]);
      else expect(findings).not.toEqual([]);
    });
  });
});

describe.skipIf(!foreignTool('openssl'))('openssl finds', () => {
  it.each(presenting)(
    'the private key of $id to belong to its certificate, unless declared',
    async ({ defect }) => {
      const { chain, privateKey } = await bench.authorities.identities.identity(defect);
      expect(belongs(privateKey, Buffer.from(chain[0]!))).toBe(defect.privateKey === undefined);
    },
  );
});
