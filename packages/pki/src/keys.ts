import {
  createPublicKey,
  generateKeyPair as generate,
  hash,
  type KeyObject,
  type KeyPairKeyObjectResult,
} from 'node:crypto';
import { promisify } from 'node:util';
import { decodeOctetBitString, decodeSequence } from './der/decode.ts';
import { nullValue, objectIdentifier, sequence, TAG } from './der/encode.ts';
import { ALGORITHMS } from './object-identifiers.ts';
import { encodePem } from './pem.ts';

/** Kinds of key that the certificates of the bench have; the last two only in defects. */
export type KeyKind = 'rsa-2048' | 'rsa-4096' | 'ec-p256' | 'rsa-1024';

export type KeyPair = KeyPairKeyObjectResult;

const generators: Readonly<Record<KeyKind, () => Promise<KeyPair>>> = {
  'rsa-1024': () => rsa(1024),
  'rsa-2048': () => rsa(2048),
  'rsa-4096': () => rsa(4096),
  'ec-p256': () => promisify(generate)('ec', { namedCurve: 'P-256' }),
};

/** A new key pair. RSA of 4096 bits takes more than a second, of 2048 bits a quarter of one. */
export function generateKeyPair(kind: KeyKind): Promise<KeyPair> {
  return generators[kind]();
}

function rsa(modulusLength: number): Promise<KeyPair> {
  return promisify(generate)('rsa', { modulusLength, publicExponent: 0x10001 });
}

const RSA_ENCRYPTION = sequence(objectIdentifier(ALGORITHMS.rsaEncryption), nullValue());

/** The key in a SubjectPublicKeyInfo; throws if OpenSSL cannot read it. */
export function readPublicKey(info: Uint8Array): KeyObject {
  const { algorithm, bits } = decodePublicKeyInfo(info);
  // Told that the key is for RSA, OpenSSL reads and later writes it in half the time; and Node takes a text in half
  // the time that it takes for octets.
  return algorithm.equals(RSA_ENCRYPTION)
    ? createPublicKey(encodePem(bits, 'RSA PUBLIC KEY'))
    : createPublicKey({ key: Buffer.from(info), format: 'der', type: 'spki' });
}

const exported = new WeakMap<KeyObject, Buffer>();

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7, as OpenSSL writes it. */
export function subjectPublicKeyInfo(publicKey: KeyObject): Buffer {
  let der = exported.get(publicKey);
  if (der === undefined) {
    der = publicKey.export({ format: 'der', type: 'spki' });
    exported.set(publicKey, der);
  }
  return der;
}

/** The 20 octets of subjectKeyIdentifier: SHA-1 of the subjectPublicKey bits (RFC 5280 §4.2.1.2, method 1). */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  return hash('sha1', subjectPublicKeyBits(subjectPublicKeyInfo(publicKey)), 'buffer');
}

/** SHA-256 of the SubjectPublicKeyInfo. */
export function keyFingerprint(publicKey: KeyObject): Buffer {
  return hash('sha256', subjectPublicKeyInfo(publicKey), 'buffer');
}

/** Of an RSA key (RFC 8017 §A.1.1). */
export function rsaNumbers(publicKey: KeyObject): {
  readonly modulus: bigint;
  readonly publicExponent: bigint;
} {
  return decodeSequence(subjectPublicKeyBits(subjectPublicKeyInfo(publicKey)), 'RSAPublicKey', (reader) => ({
    modulus: positive(reader.integer('modulus')),
    publicExponent: positive(reader.integer('publicExponent')),
  }));
}

const positive = (octets: Buffer): bigint => BigInt(`0x${octets.toString('hex')}`);

/** What is in the BIT STRING of a SubjectPublicKeyInfo. */
export function subjectPublicKeyBits(info: Uint8Array): Buffer {
  return decodePublicKeyInfo(info).bits;
}

function decodePublicKeyInfo(info: Uint8Array): { readonly algorithm: Buffer; readonly bits: Buffer } {
  return decodeSequence(info, 'subjectPublicKeyInfo', (reader) => {
    const algorithm = reader.element('algorithm', TAG.sequence).der;
    const { content } = reader.element('subjectPublicKey', TAG.bitString);
    return { algorithm, bits: decodeOctetBitString(content, 'subjectPublicKey') };
  });
}
