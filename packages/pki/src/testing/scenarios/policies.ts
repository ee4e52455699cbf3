import { LEAF_POLICY, NAMES } from '../hierarchy.ts';
import type { Scenario } from './scenario.ts';

/** Policies that are required, by the caller or by a CA. */
export const POLICY: readonly Scenario[] = [
  {
    title: 'required policy present',
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: 'valid',
  },
  {
    title: 'required policy absent from the leaf',
    requiredPolicies: ['1.2.3'],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', '1.2.3'],
    expected: ['policy', 0],
  },
  {
    title: 'required policy absent from an intermediate',
    changes: { top: { extensions: { certificatePolicies: { value: [{ policy: '1.2.3' }] } } } },
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: ['policy', 0],
  },
  {
    title: 'no policies in an intermediate where one is required',
    changes: { issuing: { extensions: { certificatePolicies: null } } },
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: ['policy', 1],
  },
  {
    title: 'policies that do not meet, none required',
    changes: { issuing: { extensions: { certificatePolicies: { value: [{ policy: '1.2.3' }] } } } },
    opensslOptions: ['-policy_check'],
    expected: 'valid',
  },
  {
    title: 'policies that do not meet, one required by a CA',
    changes: {
      top: { extensions: { policyConstraints: { critical: true, value: { requireExplicitPolicy: 0 } } } },
      issuing: { extensions: { certificatePolicies: { value: [{ policy: '1.2.3' }] } } },
    },
    opensslOptions: ['-policy_check'],
    expected: ['policy', 0],
  },
  {
    title: 'a policy required by a CA further down than the path goes',
    changes: {
      top: { extensions: { policyConstraints: { critical: true, value: { requireExplicitPolicy: 3 } } } },
      issuing: { extensions: { certificatePolicies: null } },
    },
    opensslOptions: ['-policy_check'],
    expected: 'valid',
  },
  {
    title: 'anyPolicy inhibited by a CA',
    changes: { top: { extensions: { inhibitAnyPolicy: { critical: true, value: 0 } } } },
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: ['policy', 1],
  },
  {
    title: 'a policy required from the leaf on, and none in the issuing CA',
    changes: {
      top: { extensions: { policyConstraints: { critical: true, value: { requireExplicitPolicy: 1 } } } },
      issuing: { extensions: { certificatePolicies: null } },
    },
    opensslOptions: ['-policy_check'],
    expected: ['policy', 0],
  },
  {
    title: 'anyPolicy inhibited from the leaf on',
    changes: {
      top: { extensions: { inhibitAnyPolicy: { critical: true, value: 1 } } },
      leaf: { extensions: { certificatePolicies: { value: [{ policy: '2.5.29.32.0' }] } } },
    },
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: ['policy', 0],
  },
  {
    title: 'anyPolicy inhibited below the leaf',
    changes: {
      top: { extensions: { inhibitAnyPolicy: { critical: true, value: 2 } } },
      leaf: { extensions: { certificatePolicies: { value: [{ policy: '2.5.29.32.0' }] } } },
    },
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: 'valid',
  },
  {
    title: 'policies mapped where one is required',
    changes: {
      top: {
        extensions: {
          certificatePolicies: { value: [{ policy: '1.2.3' }] },
          policyMappings: { critical: true, value: [{ issuerDomain: '1.2.3', subjectDomain: LEAF_POLICY }] },
        },
      },
    },
    requiredPolicies: ['1.2.3'],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', '1.2.3'],
    expected: ['policy-mapping-unsupported', 2],
    opensslAccepts: 'it processes policy mappings',
  },
  {
    title: 'other policies mapped where one is required',
    changes: {
      top: {
        extensions: {
          policyMappings: { critical: true, value: [{ issuerDomain: '1.2.3', subjectDomain: '1.2.4' }] },
        },
      },
    },
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: ['policy-mapping-unsupported', 2],
    opensslAccepts: 'it processes policy mappings',
  },
  {
    title: 'other policies mapped where none is required',
    changes: {
      top: {
        extensions: {
          policyMappings: { critical: true, value: [{ issuerDomain: '1.2.3', subjectDomain: '1.2.4' }] },
        },
      },
    },
    opensslOptions: ['-policy_check'],
    expected: 'valid',
  },
  {
    title: 'anyPolicy of a self-issued CA, inhibited by itself',
    changes: {
      issuing: {
        signedBy: 'stranger',
        extensions: { certificatePolicies: { value: [{ policy: LEAF_POLICY }] } },
      },
    },
    arrange: ({ root, issuing, leaf }, hierarchy) => ({
      presented: [
        leaf,
        issuing,
        hierarchy.certificate('top', { key: 'stranger', signedBy: 'top', issuer: NAMES.top }),
        hierarchy.certificate('top', { extensions: { inhibitAnyPolicy: { critical: true, value: 0 } } }),
      ],
      anchors: [root],
    }),
    requiredPolicies: [LEAF_POLICY],
    opensslOptions: ['-policy_check', '-explicit_policy', '-policy', LEAF_POLICY],
    expected: 'valid',
  },
];
