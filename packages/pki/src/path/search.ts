import type { Certificate } from '../certificate.ts';
import { BancError } from '../error-catalogue.ts';
import { namesEqual } from '../names-decode.ts';
import { keyProblem } from '../signature-check.ts';
import type { Problem } from './failures.ts';
import type { SignatureCache } from './signature-cache.ts';

/** A chain from the leaf up to a trust anchor, or to where it ends and why. */
export interface FoundPath {
  readonly path: readonly Certificate[];
  readonly deadEnd?: Problem;
}

/** Candidates that are tried before the search gives up: each may cost a signature verification. */
const MOST_STEPS = 200;

interface SearchOptions {
  readonly trustAnchors: readonly Certificate[];
  /** Certificates of a path. */
  readonly maximumLength: number;
  readonly signatures: SignatureCache;
}

/**
 * Every chain of presented certificates from the leaf to a trust anchor, and every dead end; one at least. Depth
 * first, anchors before presented certificates, in the order presented. Bounded, whatever is presented.
 */
export function* findPaths(
  leaf: Certificate,
  others: readonly Certificate[],
  options: SearchOptions,
): Generator<FoundPath> {
  const unreadable = readProblem(leaf, 0);
  if (unreadable) yield { path: [leaf], deadEnd: unreadable };
  else yield* new PathSearch(others, options).extend([leaf]);
}

class PathSearch {
  readonly #presented: readonly Certificate[];
  readonly #anchors: readonly Certificate[];
  readonly #maximumLength: number;
  readonly #signatures: SignatureCache;
  #steps = 0;

  constructor(presented: readonly Certificate[], { trustAnchors, maximumLength, signatures }: SearchOptions) {
    this.#presented = presented;
    this.#anchors = trustAnchors;
    this.#maximumLength = maximumLength;
    this.#signatures = signatures;
  }

  *extend(path: readonly Certificate[]): Generator<FoundPath> {
    const last = path.at(-1)!;
    const position = path.length - 1;
    if (this.#isAnchor(last)) {
      yield { path };
      return;
    }
    if (this.#isSelfSigned(last)) {
      yield { path, deadEnd: { code: 'self-signed-untrusted', position } };
      return;
    }
    const isNamed = ({ subject }: Certificate) => namesEqual(subject, last.issuer);
    const anchors = this.#anchors.filter(isNamed);
    const presented = this.#presented.filter((candidate) => isNamed(candidate) && !isIn(path, candidate));
    if (anchors.length + presented.length === 0) {
      yield { path, deadEnd: { code: 'issuer-unknown', position } };
    } else if (path.length >= this.#maximumLength) {
      yield { path, deadEnd: { code: 'path-too-long', position, detail: `${path.length} certificates` } };
    }
    for (const candidate of path.length < this.#maximumLength ? [...anchors, ...presented] : []) {
      if (++this.#steps > MOST_STEPS) {
        yield { path, deadEnd: { code: 'path-search-exhausted', position } };
        return;
      }
      const longer = [...path, candidate];
      const deadEnd = this.#linkProblem(last, candidate, position);
      if (deadEnd) yield { path: deadEnd.position > position ? longer : path, deadEnd };
      else if (this.#isAnchor(candidate)) yield { path: longer };
      else yield* this.extend(longer);
    }
  }

  /** Why `issuer` cannot be what issued the certificate at `position`. */
  #linkProblem(certificate: Certificate, issuer: Certificate, position: number): Problem | undefined {
    const unusable = readProblem(issuer, position + 1);
    if (unusable) return unusable;
    const weak = keyProblem(issuer.publicKey);
    if (weak) return { code: weak, position: position + 1 };
    if (!isKeyIdentified(certificate, issuer)) return { code: 'authority-key-identifier', position };
    const code = this.#signatures.problem(certificate, issuer);
    return code && { code, position };
  }

  #isAnchor({ fingerprint }: Certificate): boolean {
    return this.#anchors.some((anchor) => anchor.fingerprint === fingerprint);
  }

  /** Then no other certificate issued it: a presented root leads nowhere. */
  #isSelfSigned(certificate: Certificate): boolean {
    return isSelfIssued(certificate) && this.#signatures.problem(certificate, certificate) === undefined;
  }
}

export function isSelfIssued(certificate: Certificate): boolean {
  return namesEqual(certificate.issuer, certificate.subject);
}

/** By name and key, so that two CAs that certify each other make no loop. */
function isIn(path: readonly Certificate[], candidate: Certificate): boolean {
  return path.some(
    ({ subject, subjectPublicKeyInfo }) =>
      subjectPublicKeyInfo.equals(candidate.subjectPublicKeyInfo) && namesEqual(subject, candidate.subject),
  );
}

/** Whether what the certificate says of its issuer's key is true of this issuer (RFC 5280 §4.2.1.1). */
function isKeyIdentified({ authorityKey }: Certificate, issuer: Certificate): boolean {
  const { keyIdentifier, issuer: issuerNames = [], serialNumber } = authorityKey ?? {};
  const subjectKey = issuer.subjectKeyIdentifier;
  if (keyIdentifier && subjectKey && !keyIdentifier.equals(subjectKey)) return false;
  if (serialNumber !== undefined && serialNumber !== issuer.serialNumber) return false;
  const directoryNames = issuerNames.flatMap((name) => (name.type === 'directoryName' ? [name.name] : []));
  return directoryNames.length === 0 || directoryNames.some((name) => namesEqual(name, issuer.issuer));
}

/** What is only read when asked for: all of it, before anything is decided on it. */
const LAZY = [
  'publicKey',
  'basicConstraints',
  'keyUsage',
  'extendedKeyUsage',
  'subjectAlternativeName',
  'subjectKeyIdentifier',
  'authorityKey',
  'certificatePolicies',
  'policyMappings',
  'policyConstraints',
  'inhibitAnyPolicy',
  'nameConstraints',
  'distributionPoints',
] as const satisfies readonly (keyof Certificate)[];

const readable = new WeakSet<Certificate>();

function readProblem(certificate: Certificate, position: number): Problem | undefined {
  if (readable.has(certificate)) return undefined;
  try {
    for (const field of LAZY) void certificate[field];
  } catch (error) {
    if (!(error instanceof BancError)) throw error;
    const { field, problem } = error.parameters;
    return { code: 'malformed', position, detail: `${field} ${problem}` };
  }
  readable.add(certificate);
  return undefined;
}
