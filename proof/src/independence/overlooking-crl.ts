import { type Name, type RelativeTime, resolveTime } from '@banc-gap/pki';
import { ISSUING_CA } from './bench.ts';
import { type Overlooking, withCrl } from './overlooking.ts';
import type { ChainQuestion } from './verifier.ts';

/** The CRL in question is the last one. */
export const crlInQuestion = ({ crls }: ChainQuestion): Buffer => crls!.at(-1)!;

/** At a time when it is right, and all the others too. */
export const crlJudgedAt =
  (time: RelativeTime): Overlooking =>
  (question, bench) => {
    const at = resolveTime(time, bench.now);
    return { ...question, at, crls: withCrl(bench.crls(at), ISSUING_CA, crlInQuestion(question), bench) };
  };

/** It has the right signature of the issuing CA. */
export const crlSigned: Overlooking = (question, bench) => ({
  ...question,
  crls: question.crls!.with(-1, bench.signedBy(ISSUING_CA, crlInQuestion(question))),
});

/** The issuing CA bears the name that the CRL has, and is the anchor. */
export const crlOfTheName =
  (name: Name): Overlooking =>
  async (question, bench) => {
    const renamed = await bench.question({ leaf: { issuer: name }, issuingCa: { subject: name } });
    const [leaf, issuingCa] = renamed.presented;
    return { ...question, presented: [leaf!], anchors: [issuingCa!] };
  };
