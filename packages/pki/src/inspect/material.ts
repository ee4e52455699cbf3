import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { pkiErrors } from '../errors.ts';

/** How certificates lie in a file; `certificate`: one alone, in PEM or DER. */
export type FileForm = 'certificate' | 'pem' | 'pkcs7' | 'pkcs12' | 'jks';

/** What a file with certificates holds. */
export interface FileContents {
  readonly form: FileForm;
  /** In the order of the file. */
  readonly certificates: readonly Certificate[];
  readonly privateKey?: KeyObject;
  /** Of a keystore: whether its password has a character at least. */
  readonly password?: 'given' | 'empty';
  /** Whether a PKCS#12 is built as PFCNG builds them: certificates in clear, key under 3DES. */
  readonly fromPfcng?: boolean;
}

/** The same, with the certificate that the file is about told from the others. */
export interface Material extends FileContents {
  readonly certificate: Certificate;
  /** The others. */
  readonly chain: readonly Certificate[];
  /** Certificates that are of no CA. */
  readonly identities: number;
}

/**
 * The certificate of the key where there is one, else the first that is of no CA, else the first.
 *
 * @throws BancError PKI_FILE_NO_CERTIFICATE; PKI_CERTIFICATE_MALFORMED naming the field, of any extension
 */
export function materialOf(contents: FileContents): Material {
  const { certificates, privateKey } = contents;
  for (const certificate of certificates) readWhole(certificate);
  const distinct = [...new Map(certificates.map((one) => [one.fingerprint, one])).values()];
  const identities = distinct.filter(({ basicConstraints }) => basicConstraints?.ca !== true);
  const ofKey = privateKey && distinct.find((candidate) => isKeyOf(privateKey, candidate));
  const certificate = ofKey ?? identities[0] ?? distinct[0];
  if (certificate === undefined) throw pkiErrors.error('PKI_FILE_NO_CERTIFICATE');
  return {
    ...contents,
    certificate,
    chain: certificates.filter(({ fingerprint }) => fingerprint !== certificate.fingerprint),
    identities: identities.length,
  };
}

export function isKeyOf(privateKey: KeyObject, certificate: Certificate): boolean {
  return createPublicKey(privateKey).equals(certificate.publicKey);
}

/** Extensions and the key are read when asked for: what cannot be read is to show when the file is opened. */
function readWhole(certificate: Certificate): void {
  void certificate.publicKey;
  void certificate.basicConstraints;
  void certificate.keyUsage;
  void certificate.extendedKeyUsage;
  void certificate.subjectAlternativeName;
  void certificate.subjectKeyIdentifier;
  void certificate.authorityKey;
  void certificate.certificatePolicies;
  void certificate.distributionPoints;
}
