import { constants, type KeyObject, sign, verify } from 'node:crypto';

/**
 * SignatureAndHashAlgorithm of RFC 5246 §7.4.1.4.1, as the 16-bit SignatureScheme that RFC 8446 §4.2.3 made of it, which
 * has RSASSA-PSS too.
 */
interface SignatureScheme {
  readonly code: number;
  readonly hash: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly key: 'rsa' | 'ec';
  readonly pss?: true;
}

const SCHEMES: readonly SignatureScheme[] = [
  { code: 0x0401, hash: 'sha256', key: 'rsa' },
  { code: 0x0501, hash: 'sha384', key: 'rsa' },
  { code: 0x0601, hash: 'sha512', key: 'rsa' },
  { code: 0x0804, hash: 'sha256', key: 'rsa', pss: true },
  { code: 0x0805, hash: 'sha384', key: 'rsa', pss: true },
  { code: 0x0806, hash: 'sha512', key: 'rsa', pss: true },
  { code: 0x0403, hash: 'sha256', key: 'ec' },
  { code: 0x0503, hash: 'sha384', key: 'ec' },
  { code: 0x0603, hash: 'sha512', key: 'ec' },
  { code: 0x0201, hash: 'sha1', key: 'rsa' },
  { code: 0x0203, hash: 'sha1', key: 'ec' },
  { code: 0x0101, hash: 'md5', key: 'rsa' },
];

export const RSA_SHA1 = 0x0201;
export const RSA_MD5 = 0x0101;

const BY_CODE = new Map(SCHEMES.map((scheme) => [scheme.code, scheme]));

/** What a client offers for ServerKeyExchange unless told otherwise. */
export const RSA_SCHEMES: readonly number[] = [0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806];
/** What a server offers for CertificateVerify unless told otherwise: it judges an EC certificate, it does not preclude it. */
export const CLIENT_SCHEMES: readonly number[] = [...RSA_SCHEMES, 0x0403, 0x0503, 0x0603];

/** The first scheme of `preferred` that the peer offered and that this key can sign with. */
export function chooseScheme(
  preferred: readonly number[],
  offered: readonly number[],
  key: KeyObject,
): number | undefined {
  return preferred.find((code) => offered.includes(code) && BY_CODE.get(code)?.key === key.asymmetricKeyType);
}

export function signWith(code: number, data: Uint8Array, key: KeyObject): Buffer {
  const scheme = BY_CODE.get(code)!;
  return sign(scheme.hash, data, scheme.pss ? { key, ...PSS } : key);
}

export function verifyWith(code: number, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  const scheme = BY_CODE.get(code);
  if (scheme === undefined || scheme.key !== key.asymmetricKeyType) return false;
  return verify(scheme.hash, data, scheme.pss ? { key, ...PSS } : key, signature);
}

const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const;
