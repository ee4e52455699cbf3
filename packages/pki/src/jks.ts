import { createPrivateKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Certificate } from './certificate.ts';
import { asBuffer, DerError, decodeSequence } from './der/decode.ts';
import { TAG } from './der/encode.ts';
import { pkiErrors } from './errors.ts';
import { reading } from './malformed.ts';
import { readAlgorithmIdentifier } from './signed.ts';

/** A Java keystore of type JKS, which no standard describes: the form is that of `sun.security.provider.JavaKeyStore`. */
export interface Jks {
  /** Certificates to trust, in the order of the file. */
  readonly certificates: readonly { readonly alias: string; readonly certificate: Certificate }[];
  readonly keys: readonly JksKey[];
}

export interface JksKey {
  readonly alias: string;
  /** The certificate of the key first. */
  readonly chain: readonly Certificate[];
  /** Undefined where the key has another password than the keystore. */
  readonly privateKey: KeyObject | undefined;
}

const MAGIC = { jks: 0xfeedfeed, jceks: 0xcececece };
const ENTRY = { key: 1, certificate: 2 };
const KEY_PROTECTOR = '1.3.6.1.4.1.42.2.17.1.1';
const SHA1_LENGTH = 20;
/** Java's own words, hashed between password and content. */
const WHITENER = 'Mighty Aphrodite';

/** Whether this is a Java keystore of type JKS or JCEKS, by its first octets. */
export function isJks(file: Uint8Array): boolean {
  const magic = file.length >= 4 ? asBuffer(file).readUInt32BE(0) : undefined;
  return magic === MAGIC.jks || magic === MAGIC.jceks;
}

/**
 * Reads a Java keystore of type JKS.
 *
 * @throws BancError PKI_JKS_MALFORMED; PKI_JKS_PASSWORD_WRONG; PKI_JKS_DAMAGED: the password is right and the file was
 *   changed; PKI_JKS_JCEKS; PKI_CERTIFICATE_MALFORMED
 */
export function readJks(file: Uint8Array, password: string): Jks {
  const bytes = asBuffer(file);
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === MAGIC.jceks) throw pkiErrors.error('PKI_JKS_JCEKS');
  const { content, digest, entries } = reading('PKI_JKS_MALFORMED', () => readEntries(bytes));
  const secret = Buffer.from(password, 'utf16le').swap16();
  const keys = entries.flatMap(({ alias, key, chain }) =>
    key === undefined ? [] : [{ alias, chain, privateKey: recover(key, secret) }],
  );
  if (!sha1(secret, Buffer.from(WHITENER), content).equals(digest)) {
    const opens = keys.some(({ privateKey }) => privateKey !== undefined);
    throw pkiErrors.error(opens ? 'PKI_JKS_DAMAGED' : 'PKI_JKS_PASSWORD_WRONG');
  }
  return {
    certificates: entries.flatMap(({ alias, key, chain }) =>
      key === undefined ? chain.map((der) => ({ alias, certificate: Certificate.parse(der) })) : [],
    ),
    keys: keys.map((key) => ({ ...key, chain: key.chain.map((der) => Certificate.parse(der)) })),
  };
}

interface Entry {
  readonly alias: string;
  /** Encrypted; absent in the entry of a certificate. */
  readonly key?: Buffer;
  readonly chain: readonly Buffer[];
}

function readEntries(bytes: Buffer) {
  const content = bytes.subarray(0, Math.max(0, bytes.length - SHA1_LENGTH));
  const reader = new JavaReader(content);
  if (reader.integer('magic number') !== MAGIC.jks) throw new DerError('magic number', 'is not FEEDFEED');
  const version = reader.integer('version');
  if (version !== 1 && version !== 2) throw new DerError('version', `is ${version}, not 1 or 2`);
  const entries: Entry[] = [];
  for (let left = reader.integer('count of entries'); left > 0; left--)
    entries.push(readEntry(reader, version));
  if (!reader.atEnd) throw new DerError('keystore', 'has something after its last entry');
  return { content, digest: bytes.subarray(content.length), entries };
}

function readEntry(reader: JavaReader, version: number): Entry {
  const tag = reader.integer('kind of entry');
  const alias = reader.text('alias');
  reader.octets(8, 'date');
  switch (tag) {
    case ENTRY.certificate:
      return { alias, chain: [readCertificate(reader, version)] };
    case ENTRY.key: {
      const key = readProtectedKey(reader.octets(reader.integer('length of the key'), 'key'));
      const chain: Buffer[] = [];
      for (let left = reader.integer('length of the chain'); left > 0; left--)
        chain.push(readCertificate(reader, version));
      return { alias, key, chain };
    }
    default:
      throw new DerError('kind of entry', `is ${tag}, neither a key (1) nor a certificate (2)`);
  }
}

function readCertificate(reader: JavaReader, version: number): Buffer {
  const type = version === 2 ? reader.text('type of certificate') : 'X.509';
  if (type !== 'X.509') throw new DerError('type of certificate', `is ${type}, not X.509`);
  return reader.octets(reader.integer('length of the certificate'), 'certificate');
}

function readProtectedKey(der: Buffer): Buffer {
  return decodeSequence(der, 'key', (info) => {
    const { oid } = readAlgorithmIdentifier(info, 'key.algorithm');
    if (oid !== KEY_PROTECTOR) throw new DerError('key.algorithm', `is ${oid}, not the key protector of JKS`);
    return info.element('key.encrypted', TAG.octetString).content;
  });
}

/** Salt, the key under a key stream of SHA-1, and a SHA-1 by which the password is known to be right. */
function recover(protectedKey: Buffer, secret: Buffer): KeyObject | undefined {
  const salt = protectedKey.subarray(0, SHA1_LENGTH);
  const key = Buffer.from(protectedKey.subarray(SHA1_LENGTH, -SHA1_LENGTH));
  const check = protectedKey.subarray(-SHA1_LENGTH);
  let stream = salt;
  for (let at = 0; at < key.length; at++) {
    if (at % SHA1_LENGTH === 0) stream = sha1(secret, stream);
    key[at]! ^= stream[at % SHA1_LENGTH]!;
  }
  if (check.length !== SHA1_LENGTH || !timingSafeEqual(sha1(secret, key), check)) return undefined;
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function sha1(...parts: readonly Buffer[]): Buffer {
  return hash('sha1', Buffer.concat(parts), 'buffer');
}

/** What `java.io.DataInputStream` reads. */
class JavaReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  octets(length: number, field: string): Buffer {
    const end = this.#offset + length;
    if (end > this.#bytes.length) throw new DerError(field, 'is cut off');
    const octets = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return octets;
  }

  integer(field: string): number {
    return this.octets(4, field).readUInt32BE(0);
  }

  /** Java's modified UTF-8 is UTF-8 for all that an alias is likely to have. */
  text(field: string): string {
    return this.octets(this.octets(2, field).readUInt16BE(0), field).toString('utf8');
  }
}
