import type { Scenario } from './scenario.ts';

/** What the leaf may be used for. */
export const USAGE: readonly Scenario[] = [
  {
    title: 'serverAuth only',
    purpose: 'clientAuth',
    changes: { leaf: { extensions: { extendedKeyUsage: { value: ['serverAuth'] } } } },
    expected: ['extended-key-usage', 0],
  },
  {
    title: 'clientAuth only',
    purpose: 'serverAuth',
    changes: { leaf: { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } } },
    expected: ['extended-key-usage', 0],
  },
  {
    title: 'clientAuth for a client',
    purpose: 'clientAuth',
    changes: { leaf: { extensions: { extendedKeyUsage: { value: ['clientAuth'] } } } },
    expected: 'valid',
  },
  {
    title: 'codeSigning and e-mail only',
    changes: { leaf: { extensions: { extendedKeyUsage: { value: ['codeSigning', 'emailProtection'] } } } },
    expected: ['extended-key-usage', 0],
  },
  {
    title: 'anyExtendedKeyUsage only',
    changes: { leaf: { extensions: { extendedKeyUsage: { value: ['anyExtendedKeyUsage'] } } } },
    expected: ['extended-key-usage', 0],
  },
  {
    title: 'no extendedKeyUsage',
    changes: { leaf: { extensions: { extendedKeyUsage: null } } },
    expected: 'valid',
  },
  { title: 'no keyUsage', changes: { leaf: { extensions: { keyUsage: null } } }, expected: 'valid' },
  {
    title: 'nonRepudiation only',
    changes: { leaf: { extensions: { keyUsage: { value: ['nonRepudiation'] } } } },
    expected: ['key-usage', 0],
  },
  {
    title: 'keyAgreement only',
    purpose: 'clientAuth',
    changes: { leaf: { extensions: { keyUsage: { value: ['keyAgreement'] } } } },
    expected: ['key-usage', 0],
    opensslAccepts: 'it takes keyAgreement for a fixed Diffie-Hellman client',
  },
  {
    title: 'keyEncipherment only',
    purpose: 'serverAuth',
    changes: { leaf: { extensions: { keyUsage: { value: ['keyEncipherment'] } } } },
    expected: ['key-usage', 0],
    opensslAccepts: 'it takes keyEncipherment for an RSA key exchange',
  },
  {
    title: 'keyEncipherment only, of a client',
    purpose: 'clientAuth',
    changes: { leaf: { extensions: { keyUsage: { value: ['keyEncipherment'] } } } },
    expected: ['key-usage', 0],
  },
];
