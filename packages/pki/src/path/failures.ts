import type { AlertName } from '../alerts.ts';

interface FailureEntry {
  /** Where the rule is. */
  readonly clause: string;
  /** The TLS alert that says it best (RFC 5246 §7.2.2). */
  readonly alert: AlertName;
  /** What is wrong, to follow "the certificate …". */
  readonly text: string;
}

/** Every reason for which a path is refused. */
export const PATH_FAILURES = {
  'chain-empty': {
    clause: 'RFC 5246 §7.4.6',
    alert: 'handshake_failure',
    text: 'is missing: none was presented',
  },
  malformed: {
    clause: 'RFC 5280 §4.1',
    alert: 'bad_certificate',
    text: 'cannot be read',
  },
  'issuer-unknown': {
    clause: 'RFC 5280 §6.1.1 (d)',
    alert: 'unknown_ca',
    text: 'has an issuer that is neither trusted nor presented',
  },
  'self-signed-untrusted': {
    clause: 'RFC 5280 §6.1.1 (d)',
    alert: 'unknown_ca',
    text: 'is self-signed and not a trust anchor',
  },
  'authority-key-identifier': {
    clause: 'RFC 5280 §4.2.1.1',
    alert: 'unknown_ca',
    text: 'names another key of its issuer than the one that is trusted or presented',
  },
  'path-too-long': {
    clause: 'RFC 5280 §6.1',
    alert: 'unknown_ca',
    text: 'ends a chain of as many certificates as are followed, without reaching a trust anchor',
  },
  'path-search-exhausted': {
    clause: 'RFC 4158 §2.4.2',
    alert: 'unknown_ca',
    text: 'has more possible chains than are tried',
  },
  'signature-invalid': {
    clause: 'RFC 5280 §6.1.3 (a)(1)',
    alert: 'bad_certificate',
    text: "has a signature that its issuer's key did not make",
  },
  'signature-algorithm-inconsistent': {
    clause: 'RFC 5280 §4.1.1.2',
    alert: 'bad_certificate',
    text: 'names one signature algorithm inside and another outside',
  },
  'signature-algorithm-weak': {
    clause: 'RFC 8446 §4.4.2.4',
    alert: 'bad_certificate',
    text: 'is signed with MD5, SHA-1 or older',
  },
  'signature-algorithm-unsupported': {
    clause: 'RFC 5280 §6.1.3 (a)(1)',
    alert: 'unsupported_certificate',
    text: 'is signed with another algorithm than RSA with SHA-256, SHA-384 or SHA-512',
  },
  'key-too-weak': {
    clause: 'RFC 9325 §4.5',
    alert: 'bad_certificate',
    text: 'has an RSA key of less than 2048 bits, or with a useless exponent',
  },
  'key-unsupported': {
    clause: 'RFC 5246 §7.4.2',
    alert: 'unsupported_certificate',
    text: 'has a key other than RSA of 2048 to 8192 bits',
  },
  expired: {
    clause: 'RFC 5280 §6.1.3 (a)(2)',
    alert: 'certificate_expired',
    text: 'has expired',
  },
  'not-yet-valid': {
    clause: 'RFC 5280 §6.1.3 (a)(2)',
    alert: 'certificate_expired',
    text: 'is not valid yet',
  },
  'name-empty': {
    clause: 'RFC 5280 §4.1.2.4 and §4.1.2.6',
    alert: 'bad_certificate',
    text: 'has an empty issuer, or an empty subject and no critical subjectAltName',
  },
  'critical-extension-unknown': {
    clause: 'RFC 5280 §6.1.4 (o) and §6.1.5 (f)',
    alert: 'unsupported_certificate',
    text: 'has a critical extension that is not processed',
  },
  'not-a-ca': {
    clause: 'RFC 5280 §6.1.4 (k)',
    alert: 'unknown_ca',
    text: 'issued a certificate and is not a CA',
  },
  'path-length-exceeded': {
    clause: 'RFC 5280 §6.1.4 (m)',
    alert: 'unknown_ca',
    text: 'has more CAs below it than its pathLenConstraint allows',
  },
  'basic-constraints-inconsistent': {
    clause: 'RFC 5280 §4.2.1.9',
    alert: 'bad_certificate',
    text: 'says in basicConstraints what its other fields deny',
  },
  'ca-key-usage': {
    clause: 'RFC 5280 §6.1.4 (n)',
    alert: 'unknown_ca',
    text: 'issued a certificate and its keyUsage is without keyCertSign',
  },
  'key-usage': {
    clause: 'RFC 5280 §4.2.1.3',
    alert: 'unsupported_certificate',
    text: 'has a keyUsage without digitalSignature',
  },
  'extended-key-usage': {
    clause: 'RFC 5280 §4.2.1.12',
    alert: 'unsupported_certificate',
    text: 'has an extendedKeyUsage without the purpose',
  },
  'name-constraint': {
    clause: 'RFC 5280 §6.1.3 (b) and (c)',
    alert: 'bad_certificate',
    text: 'has a name that a CA above it does not permit',
  },
  'name-constraint-unsupported': {
    clause: 'RFC 5280 §4.2.1.10',
    alert: 'bad_certificate',
    text: 'has a name whose form a CA above it constrains and that is not processed',
  },
  policy: {
    clause: 'RFC 5280 §6.1.3 (f) and §6.1.5 (g)',
    alert: 'certificate_unknown',
    text: 'is under none of the policies that are required',
  },
  'policy-mapping-unsupported': {
    clause: 'RFC 5280 §6.1.4 (a) and (b)',
    alert: 'certificate_unknown',
    text: 'maps policies, which is not processed, where a policy is required',
  },
  revoked: {
    clause: 'RFC 5280 §6.3.3 (i)',
    alert: 'certificate_revoked',
    text: 'is revoked',
  },
  'crl-missing': {
    clause: 'RFC 5280 §6.3.3 (a)',
    alert: 'certificate_unknown',
    text: 'has an issuer of which there is no CRL',
  },
  'crl-expired': {
    clause: 'RFC 5280 §6.3.3 (a)(1)(i)',
    alert: 'certificate_unknown',
    text: 'has an issuer whose CRL has expired',
  },
  'crl-not-yet-valid': {
    clause: 'RFC 5280 §5.1.2.4',
    alert: 'certificate_unknown',
    text: 'has an issuer whose CRL is not valid yet',
  },
  'crl-without-next-update': {
    clause: 'RFC 5280 §5.1.2.5',
    alert: 'certificate_unknown',
    text: 'has an issuer whose CRL does not say when the next one comes',
  },
  'crl-delta': {
    clause: 'RFC 5280 §6.3.3 (c)',
    alert: 'certificate_unknown',
    text: 'has an issuer of which there is only a delta CRL',
  },
  'crl-scope': {
    clause: 'RFC 5280 §6.3.3 (b)(2)',
    alert: 'certificate_unknown',
    text: 'is out of the scope of the CRL of its issuer',
  },
  'crl-critical-extension': {
    clause: 'RFC 5280 §5.2 and §5.3',
    alert: 'certificate_unknown',
    text: 'has an issuer whose CRL has a critical extension that is not processed',
  },
  'crl-issuer-key-usage': {
    clause: 'RFC 5280 §6.3.3 (f)',
    alert: 'certificate_unknown',
    text: 'has an issuer that signs CRLs and whose keyUsage is without cRLSign',
  },
  'crl-signature': {
    clause: 'RFC 5280 §6.3.3 (g)',
    alert: 'certificate_unknown',
    text: "has an issuer whose CRL that issuer's key did not sign with a sound algorithm",
  },
} as const satisfies Readonly<Record<string, FailureEntry>>;

export type PathFailureCode = keyof typeof PATH_FAILURES;

/** What is wrong with which certificate of a path, for `pathFailure` to put into words. */
export interface Problem {
  readonly code: PathFailureCode;
  /** In the path; 0 is the leaf. */
  readonly position: number;
  readonly detail?: string;
}
