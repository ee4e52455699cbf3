import type { Certificate } from '../certificate.ts';
import type { Crl } from '../crl/read.ts';
import { outOfScope } from '../crl/scope.ts';
import type { CrlSet } from '../crl/set.ts';
import { EXTENSIONS } from '../object-identifiers.ts';
import type { Problem } from './failures.ts';

type CrlProblem = Omit<Problem, 'position'>;

interface RevocationOptions {
  readonly crls: CrlSet;
  readonly needsCrl: ((certificate: Certificate) => boolean) | undefined;
  readonly at: Date;
}

/**
 * Whether every certificate below the anchor is on no CRL of its issuer (RFC 5280 §6.3.3, for full CRLs that the
 * issuing CA signs itself). Fails closed: without one CRL that can be relied on, the path is refused. The CAs come
 * first, since a revoked CA's own CRL proves nothing.
 */
export function revocationProblem(
  path: readonly Certificate[],
  { crls, needsCrl = () => true, at }: RevocationOptions,
): Problem | undefined {
  for (let position = path.length - 2; position >= 0; position--) {
    const certificate = path[position]!;
    if (!needsCrl(certificate)) continue;
    const problem = certificateRevocation(certificate, path[position + 1]!, crls, at);
    if (problem) return { ...problem, position };
  }
  return undefined;
}

function certificateRevocation(
  certificate: Certificate,
  issuer: Certificate,
  crls: CrlSet,
  at: Date,
): CrlProblem | undefined {
  let problem: CrlProblem = { code: 'crl-missing' };
  const reliable: Crl[] = [];
  for (const crl of crls.issuedBy(issuer)) {
    const found = crlProblem(crl, certificate, issuer, at);
    if (found === undefined) reliable.push(crl);
    else if (problem.code === 'crl-missing') problem = found;
  }
  const newest = Math.max(...reliable.map(({ thisUpdate }) => thisUpdate.getTime()));
  const current = reliable.filter(({ thisUpdate }) => thisUpdate.getTime() === newest);
  if (current.length === 0) return problem;
  for (const crl of current) {
    const entry = crl.find(certificate.serialNumber);
    if (entry)
      return {
        code: 'revoked',
        detail: `${reasonName(entry.reason)}, ${entry.revocationDate.toISOString()}`,
      };
  }
  return undefined;
}

/** Why this CRL says nothing reliable of this certificate; the costliest check, the signature, comes last. */
function crlProblem(
  crl: Crl,
  certificate: Certificate,
  issuer: Certificate,
  at: Date,
): CrlProblem | undefined {
  if (crl.isDelta) return { code: 'crl-delta' };
  const scope = outOfScope(crl.issuingDistributionPoint, certificate);
  if (scope !== undefined) return { code: 'crl-scope', detail: scope };
  const unknown = unknownCriticalExtension(crl);
  if (unknown !== undefined) return { code: 'crl-critical-extension', detail: unknown };
  if (!(crl.thisUpdate <= at)) return { code: 'crl-not-yet-valid', detail: crl.thisUpdate.toISOString() };
  if (crl.nextUpdate === undefined) return { code: 'crl-without-next-update' };
  if (!(at <= crl.nextUpdate)) return { code: 'crl-expired', detail: crl.nextUpdate.toISOString() };
  if (issuer.keyUsage && !issuer.keyUsage.has('cRLSign')) return { code: 'crl-issuer-key-usage' };
  return crl.verify(issuer) ? undefined : { code: 'crl-signature' };
}

const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSIONS.authorityKeyIdentifier,
  EXTENSIONS.cRLNumber,
  EXTENSIONS.issuingDistributionPoint,
]);

function unknownCriticalExtension({ extensions, entries }: Crl): string | undefined {
  const ofList = extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid))?.oid;
  if (ofList !== undefined || entries.unknownCriticalExtensions.size === 0) return ofList;
  return [...entries.unknownCriticalExtensions][0];
}

/** RFC 5280 §5.3.1, by number. */
const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

const reasonName = (reason: number | undefined): string => REASONS[reason ?? -1] ?? 'no reason given';
