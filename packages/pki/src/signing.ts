import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { nullValue, objectIdentifier, sequence } from './der/encode.ts';
import { ALGORITHMS } from './object-identifiers.ts';

export type SignatureDigest = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** NULL parameters, RFC 4055 §5. */
const rsa = (oid: string): Buffer => sequence(objectIdentifier(oid), nullValue());
const RSA: Readonly<Record<SignatureDigest, Buffer>> = {
  md5: rsa(ALGORITHMS.md5WithRSAEncryption),
  sha1: rsa(ALGORITHMS.sha1WithRSAEncryption),
  sha256: rsa(ALGORITHMS.sha256WithRSAEncryption),
  sha384: rsa(ALGORITHMS.sha384WithRSAEncryption),
  sha512: rsa(ALGORITHMS.sha512WithRSAEncryption),
};

/** No parameters, RFC 5758 §3.2. */
const ecdsa = (oid: string): Buffer => sequence(objectIdentifier(oid));
const ECDSA: Readonly<Partial<Record<SignatureDigest, Buffer>>> = {
  sha1: ecdsa(ALGORITHMS['ecdsa-with-SHA1']),
  sha256: ecdsa(ALGORITHMS['ecdsa-with-SHA256']),
  sha384: ecdsa(ALGORITHMS['ecdsa-with-SHA384']),
  sha512: ecdsa(ALGORITHMS['ecdsa-with-SHA512']),
};

/**
 * AlgorithmIdentifier of a signature.
 *
 * @throws TypeError for ECDSA with MD5, which has no identifier
 */
export function signatureAlgorithm(key: KeyObject, digest: SignatureDigest): Buffer {
  if (key.asymmetricKeyType !== 'ec') return RSA[digest];
  const algorithm = ECDSA[digest];
  if (algorithm === undefined) throw new TypeError(`ECDSA has no signature with ${digest}`);
  return algorithm;
}

/** The same signature with its last bit turned: right in length and form, wrong in value. */
export function corrupt(signature: Buffer): Buffer {
  const corrupted = Buffer.from(signature);
  corrupted[corrupted.length - 1]! ^= 1;
  return corrupted;
}

const strangers = new Map<string, KeyObject>();

/** The private key of nobody, like the given one in kind and size; one a process, since making it is slow. */
export function strangerLike(key: KeyObject): KeyObject {
  const { modulusLength, namedCurve = 'P-256' } = key.asymmetricKeyDetails ?? {};
  const kind = `${key.asymmetricKeyType} ${modulusLength ?? namedCurve}`;
  const known = strangers.get(kind);
  if (known) return known;
  const { privateKey } =
    modulusLength === undefined
      ? generateKeyPairSync('ec', { namedCurve })
      : generateKeyPairSync('rsa', { modulusLength });
  strangers.set(kind, privateKey);
  return privateKey;
}
