import type { AuthorityId, PkiName } from '@banc-gap/mock-igc-sante';
import {
  Crl,
  type ExtensionName,
  type Name,
  namesEqual,
  type RelativeTime,
  resolveTime,
} from '@banc-gap/pki';
import type { Bench } from './bench.ts';
import type { ChainQuestion } from './verifier.ts';

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

export const anyPurpose: Overlooking = ({ purpose: _, ...question }) => question;

export const weakAlgorithms: Overlooking = (question) => ({ ...question, weakAlgorithms: true });

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

/** That certificate has the right signature of that CA. */
export const signedBy =
  (authority: AuthorityId, position: number): Overlooking =>
  (question, bench) => ({
    ...question,
    presented: question.presented.with(position, bench.signedBy(authority, question.presented[position]!)),
  });

/** That certificate has that extension as the good one has it. */
export const withGood =
  (extension: ExtensionName, position: 0 | 1): Overlooking =>
  async (question, bench) => {
    const good = (await bench.question()).presented[position]!;
    const issuer = position === 0 ? 'ingetrust/issuing-ca' : 'ingetrust/root';
    const mended = bench.withExtensionOf(good, extension, issuer, question.presented[position]!);
    return { ...question, presented: question.presented.with(position, mended) };
  };

/** The issuing CA bears that name, on its CRL too, and is the anchor. */
export const issuedUnderTheName =
  (subject: Name): Overlooking =>
  async (question, bench) => {
    const { presented } = await bench.question({ issuingCa: { subject } });
    const crl = bench.emptyCrl('ingetrust/issuing-ca', { issuer: subject });
    return {
      ...question,
      presented: question.presented.slice(0, 1),
      anchors: presented.slice(1),
      crls: [crl],
    };
  };

export const both =
  (one: Overlooking, other: Overlooking): Overlooking =>
  async (question, bench) =>
    other(await one(question, bench), bench);

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
