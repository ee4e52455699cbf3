import type { AuthorityId } from '@banc-gap/mock-igc-sante';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { Bench, ISSUING_CA } from './bench.ts';
import { CRL_EXPECTATIONS, type CrlExpectation } from './crl-expectations.ts';
import { findingsOf } from './expectation.ts';
import { gnutls } from './gnutls.ts';
import { java } from './java.ts';
import { openssl } from './openssl.ts';
import { withCrl } from './overlooking.ts';
import { crlInQuestion } from './overlooking-crl.ts';
import type { ChainQuestion, Findings, Verifier } from './verifier.ts';

const expectations = Object.values(CRL_EXPECTATIONS).flat();
const overlookable = expectations.filter(({ overlooking }) => overlooking !== undefined);

let bench: Bench;
const asMade = new Map<CrlExpectation, ChainQuestion>();
const overlooked = new Map<CrlExpectation, ChainQuestion>();

beforeAll(async () => {
  bench = await Bench.open();
  const good = await bench.question();
  for (const expectation of expectations) {
    const crl = bench.emptyCrl(ISSUING_CA, expectation.defect);
    const question = { ...good, crls: withCrl(good.crls!, ISSUING_CA, crl, bench) };
    asMade.set(expectation, question);
    if (expectation.overlooking) overlooked.set(expectation, await expectation.overlooking(question, bench));
  }
});
afterAll(() => bench[Symbol.asyncDispose]());

/** GnuTLS, when it verifies a chain, leaves a CRL that it does not accept aside without a word: it is asked of the CRL. */
function verify(verifier: Verifier, questions: readonly ChainQuestion[]): readonly Findings[] {
  if (verifier !== gnutls) return verifier.verifyChains(questions);
  return verifier.verifyCrls(
    questions.map((question) => ({
      crl: crlInQuestion(question),
      issuer: question.presented[1] ?? question.anchors[0]!,
    })),
  );
}

describe.each([openssl, java, gnutls])('$name', (verifier) => {
  describe.skipIf(!foreignTool(verifier.tool))('finds', () => {
    const answers = new Map<ChainQuestion, Findings>();
    beforeAll(() => {
      const questions = [...asMade.values(), ...overlooked.values()];
      for (const [index, findings] of verify(verifier, questions).entries()) {
        answers.set(questions[index]!, findings);
      }
    });

    it('nothing wrong with the CRL of any CA, crafted ones included', async () => {
      const { authorities } = bench;
      await authorities.establish('igcSante', 'igcSanteProduction', 'amc');
      const ids = authorities.established();
      const questions = ids.map((id) => ({
        crl: authorities.crl(id).der,
        issuer: authorities.certificate(id).der,
      }));
      // The end entity that signs one is no CA, which is what it is for.
      const expected = (id: AuthorityId) =>
        verifier === gnutls && id === 'crafted/end-entity' ? ['SIGNER_NOT_CA'] : [];
      const found = verifier.verifyCrls(questions);
      expect(found).toEqual(ids.map(expected));
    });

    it.each(expectations)('what is declared: $defect', (expectation) => {
      expect(answers.get(asMade.get(expectation)!)).toEqual(findingsOf(expectation[verifier.name]));
    });

    it.each(overlookable)('nothing else, if it has means to overlook $defect', (expectation) => {
      const findings = answers.get(overlooked.get(expectation)!);
      if (expectation.noMeans?.[verifier.name] === undefined) expect(findings).toEqual([]);
      else expect(findings).not.toEqual([]);
    });
  });
});
