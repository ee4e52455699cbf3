/** Object identifiers of PKCS#12 files (RFC 7292) and of what encrypts them (RFC 8018). */
export const CONTENTS = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  encryptedData: '1.2.840.113549.1.7.6',
} as const;

export const BAGS = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
} as const;

export const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';

export const ATTRIBUTES = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  /** Oracle's: without it Java shows no trusted entry. */
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',
} as const;

export const ENCRYPTIONS = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  sha1TripleDes: '1.2.840.113549.1.12.1.3',
  sha1Rc2With40Bits: '1.2.840.113549.1.12.1.6',
} as const;
