import type { AuthorityId, PkiName } from '@banc-gap/mock-igc-sante';
import {
  Crl,
  type ExtensionName,
  type Name,
  namesEqual,
  type RelativeTime,
  resolveTime,
} from '@banc-gap/pki';
import { type Bench, ISSUING_CA } from './bench.ts';
import type { ChainQuestion } from './verifier.ts';

/** Of the leaf, and of the CA above it. */
const ISSUERS = [ISSUING_CA, 'ingetrust/root'] as const;

/** The same question, but for the one thing that is to be overlooked, or is put right in that very certificate. */
export type Overlooking = (question: ChainQuestion, bench: Bench) => ChainQuestion | Promise<ChainQuestion>;

/** At a time when it is right. */
export const at =
  (time: RelativeTime): Overlooking =>
  (question, bench) => {
    const moment = resolveTime(time, bench.now);
    return { ...question, at: moment, crls: bench.crls(moment) };
  };

export const withoutRevocation: Overlooking = ({ crls: _, ...question }) => question;

export const shortKeys: Overlooking = (question) => ({ ...question, shortKeys: true });

export const takingForKnown =
  (extension: string): Overlooking =>
  (question) => ({ ...question, knownExtension: extension });

/** This root is the anchor, and the CRLs of its PKI are known. */
export const trusting =
  (root: AuthorityId, pki: PkiName = 'tpe'): Overlooking =>
  (question, bench) => {
    const { authorities } = bench;
    const crls = authorities.crls()[pki].map(({ der }) => der);
    return {
      ...question,
      anchors: [authorities.certificate(root).der],
      crls: withCrl(crls, root, authorities.crl(root).der, bench),
    };
  };

/** The certificate at that position is the anchor: where it comes from is not asked. */
export const anchoredAt =
  (position: number): Overlooking =>
  ({ presented, ...question }) => ({
    ...question,
    presented: presented.slice(0, Math.max(1, position)),
    anchors: [presented[position]!],
  });

/** The CA itself is the anchor. */
export const anchoredIn =
  (authority: AuthorityId): Overlooking =>
  (question, { authorities }) => ({ ...question, anchors: [authorities.certificate(authority).der] });

/** The CRL of this CA has no entries. */
export const unrevokedBy =
  (authority: AuthorityId): Overlooking =>
  (question, bench) => ({
    ...question,
    crls: withCrl(question.crls!, authority, bench.emptyCrl(authority), bench),
  });

/** That certificate has the right signature of its CA. */
export const signed =
  (position: 0 | 1): Overlooking =>
  (question, bench) => {
    const certificate = bench.signedBy(ISSUERS[position], question.presented[position]!);
    return { ...question, presented: question.presented.with(position, certificate) };
  };

/** That certificate, whose signature must be right, is signed again with the algorithm that is named inside. */
export const signedAsNamedInside = (position: 0 | 1): Overlooking =>
  both(rightlySigned(position), signed(position));

/** That certificate, whose signature must be right, is signed again with the good algorithm. */
export const signedAsGood = (position: 0 | 1): Overlooking =>
  both(rightlySigned(position), async (question, bench) => {
    const good = (await bench.question()).presented[position]!;
    const certificate = bench.withAlgorithmOf(good, ISSUERS[position], question.presented[position]!);
    return { ...question, presented: question.presented.with(position, certificate) };
  });

/** That certificate, whose signature must be right, has that extension as the good one has it, and is signed again. */
export const withGood = (extension: ExtensionName, position: 0 | 1): Overlooking =>
  both(rightlySigned(position), async (question, bench) => {
    const good = (await bench.question()).presented[position]!;
    const signer = ISSUERS[position];
    const certificate = bench.withExtensionOf(good, extension, signer, question.presented[position]!);
    return { ...question, presented: question.presented.with(position, certificate) };
  });

/** The issuing CA bears that name, on its CRL too, and is the anchor. */
export const issuedUnderTheName =
  (subject: Name): Overlooking =>
  async (question, bench) => {
    const { presented } = await bench.question({ issuingCa: { subject } });
    const crl = bench.emptyCrl(ISSUING_CA, { issuer: subject });
    return {
      ...question,
      presented: question.presented.slice(0, 1),
      anchors: presented.slice(1),
      crls: [crl],
    };
  };

export function both(one: Overlooking, other: Overlooking): Overlooking {
  return async (question, bench) => other(await one(question, bench), bench);
}

/** Nothing is overlooked: a wrong signature would not be seen any more, once the certificate is signed again. */
function rightlySigned(position: 0 | 1): Overlooking {
  return (question, bench) => {
    bench.assertSigned(ISSUERS[position], question.presented[position]!);
    return question;
  };
}

/** The CRLs, with another one in place of that of the CA. */
export function withCrl(
  crls: readonly Buffer[],
  authority: AuthorityId,
  crl: Buffer,
  { authorities }: Bench,
): readonly Buffer[] {
  const issuer = authorities.certificate(authority).subject;
  return [...crls.filter((der) => !namesEqual(Crl.parse(der).issuer, issuer)), crl];
}
