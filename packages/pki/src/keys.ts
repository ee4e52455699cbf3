import {
  createPublicKey,
  generateKeyPair as generate,
  hash,
  type KeyObject,
  type KeyPairKeyObjectResult,
} from 'node:crypto';
import { promisify } from 'node:util';
import { DerError, decodeOctetBitString, decodeSequence } from './der/decode.ts';
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
  const own = Buffer.from(info);
  const { algorithm, bits } = decodePublicKeyInfo(own);
  // Told that the key is for RSA, OpenSSL reads and later writes it in half the time; and Node takes a text in half
  // the time that it takes for octets.
  if (!algorithm.equals(RSA_ENCRYPTION)) {
    return createPublicKey({ key: own, format: 'der', type: 'spki' });
  }
  const key = createPublicKey(encodePem(bits, 'RSA PUBLIC KEY'));
  // There is one DER of two positive numbers: OpenSSL would write what was read.
  const numbers = readRsaNumbers(bits);
  if (numbers !== undefined) known.set(key, { info: own, bits, numbers });
  return key;
}

interface KnownKey {
  /** SubjectPublicKeyInfo. */
  readonly info: Buffer;
  /** What is in its BIT STRING. */
  readonly bits: Buffer;
  readonly numbers?: RsaNumbers;
  fingerprint?: Buffer;
}

/** What was asked of a key before. */
const known = new WeakMap<KeyObject, KnownKey>();

function knownKey(publicKey: KeyObject): KnownKey {
  let facts = known.get(publicKey);
  if (facts === undefined) {
    const info = publicKey.export({ format: 'der', type: 'spki' });
    facts = { info, bits: subjectPublicKeyBits(info) };
    known.set(publicKey, facts);
  }
  return facts;
}

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7, as OpenSSL writes it. */
export function subjectPublicKeyInfo(publicKey: KeyObject): Buffer {
  return knownKey(publicKey).info;
}

/** The 20 octets of subjectKeyIdentifier: SHA-1 of the subjectPublicKey bits (RFC 5280 §4.2.1.2, method 1). */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  return hash('sha1', knownKey(publicKey).bits, 'buffer');
}

/** SHA-256 of the SubjectPublicKeyInfo. */
export function keyFingerprint(publicKey: KeyObject): Buffer {
  const facts = knownKey(publicKey);
  facts.fingerprint ??= hash('sha256', facts.info, 'buffer');
  return facts.fingerprint;
}

/** Of an RSA key (RFC 8017 §A.1.1). */
export interface RsaNumbers {
  readonly modulus: bigint;
  /** In bits. */
  readonly modulusLength: number;
  readonly publicExponent: bigint;
}

/** @throws TypeError for a key that is not RSA */
export function rsaNumbers(publicKey: KeyObject): RsaNumbers {
  const { bits, numbers = readRsaNumbers(bits) } = knownKey(publicKey);
  if (numbers === undefined) throw new TypeError(`no RSA key: ${publicKey.asymmetricKeyType}`);
  return numbers;
}

/** The numbers in the DER of an RSAPublicKey; undefined if it is not that, or a number is not positive. */
function readRsaNumbers(bits: Buffer): RsaNumbers | undefined {
  try {
    return decodeSequence(bits, 'RSAPublicKey', (reader) => {
      const [modulus, exponent] = [reader.integer('modulus'), reader.integer('publicExponent')];
      if (modulus[0]! >= 0x80 || exponent[0]! >= 0x80) return undefined;
      return {
        modulus: positive(modulus),
        modulusLength: bitLength(modulus),
        publicExponent: positive(exponent),
      };
    });
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const positive = (octets: Buffer): bigint => BigInt(`0x${octets.toString('hex')}`);

/** Of the content octets of an INTEGER that is not negative: a first octet of zero keeps it from looking so. */
function bitLength(octets: Buffer): number {
  const significant = octets.length > 1 && octets[0] === 0 ? octets.subarray(1) : octets;
  return significant.length * 8 + 24 - Math.clz32(significant[0]!);
}

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
