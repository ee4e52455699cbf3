import type { Certificate } from '../certificate.ts';
import type { NameConstraints } from '../extensions-decode.ts';
import type { GeneralName } from '../general-names.ts';
import { nameStartsWith } from '../names-decode.ts';
import { ATTRIBUTE_TYPES } from '../object-identifiers.ts';
import type { PathFailureCode } from './failures.ts';

const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';

/** Comparisons beyond which a certificate is refused: the work grows with names times constraints. */
const MOST_COMPARISONS = 2 ** 18;

/**
 * Why the constraints of a CA do not let a certificate below it pass (RFC 5280 §4.2.1.10). Directory names and DNS
 * names are processed; a certificate with a name of another form that is constrained is refused.
 */
export function nameConstraintProblem(
  constraints: NameConstraints,
  certificate: Certificate,
  isLeaf: boolean,
): { readonly code: PathFailureCode; readonly detail: string } | undefined {
  const names = constrainedNames(certificate, isLeaf);
  if (names.length * (constraints.permitted.length + constraints.excluded.length) > MOST_COMPARISONS) {
    return { code: 'name-constraint-unsupported', detail: `${names.length} names` };
  }
  for (const name of names) {
    const permitted = constraints.permitted.filter(({ type }) => type === name.type);
    const excluded = constraints.excluded.filter(({ type }) => type === name.type);
    if (permitted.length + excluded.length === 0) continue;
    if (name.type !== 'directoryName' && name.type !== 'dNSName') {
      return { code: 'name-constraint-unsupported', detail: name.type };
    }
    if (excluded.some((base) => isWithin(name, base, true))) return violation(name, 'excluded');
    if (permitted.length > 0 && !permitted.some((base) => isWithin(name, base, false))) {
      return violation(name, 'not permitted');
    }
  }
  return undefined;
}

function violation(name: GeneralName, how: string) {
  const shown = name.type === 'dNSName' ? ` ${JSON.stringify(name.value)}` : '';
  return { code: 'name-constraint', detail: `${name.type}${shown} is ${how}` } as const;
}

function constrainedNames(certificate: Certificate, isLeaf: boolean): readonly GeneralName[] {
  const names = [...(certificate.subjectAlternativeName ?? [])];
  if (certificate.subject.length > 0) names.push({ type: 'directoryName', name: certificate.subject });
  const attributes = certificate.subject.flat();
  for (const { type, value } of attributes) {
    if (type === EMAIL_ADDRESS) names.push({ type: 'rfc822Name', value });
  }
  // A host name is taken from the common name where there is no dNSName (RFC 6125 §6.4.4): it is constrained alike.
  if (isLeaf && !names.some(({ type }) => type === 'dNSName')) {
    for (const { type, value } of attributes) {
      if (type === ATTRIBUTE_TYPES.CN && looksLikeHost(value)) names.push({ type: 'dNSName', value });
    }
  }
  return names;
}

const looksLikeHost = (text: string): boolean => /^[\w*.\0-]*\.[\w*.\0-]*$/.test(text);

function isWithin(name: GeneralName, base: GeneralName, excluding: boolean): boolean {
  if (name.type === 'directoryName' && base.type === 'directoryName') {
    return nameStartsWith(name.name, base.name);
  }
  if (name.type !== 'dNSName' || base.type !== 'dNSName') return false;
  return excluding ? isHostExcluded(name.value, base.value) : isHostPermitted(name.value, base.value);
}

function isHostPermitted(host: string, base: string): boolean {
  const [name, domain] = [host.toLowerCase(), base.toLowerCase()];
  if (name.includes('\0')) return false;
  if (domain === '' || domain === name) return true;
  return name.endsWith(domain.startsWith('.') ? domain : `.${domain}`);
}

/** Wider than what is permitted: with or without dots at the ends, and where a wildcard could match. */
function isHostExcluded(host: string, base: string): boolean {
  const name = trimDots(host.toLowerCase().replaceAll('\0', ''));
  const domain = trimDots(base.toLowerCase());
  if (domain === '' || name === domain || name.endsWith(`.${domain}`)) return true;
  const parent = name.indexOf('.');
  return name.includes('*') && (parent === -1 || domain.endsWith(name.slice(parent)));
}

const trimDots = (text: string): string => text.replace(/^\.|\.$/g, '');
