import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import {
  DerError,
  type DerReader,
  decodeSequence,
  decodeSmallInteger,
  elementHeader,
} from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { pkiErrors } from '../errors.ts';
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from '../signed.ts';
import { hasIndefiniteLength } from './ber.ts';
import { ENCRYPTIONS } from './identifiers.ts';
import { deriveKey, PURPOSE } from './key-derivation.ts';

/** How something in a PKCS#12 file is encrypted, ready to be tried with a password. */
export interface Encryption {
  /** Such as "PBE-SHA1-3DES, 2048 iterations". */
  readonly description: string;
  /** What comes out if it is one whole SEQUENCE, as all that PKCS#12 encrypts is; undefined for a wrong password. */
  decrypt(ciphertext: Buffer, password: string): Promise<Buffer | undefined>;
}

/** Java and OpenSSL take 10,000 or less; a file that asks for more than this is made to keep somebody busy. */
const MOST_ITERATIONS = 1_000_000;

const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};

const HMAC_WITH_SHA1 = '1.2.840.113549.2.7';
const PSEUDO_RANDOM_FUNCTIONS: Readonly<Record<string, string>> = {
  [HMAC_WITH_SHA1]: 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** @throws BancError PKI_PKCS12_UNSUPPORTED */
export function encryptionOf({ oid, parameters }: AlgorithmIdentifier, field: string): Encryption {
  if (parameters === undefined) throw new DerError(field, 'has no parameters');
  switch (oid) {
    case ENCRYPTIONS.pbes2:
      return passwordBased2(parameters, field);
    case ENCRYPTIONS.sha1TripleDes:
      return passwordBased1('PBE-SHA1-3DES', 24, parameters, field, (key, vector, ciphertext) =>
        decipher('des-ede3-cbc', key, vector, ciphertext),
      );
    case ENCRYPTIONS.sha1Rc2With40Bits:
      return passwordBased1('PBE-SHA1-RC2-40', 5, parameters, field, decipherRc2);
    default:
      throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', { what: `the encryption algorithm ${oid}` });
  }
}

/** A count of iterations, bounded because it comes from people we do not trust. */
export function readIterations(reader: DerReader, field: string): number {
  const iterations = decodeSmallInteger(reader.integer(field), field);
  if (iterations === 0) throw new DerError(field, 'is zero');
  if (iterations > MOST_ITERATIONS) {
    throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', { what: `${iterations} iterations` });
  }
  return iterations;
}

type Decipher = (key: Buffer, vector: Buffer, ciphertext: Buffer) => Buffer | Promise<Buffer>;

/** RFC 7292 appendix C. */
function passwordBased1(
  name: string,
  keyLength: number,
  parameters: Buffer,
  field: string,
  decipherWith: Decipher,
): Encryption {
  const { salt, iterations } = decodeSequence(parameters, field, (reader) => ({
    salt: reader.element(`${field}.salt`, TAG.octetString).content,
    iterations: readIterations(reader, `${field}.iterations`),
  }));
  return {
    description: `${name}, ${iterations} iterations`,
    decrypt: (ciphertext, password) => {
      const derive = (purpose: 1 | 2, length: number) =>
        deriveKey({ digest: 'sha1', password, salt, iterations, purpose, length });
      return attempt(() =>
        decipherWith(derive(PURPOSE.key, keyLength), derive(PURPOSE.initialisationVector, 8), ciphertext),
      );
    },
  };
}

/** RFC 8018 §6.2 with PBKDF2. */
function passwordBased2(parameters: Buffer, field: string): Encryption {
  const { derivation, scheme } = decodeSequence(parameters, field, (reader) => ({
    derivation: readAlgorithmIdentifier(reader, `${field}.keyDerivationFunc`),
    scheme: readAlgorithmIdentifier(reader, `${field}.encryptionScheme`),
  }));
  const cipher = CIPHERS[scheme.oid];
  if (derivation.oid !== ENCRYPTIONS.pbkdf2 || cipher === undefined) {
    throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', {
      what: `PBES2 with ${derivation.oid} and ${scheme.oid}`,
    });
  }
  const { salt, iterations, digest } = pbkdf2Parameters(derivation.parameters ?? Buffer.alloc(0), field);
  const vector = decodeOctets(scheme.parameters ?? Buffer.alloc(0), `${field}.encryptionScheme`);
  return {
    description: `PBES2, PBKDF2-${digest.toUpperCase()}, ${cipher.name.toUpperCase()}, ${iterations} iterations`,
    decrypt: (ciphertext, password) =>
      attempt(() => {
        const key = pbkdf2Sync(password, salt, iterations, cipher.keyLength, digest);
        return decipher(cipher.name, key, vector, ciphertext);
      }),
  };
}

function pbkdf2Parameters(parameters: Buffer, field: string) {
  return decodeSequence(parameters, `${field}.keyDerivationFunc`, (reader) => {
    const salt = reader.element(`${field}.salt`, TAG.octetString).content;
    const iterations = readIterations(reader, `${field}.iterations`);
    reader.optional(TAG.integer, `${field}.keyLength`);
    const oid = reader.atEnd ? HMAC_WITH_SHA1 : readAlgorithmIdentifier(reader, `${field}.prf`).oid;
    const digest = PSEUDO_RANDOM_FUNCTIONS[oid];
    if (digest === undefined)
      throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', { what: `PBKDF2 with the function ${oid}` });
    return { salt, iterations, digest };
  });
}

function decodeOctets(der: Buffer, field: string): Buffer {
  const { tag, start, end } = elementHeader(der, 0, field);
  if (tag !== TAG.octetString || end !== der.length)
    throw new DerError(field, 'has no initialisation vector');
  return der.subarray(start, end);
}

function decipher(name: string, key: Buffer, vector: Buffer, ciphertext: Buffer): Buffer {
  const cipher = createDecipheriv(name, key, vector);
  return Buffer.concat([cipher.update(ciphertext), cipher.final()]);
}

/** OpenSSL 3 has RC2 in its legacy provider only; files of old Windows and Java versions have it. */
async function decipherRc2(key: Buffer, vector: Buffer, ciphertext: Buffer): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const bytes = (octets: Buffer) => forge.util.createBuffer(octets.toString('latin1'));
  const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), 40);
  cipher.start(vector.toString('latin1'));
  cipher.update(bytes(ciphertext));
  if (!cipher.finish()) throw new Error('wrong padding');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

/** A wrong key shows as wrong padding, or, once in 256, as something that is no SEQUENCE. */
async function attempt(work: () => Buffer | Promise<Buffer>): Promise<Buffer | undefined> {
  try {
    const plain = await work();
    if (plain[0] !== TAG.sequence) return undefined;
    const whole = hasIndefiniteLength(plain) || elementHeader(plain, 0, 'content').end === plain.length;
    return whole ? plain : undefined;
  } catch {
    return undefined;
  }
}
