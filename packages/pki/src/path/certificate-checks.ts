import type { Certificate } from '../certificate.ts';
import { EXTENDED_KEY_USAGES, EXTENSIONS } from '../object-identifiers.ts';
import { keyProblem } from '../signature-check.ts';
import type { PathFailureCode, Problem } from './failures.ts';
import { isSelfIssued } from './search.ts';

export type Purpose = 'clientAuth' | 'serverAuth' | 'any';

/** What is checked of one certificate by itself and by its place in the path. */
interface Place {
  readonly path: readonly Certificate[];
  readonly position: number;
  readonly at: Date;
  readonly purpose: Purpose;
  readonly revocationChecked: boolean;
}

type Check = (
  certificate: Certificate,
  place: Place,
) => PathFailureCode | readonly [PathFailureCode, string] | undefined;

/** The first rule of RFC 5280 §6.1 that the certificate at that place breaks. */
export function certificateProblem(place: Place): Problem | undefined {
  const certificate = place.path[place.position]!;
  for (const check of place.position === 0 ? LEAF_CHECKS : CA_CHECKS) {
    const broken = check(certificate, place);
    if (broken === undefined) continue;
    const [code, detail] = typeof broken === 'string' ? [broken] : broken;
    return { code, position: place.position, ...(detail !== undefined && { detail }) };
  }
  return undefined;
}

// Written so that a time that is not a number refuses.
const validity: Check = ({ notBefore, notAfter }, { at }) => {
  if (!(notBefore <= at)) return ['not-yet-valid', `notBefore is ${notBefore.toISOString()}`];
  return at <= notAfter ? undefined : ['expired', `notAfter is ${notAfter.toISOString()}`];
};

const names: Check = (certificate) => {
  const nameless =
    certificate.subject.length === 0 && !certificate.extension(EXTENSIONS.subjectAltName)?.critical;
  return certificate.issuer.length === 0 || nameless ? 'name-empty' : undefined;
};

const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSIONS.basicConstraints,
  EXTENSIONS.keyUsage,
  EXTENSIONS.extendedKeyUsage,
  EXTENSIONS.subjectAltName,
  EXTENSIONS.nameConstraints,
  EXTENSIONS.certificatePolicies,
  EXTENSIONS.policyMappings,
  EXTENSIONS.policyConstraints,
  EXTENSIONS.inhibitAnyPolicy,
]);

const criticalExtensions: Check = ({ extensions }, { revocationChecked }) => {
  const unknown = extensions.find(
    ({ oid, critical }) =>
      critical && !PROCESSED.has(oid) && !(revocationChecked && oid === EXTENSIONS.cRLDistributionPoints),
  );
  return unknown && ['critical-extension-unknown', unknown.oid];
};

/** Weak or foreign keys of CAs are refused before they verify anything: see PathSearch. */
const leafKey: Check = ({ publicKey }) => keyProblem(publicKey);

const consistentBasicConstraints: Check = ({ basicConstraints, keyUsage }) => {
  const { ca = false, pathLength } = basicConstraints ?? {};
  if (!ca && pathLength !== undefined) return ['basic-constraints-inconsistent', 'a path length and no CA'];
  if (!ca && keyUsage?.has('keyCertSign')) return ['basic-constraints-inconsistent', 'keyCertSign and no CA'];
  return pathLength !== undefined && keyUsage && !keyUsage.has('keyCertSign')
    ? ['basic-constraints-inconsistent', 'a path length and no keyCertSign']
    : undefined;
};

/** Version 1 and 2 certificates have no extension to say it, so none of them is a CA here. */
const certificateAuthority: Check = ({ basicConstraints }) => (basicConstraints?.ca ? undefined : 'not-a-ca');

const pathLength: Check = ({ basicConstraints }, { path, position }) => {
  const allowed = basicConstraints?.pathLength;
  if (allowed === undefined) return undefined;
  const below = path.slice(1, position).filter((certificate) => !isSelfIssued(certificate)).length;
  return below > allowed ? ['path-length-exceeded', `${allowed} allowed, ${below} found`] : undefined;
};

const certificateSigning: Check = ({ keyUsage }) =>
  keyUsage && !keyUsage.has('keyCertSign') ? 'ca-key-usage' : undefined;

/** ECDHE_RSA signs with the key of the leaf, whether client or server. */
const digitalSignature: Check = ({ keyUsage }, { purpose }) =>
  purpose !== 'any' && keyUsage && !keyUsage.has('digitalSignature') ? 'key-usage' : undefined;

/** On a CA it constrains what is below, as OpenSSL has it; anyExtendedKeyUsage does not stand for the purpose. */
const extendedKeyUsage: Check = ({ extendedKeyUsage: usages }, { purpose }) =>
  purpose !== 'any' && usages && !usages.includes(EXTENDED_KEY_USAGES[purpose])
    ? ['extended-key-usage', `${purpose} wanted`]
    : undefined;

const LEAF_CHECKS: readonly Check[] = [
  validity,
  names,
  criticalExtensions,
  consistentBasicConstraints,
  leafKey,
  digitalSignature,
  extendedKeyUsage,
];

const CA_CHECKS: readonly Check[] = [
  validity,
  names,
  criticalExtensions,
  certificateAuthority,
  consistentBasicConstraints,
  certificateSigning,
  pathLength,
  extendedKeyUsage,
];
