import type { Certificate } from '../certificate.ts';
import { POLICIES } from '../object-identifiers.ts';
import type { Problem } from './failures.ts';
import { isSelfIssued } from './search.ts';

/**
 * The policies of RFC 5280 §6.1, without mappings: then the valid policy tree says no more than the set of policies
 * under which the whole path so far is valid, `undefined` standing for any policy. A mapping where a policy is
 * required is refused. The anchor's own policies do not count (RFC 5280 §6.1.1), unless it is the leaf.
 *
 * @param path leaf first, anchor last
 * @param required the path must be valid under one of them
 */
export function policyProblem(
  path: readonly Certificate[],
  required: readonly string[] | undefined,
): Problem | undefined {
  let valid: ReadonlySet<string> | undefined;
  let explicitPolicy = required ? 0 : path.length;
  let inhibitAnyPolicy = path.length;
  let mapping: number | undefined;
  const refused = (position: number): Problem =>
    mapping === undefined
      ? { code: 'policy', position }
      : { code: 'policy-mapping-unsupported', position: mapping };
  for (let position = Math.max(0, path.length - 2); position >= 0; position--) {
    const certificate = path[position]!;
    const skipped = position > 0 && isSelfIssued(certificate);
    const named = new Set(certificate.certificatePolicies);
    const any = named.delete(POLICIES.anyPolicy) && (inhibitAnyPolicy > 0 || skipped);
    if (!any) valid = valid ? intersection(valid, named) : named;
    if (explicitPolicy === 0 && valid?.size === 0) return refused(position);
    if (certificate.policyMappings && position > 0) mapping ??= position;
    if (!skipped) {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
      inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
    }
    explicitPolicy = Math.min(
      explicitPolicy,
      certificate.policyConstraints?.requireExplicitPolicy ?? explicitPolicy,
    );
    inhibitAnyPolicy = Math.min(inhibitAnyPolicy, certificate.inhibitAnyPolicy ?? inhibitAnyPolicy);
  }
  if (explicitPolicy > 0) return undefined;
  if (mapping !== undefined) return refused(mapping);
  const accepted = required?.includes(POLICIES.anyPolicy) ? undefined : required && new Set(required);
  const common = valid && accepted ? intersection(valid, accepted) : (valid ?? accepted);
  return common?.size === 0 ? refused(0) : undefined;
}

function intersection(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((policy) => other.has(policy)));
}
