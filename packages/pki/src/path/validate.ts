import type { AlertName } from '../alerts.ts';
import type { Certificate } from '../certificate.ts';
import type { CrlSet } from '../crl/set.ts';
import { nameToString } from '../names.ts';
import { certificateProblem, type Purpose } from './certificate-checks.ts';
import { PATH_FAILURES, type PathFailureCode, type Problem } from './failures.ts';
import { nameConstraintProblem } from './name-constraints.ts';
import { policyProblem } from './policies.ts';
import { revocationProblem } from './revocation.ts';
import { findPaths, isSelfIssued } from './search.ts';
import { SignatureCache } from './signature-cache.ts';

export interface PathOptions {
  /** Any of them ends a path, whether it is a root or not; its dates and constraints count. */
  readonly trustAnchors: readonly Certificate[];
  readonly at: Date;
  /** What the leaf is used for. */
  readonly purpose: Purpose;
  /** Absent: revocation is not checked. Present: every certificate but the anchor needs a CRL to rely on. */
  readonly crls?: CrlSet;
  /** Which certificates need a CRL; default all. The others are for whoever asks to judge, by OCSP. */
  readonly needsCrl?: (certificate: Certificate) => boolean;
  /** The path must be valid under one of these policies, dotted OIDs. */
  readonly requiredPolicies?: readonly string[];
  /** Certificates of a path, leaf and anchor included; 10 unless given. */
  readonly maximumLength?: number;
  /** Shared between validations, saves most of their cost. */
  readonly signatures?: SignatureCache;
}

/** The path that was found valid, leaf first and anchor last, or why there is none. */
export type PathResult =
  | { readonly valid: true; readonly path: readonly Certificate[] }
  | { readonly valid: false; readonly failure: PathFailure };

/** Why no path is valid: of several reasons, that of the path that came furthest. */
export interface PathFailure {
  readonly code: PathFailureCode;
  readonly clause: string;
  readonly alert: AlertName;
  /** Of the certificate in the path; 0 is the leaf. */
  readonly position: number;
  /** RFC 4514. */
  readonly subject: string;
  readonly serialNumber: string;
  readonly message: string;
}

/**
 * Validates a peer's certificate to RFC 5280 §6.
 *
 * @param presented as the peer sent them: the leaf first, the others in any order and of any number
 */
export function validatePath(presented: readonly Certificate[], options: PathOptions): PathResult {
  const { trustAnchors, maximumLength = 10, signatures = new SignatureCache() } = options;
  const [leaf, ...others] = presented.map((certificate) => signatures.share(certificate));
  if (leaf === undefined) return refusal([], { code: 'chain-empty', position: 0 });
  let furthest: Refused | undefined;
  for (const { path, deadEnd } of findPaths(leaf, others, { trustAnchors, maximumLength, signatures })) {
    if (deadEnd === undefined) signatures.remember(path);
    const problem = deadEnd ?? pathProblem(path, options);
    if (problem === undefined) return { valid: true, path };
    const score = deadEnd ? deadEndScore(deadEnd, path) : Number.POSITIVE_INFINITY;
    if (furthest === undefined || score > furthest.score) furthest = { path, problem, score };
  }
  return refusal(furthest!.path, furthest!.problem);
}

interface Refused {
  readonly path: readonly Certificate[];
  readonly problem: Problem;
  /** How much its failure tells. */
  readonly score: number;
}

/** A path to an anchor tells more than one that ends before; of those, a search given up, then the longest. */
function deadEndScore({ code }: Problem, path: readonly Certificate[]): number {
  return code === 'path-search-exhausted' ? Number.MAX_SAFE_INTEGER : path.length;
}

/** What is wrong with a path whose names and signatures lead to an anchor. */
function pathProblem(path: readonly Certificate[], options: PathOptions): Problem | undefined {
  const { at, purpose, crls, needsCrl, requiredPolicies } = options;
  for (let position = path.length - 1; position >= 0; position--) {
    const problem = certificateProblem({
      path,
      position,
      at,
      purpose,
      revocationChecked: crls !== undefined,
    });
    if (problem) return problem;
  }
  return (
    nameProblem(path) ??
    policyProblem(path, requiredPolicies) ??
    (crls && revocationProblem(path, { crls, needsCrl, at }))
  );
}

function nameProblem(path: readonly Certificate[]): Problem | undefined {
  for (let above = path.length - 1; above > 0; above--) {
    const { nameConstraints } = path[above]!;
    if (nameConstraints === undefined) continue;
    for (let position = above - 1; position >= 0; position--) {
      const certificate = path[position]!;
      // RFC 5280 §4.2.1.10: a self-issued CA keeps its name when it changes its key.
      if (position > 0 && isSelfIssued(certificate)) continue;
      const problem = nameConstraintProblem(nameConstraints, certificate, position === 0);
      if (problem) return { ...problem, position };
    }
  }
  return undefined;
}

function refusal(path: readonly Certificate[], { code, position, detail }: Problem): PathResult {
  const { clause, alert, text } = PATH_FAILURES[code];
  const certificate = path[position];
  const subject = certificate ? nameToString(certificate.subject) : '';
  const serialNumber = certificate?.serialNumber ?? '';
  const named = certificate ? `${subject || 'without a name'} (${serialNumber})` : 'of the peer';
  const message = `The certificate ${named} ${text}${detail === undefined ? '' : `: ${detail}`}.`;
  return { valid: false, failure: { code, clause, alert, position, subject, serialNumber, message } };
}
