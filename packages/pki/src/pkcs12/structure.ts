import { DerError, type DerReader, decodeSequence, decodeSmallInteger, decodeWhole } from '../der/decode.ts';
import { TAG } from '../der/encode.ts';
import { pkiErrors } from '../errors.ts';
import { readAlgorithmIdentifier } from '../signed.ts';
import { readOctets } from './ber.ts';
import { type Encryption, encryptionOf } from './encryption.ts';
import { ATTRIBUTES, BAGS, CONTENTS, X509_CERTIFICATE } from './identifiers.ts';
import { type Mac, readMac } from './mac.ts';

/** The structure of PKCS#12 (RFC 7292 §4), as far as it can be read without the password. */

const EXPLICIT_0 = 0xa0;

export interface Pfx {
  /** What the MAC is over: an AuthenticatedSafe. */
  readonly authenticatedSafe: Buffer;
  readonly mac?: Mac;
}

/** Octets that are encrypted, or in clear where there is no encryption. */
export interface Sealed {
  readonly octets: Buffer;
  readonly encryption?: Encryption;
}

export interface BagAttributes {
  readonly friendlyName?: string;
  /** Hex. */
  readonly localKeyId?: string;
  /** Oracle's mark of a certificate to trust. */
  readonly trusted: boolean;
}

export type Bag = BagAttributes &
  ({ readonly kind: 'certificate'; readonly der: Buffer } | ({ readonly kind: 'key' } & Sealed));

export function readPfx(bytes: Buffer): Pfx {
  return decodeSequence(bytes, 'PFX', (pfx) => {
    if (decodeSmallInteger(pfx.integer('version'), 'version') !== 3)
      throw new DerError('version', 'is not 3');
    const authenticatedSafe = readContent(pfx, 'authSafe');
    if (authenticatedSafe.encryption !== undefined) throw new DerError('authSafe', 'is encrypted');
    return { authenticatedSafe: authenticatedSafe.octets, ...(!pfx.atEnd && { mac: readMac(pfx) }) };
  });
}

export function readAuthenticatedSafe(bytes: Buffer): Sealed[] {
  return decodeSequence(bytes, 'authenticatedSafe', (safe) =>
    all(safe, () => readContent(safe, 'safeContents')),
  );
}

/** Certificates and keys; bags of other kinds (CRLs, secrets) are passed over. */
export function readSafeContents(bytes: Buffer): Bag[] {
  return decodeSequence(bytes, 'safeContents', (bags) => all(bags, () => readBag(bags))).flat();
}

function readContent(reader: DerReader, field: string): Sealed {
  const content = reader.enter(field);
  const type = content.objectIdentifier(`${field}.contentType`);
  const inside = content.enter(`${field}.content`, EXPLICIT_0);
  content.end();
  switch (type) {
    case CONTENTS.data:
      return { octets: readOctets(inside, field, TAG.octetString) };
    case CONTENTS.encryptedData:
      return readEncryptedData(inside.enter(field), field);
    case CONTENTS.signedData:
    case CONTENTS.envelopedData:
      throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', { what: 'protection by a public key, not a password' });
    default:
      throw new DerError(`${field}.contentType`, `is ${type}, which PKCS#12 does not have`);
  }
}

function readEncryptedData(data: DerReader, field: string): Sealed {
  data.integer(`${field}.version`);
  const info = data.enter(`${field}.encryptedContentInfo`);
  info.objectIdentifier(`${field}.contentType`);
  const encryption = encryptionOf(readAlgorithmIdentifier(info, `${field}.encryption`), field);
  return { octets: readOctets(info, `${field}.encryptedContent`, 0x80), encryption };
}

function readBag(reader: DerReader): Bag[] {
  const bag = reader.enter('safeBag');
  const type = bag.objectIdentifier('safeBag.bagId');
  const value = bag.element('safeBag.bagValue', EXPLICIT_0).content;
  const attributes = readAttributes(bag);
  switch (type) {
    case BAGS.certificate:
      return readCertificate(value).map((der) => ({ kind: 'certificate', der, ...attributes }));
    case BAGS.key:
      return [{ kind: 'key', octets: value, ...attributes }];
    case BAGS.shroudedKey:
      return [{ kind: 'key', ...readEncryptedKey(value, 'shroudedKeyBag'), ...attributes }];
    case BAGS.safeContents:
      throw pkiErrors.error('PKI_PKCS12_UNSUPPORTED', { what: 'bags within bags' });
    default:
      return [];
  }
}

/** EncryptedPrivateKeyInfo (RFC 5958 §3). */
function readEncryptedKey(der: Buffer, field: string): Sealed {
  return decodeSequence(der, field, (key) => ({
    encryption: encryptionOf(readAlgorithmIdentifier(key, `${field}.encryption`), field),
    octets: readOctets(key, field, TAG.octetString),
  }));
}

/** SDSI certificates are passed over: nobody has any. */
function readCertificate(value: Buffer): Buffer[] {
  return decodeSequence(value, 'certBag', (bag) => {
    const type = bag.objectIdentifier('certBag.certId');
    const inside = bag.enter('certBag.certValue', EXPLICIT_0);
    return type === X509_CERTIFICATE ? [readOctets(inside, 'certBag.certValue', TAG.octetString)] : [];
  });
}

function readAttributes(bag: DerReader): BagAttributes {
  const found: { friendlyName?: string; localKeyId?: string; trusted: boolean } = { trusted: false };
  const attributes = bag.optional(TAG.set, 'bagAttributes');
  if (attributes === undefined) return found;
  decodeWhole(attributes.content, 'bagAttributes', (set) =>
    all(set, () => {
      const attribute = set.enter('bagAttribute');
      const type = attribute.objectIdentifier('bagAttribute');
      const values = attribute.enter('bagAttribute', TAG.set);
      if (values.atEnd) return;
      const { content } = values.element('bagAttribute');
      if (type === ATTRIBUTES.friendlyName) found.friendlyName = decodeBmpString(content, 'friendlyName');
      if (type === ATTRIBUTES.localKeyId) found.localKeyId = content.toString('hex');
      if (type === ATTRIBUTES.trustedKeyUsage) found.trusted = true;
    }),
  );
  return found;
}

function decodeBmpString(content: Buffer, field: string): string {
  if (content.length % 2 !== 0) throw new DerError(field, 'has an odd number of octets');
  return Buffer.from(content).swap16().toString('utf16le');
}

function all<Value>(reader: DerReader, read: () => Value): Value[] {
  const values: Value[] = [];
  while (!reader.atEnd) values.push(read());
  return values;
}
