import { type KeyObject, verify } from 'node:crypto';
import { ALGORITHMS } from './object-identifiers.ts';
import type { AlgorithmIdentifier } from './signed.ts';

/** What is signed, by X.509's own structure: a certificate or a CRL. */
export interface SignedObject {
  readonly tbs: Buffer;
  readonly innerAlgorithm: AlgorithmIdentifier;
  readonly outerAlgorithm: AlgorithmIdentifier;
  readonly signature: Buffer;
}

export type SignatureProblem =
  | 'signature-algorithm-inconsistent'
  | 'signature-algorithm-weak'
  | 'signature-algorithm-unsupported'
  | 'signature-invalid';

const DIGESTS: ReadonlyMap<string, string> = new Map([
  [ALGORITHMS.sha256WithRSAEncryption, 'sha256'],
  [ALGORITHMS.sha384WithRSAEncryption, 'sha384'],
  [ALGORITHMS.sha512WithRSAEncryption, 'sha512'],
]);

/** Broken by collisions: who can have one document signed can have another. */
const WEAK: ReadonlySet<string> = new Set([
  ALGORITHMS.md5WithRSAEncryption,
  ALGORITHMS.sha1WithRSAEncryption,
  ALGORITHMS['ecdsa-with-SHA1'],
  '1.2.840.113549.1.1.2', // md2WithRSAEncryption
  '1.2.840.113549.1.1.3', // md4WithRSAEncryption
  '1.3.14.3.2.29', // sha1WithRSAEncryption of OIW
]);

const NULL_DER = Buffer.of(0x05, 0x00);

/** RSA PKCS #1 v1.5 with SHA-256, SHA-384 or SHA-512, as the PKIs of the sector have it, and nothing else. */
export function signatureProblem(signed: SignedObject, issuerKey: KeyObject): SignatureProblem | undefined {
  const { oid, parameters } = signed.outerAlgorithm;
  if (!signed.innerAlgorithm.der.equals(signed.outerAlgorithm.der)) return 'signature-algorithm-inconsistent';
  if (WEAK.has(oid)) return 'signature-algorithm-weak';
  const digest = DIGESTS.get(oid);
  // RFC 4055 §5: NULL, or absent.
  if (digest === undefined || (parameters !== undefined && !parameters.equals(NULL_DER))) {
    return 'signature-algorithm-unsupported';
  }
  if (issuerKey.asymmetricKeyType !== 'rsa') return 'signature-invalid';
  return verify(digest, signed.tbs, issuerKey, signed.signature) ? undefined : 'signature-invalid';
}

export type KeyProblem = 'key-too-weak' | 'key-unsupported';

const judged = new WeakMap<KeyObject, KeyProblem | 'none'>();

/** RSA from 2048 bits on (RGS B1), to a bound beyond which a verification would cost too much. */
export function keyProblem(key: KeyObject): KeyProblem | undefined {
  let problem = judged.get(key);
  if (problem === undefined) {
    problem = judge(key) ?? 'none';
    judged.set(key, problem);
  }
  return problem === 'none' ? undefined : problem;
}

function judge(key: KeyObject): KeyProblem | undefined {
  if (key.asymmetricKeyType !== 'rsa') return 'key-unsupported';
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (modulusLength < 2048 || publicExponent < 3n || publicExponent % 2n === 0n) return 'key-too-weak';
  return modulusLength > 8192 ? 'key-unsupported' : undefined;
}
