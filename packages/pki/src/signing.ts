import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { nullValue, objectIdentifier, sequence } from './der/encode.ts';
import { ALGORITHMS } from './object-identifiers.ts';

export type SignatureDigest = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

const RSA: Readonly<Record<SignatureDigest, string>> = {
  md5: ALGORITHMS.md5WithRSAEncryption,
  sha1: ALGORITHMS.sha1WithRSAEncryption,
  sha256: ALGORITHMS.sha256WithRSAEncryption,
  sha384: ALGORITHMS.sha384WithRSAEncryption,
  sha512: ALGORITHMS.sha512WithRSAEncryption,
};

const ECDSA: Readonly<Partial<Record<SignatureDigest, string>>> = {
  sha1: ALGORITHMS['ecdsa-with-SHA1'],
  sha256: ALGORITHMS['ecdsa-with-SHA256'],
  sha384: ALGORITHMS['ecdsa-with-SHA384'],
  sha512: ALGORITHMS['ecdsa-with-SHA512'],
};

/**
 * AlgorithmIdentifier of a signature: NULL parameters for RSA (RFC 4055 §5), none for ECDSA (RFC 5758 §3.2).
 *
 * @throws TypeError for ECDSA with MD5, which has no identifier
 */
export function signatureAlgorithm(key: KeyObject, digest: SignatureDigest): Buffer {
  if (key.asymmetricKeyType !== 'ec') return sequence(objectIdentifier(RSA[digest]), nullValue());
  const algorithm = ECDSA[digest];
  if (algorithm === undefined) throw new TypeError(`ECDSA has no signature with ${digest}`);
  return sequence(objectIdentifier(algorithm));
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
