import {
  type Certificate,
  EXTENDED_KEY_USAGES,
  namesEqual,
  nameToString,
  POLICIES,
  PROFILES,
  type ProfileId,
} from '@banc-gap/pki';

/** Why a certificate is not of a profile: issuer, usages, policy. Undefined if it is. */
export function typeProblem(certificate: Certificate, id: ProfileId): string | undefined {
  const profile = PROFILES[id];
  const issuer = profile.issuer === null ? certificate.subject : PROFILES[profile.issuer].subject({});
  if (!namesEqual(certificate.issuer, issuer)) {
    return `its issuer is ${nameToString(certificate.issuer)} and not ${nameToString(issuer)}`;
  }
  const keyUsage = [...(certificate.keyUsage ?? [])];
  if (!sameSet(keyUsage, profile.keyUsage)) {
    return `its keyUsage is ${list(keyUsage)} and not ${list(profile.keyUsage)}`;
  }
  const usages = certificate.extendedKeyUsage ?? [];
  const expected = profile.extendedKeyUsage ?? [];
  if (
    !sameSet(
      usages,
      expected.map((name) => EXTENDED_KEY_USAGES[name]),
    )
  ) {
    return `its extendedKeyUsage is ${list(usages)} and not ${list(expected)}`;
  }
  const policies = certificate.certificatePolicies ?? [];
  return id.startsWith('igc-sante-test/') && !policies.includes(POLICIES.igcSanteTest)
    ? `its policy is ${list(policies)} and not ${POLICIES.igcSanteTest}`
    : undefined;
}

const list = (values: readonly string[]): string => values.join(', ') || 'none';

const sameSet = (found: readonly string[], expected: readonly string[]): boolean =>
  found.length === expected.length && expected.every((value) => found.includes(value));
