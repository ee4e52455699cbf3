import { CASES, type ConformanceCase } from '@banc-gap/conformance';
import type { IdentityDefect } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Bench } from './bench.ts';
import { findingsOf } from './expectation.ts';
import { EXPECTATIONS } from './expectations.ts';
import { gnutls } from './gnutls.ts';
import { java } from './java.ts';
import { openssl } from './openssl.ts';
import type { ChainQuestion, Findings, VerifierName } from './verifier.ts';

/** The certificates of each case whose terminal presents any. */
const presented = CASES.flatMap(({ id, ...testCase }) => {
  const defect = identityDefect(testCase as ConformanceCase);
  return defect === undefined || defect.present === 'nothing' ? [] : [{ id, kind: testCase.kind, defect }];
});
/** What only the private key or a message is wrong with, presents the good certificates. */
const isGood = ({ privateKey: _, ...defect }: IdentityDefect) => Object.keys(defect).length === 0;
const crafted = presented.filter(({ kind, defect }) => kind === 'refusal' && !isGood(defect));
const right = presented.filter((one) => !crafted.includes(one));

function identityDefect(testCase: ConformanceCase): IdentityDefect | undefined {
  if (testCase.kind === 'observation' || testCase.kind === 'negotiation') return undefined;
  const { bugs: _, ...defect } = (testCase.kind === 'refusal' ? testCase.defect : testCase.difference) ?? {};
  return defect;
}

const noMeans = (id: string, verifier: VerifierName) => EXPECTATIONS[id]?.noMeans?.[verifier];

let bench: Bench;
const asMade = new Map<string, ChainQuestion>();
const overlooked = new Map<string, ChainQuestion>();

beforeAll(async () => {
  bench = await Bench.open();
  for (const { id, defect } of presented) {
    const question = await bench.question(defect);
    asMade.set(id, question);
    const expectation = EXPECTATIONS[id];
    if (expectation) overlooked.set(id, expectation.overlooking(question, bench));
  }
});
afterAll(() => bench[Symbol.asyncDispose]());

it('knows what is to be found in the certificates of every case, and of no other', () => {
  expect(crafted.map(({ id }) => id)).toEqual(Object.keys(EXPECTATIONS));
});

describe.each([openssl, java, gnutls])('$name', (verifier) => {
  describe.skipIf(!foreignTool(verifier.tool))('finds', () => {
    const withMeans = crafted.filter(({ id }) => noMeans(id, verifier.name) === undefined);
    const withoutMeans = crafted.flatMap(({ id }) => {
      const why = noMeans(id, verifier.name);
      return why === undefined ? [] : [{ id, why }];
    });
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

    it.each(withMeans)('nothing else in those of $id', ({ id }) => {
      expect(answers.get(overlooked.get(id)!)).toEqual([]);
    });

    it.each(withoutMeans)('$id wrong in any case: it $why', ({ id }) => {
      expect(answers.get(overlooked.get(id)!)).not.toEqual([]);
    });
  });
});
