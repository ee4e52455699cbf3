import { daysAgo, daysAhead, hoursAgo, type IdentityDefect } from '@banc-gap/pki';

const UNKNOWN_EXTENSION = { oid: '1.3.6.1.4.1.99999.1', value: '0500' };

/** Terminals with one thing wrong each, and good ones under a name that says what a GAP could mistake them for. */
export const IDENTITIES = {
  good: {},
  'self-signed': { from: 'self-signed' },
  'unknown-root': { from: 'unknown-root' },
  'lookalike-root': { from: 'lookalike-root' },
  'leaf-only': { present: 'leaf-only' },
  'leaf-only-corrupted': { present: 'leaf-only', leaf: { signature: 'corrupted' } },
  'igc-sante-client': { from: 'igc-sante-client' },
  'leaf-corrupted': { leaf: { signature: 'corrupted' } },
  'ca-corrupted': { issuingCa: { signature: 'corrupted' } },
  'leaf-expired': { leaf: { notAfter: hoursAgo(1) } },
  'leaf-not-yet-valid': { leaf: { notBefore: daysAhead(1) } },
  'ca-expired': { issuingCa: { notBefore: daysAgo(900), notAfter: hoursAgo(1) } },
  'ca-not-a-ca': { issuingCa: { extensions: { basicConstraints: { value: { ca: false } } } } },
  'end-entity-as-ca': { from: 'end-entity-as-ca' },
  'path-length-exceeded': { from: 'path-length-exceeded' },
  'ca-without-key-cert-sign': { issuingCa: { extensions: { keyUsage: { value: ['cRLSign'] } } } },
  'server-auth-only': { leaf: { extensions: { extendedKeyUsage: { value: ['serverAuth'] } } } },
  'unknown-critical-extension': { leaf: { addExtensions: [{ ...UNKNOWN_EXTENSION, critical: true }] } },
  'unknown-extension': { leaf: { addExtensions: [{ ...UNKNOWN_EXTENSION, critical: false }] } },
  revoked: { from: 'revoked' },
  'on-hold': { from: 'on-hold' },
  'revoked-issuing-ca': { from: 'revoked-issuing-ca' },
  'same-serial-as-revoked': { from: 'same-serial-as-revoked' },
  'no-certificate': { present: 'nothing' },
} as const satisfies Readonly<Record<string, IdentityDefect>>;

export type IdentityName = keyof typeof IDENTITIES;
