import { isUtf8 } from 'node:buffer';
import { DerError, type DerReader, decodeSequence, decodeWhole, type Element } from './der/decode.ts';
import { TAG } from './der/encode.ts';
import type { Attribute, AttributeEncoding, Name } from './names.ts';

/** The DER of a Name (RFC 5280 §4.1.2.4). Texts of the legacy string types are read, and become 'utf8'. */
export function decodeName(der: Uint8Array, field = 'name'): Name {
  return decodeSequence(der, field, (names) => {
    const name: Attribute[][] = [];
    while (!names.atEnd) name.push(decodeRelativeName(names.element(field, TAG.set).content, field));
    return name;
  });
}

/** A RelativeDistinguishedName from the content of its SET: one attribute at least, in the order of DER. */
function decodeRelativeName(content: Buffer, field: string): Attribute[] {
  return decodeWhole(content, field, (reader) => {
    const attributes: Attribute[] = [];
    let previous: Buffer | undefined;
    while (!reader.atEnd) {
      const element = reader.element(field, TAG.sequence);
      if (previous !== undefined && Buffer.compare(previous, element.der) >= 0) {
        throw new DerError(field, 'has a SET that is not in the order of DER');
      }
      previous = element.der;
      attributes.push(decodeWhole(element.content, field, decodeAttribute));
    }
    if (attributes.length === 0)
      throw new DerError(field, 'has a relative distinguished name without attributes');
    return attributes;
  });
}

function decodeAttribute(reader: DerReader): Attribute {
  const type = reader.objectIdentifier(reader.field);
  return { type, ...decodeText(reader.element(reader.field), reader.field) };
}

const NUMERIC_STRING = 0x12;

function decodeText(
  { tag, content }: Element,
  field: string,
): { value: string; encoding: AttributeEncoding } {
  switch (tag) {
    case TAG.utf8String:
      return { value: decodeUtf8(content, field), encoding: 'utf8' };
    case TAG.printableString:
    case NUMERIC_STRING:
      return { value: decodeAscii(content, field), encoding: 'printable' };
    case TAG.ia5String:
      return { value: decodeAscii(content, field), encoding: 'ia5' };
    case TAG.teletexString:
      return { value: content.toString('latin1'), encoding: 'utf8' };
    case TAG.bmpString:
      if (content.length % 2 !== 0) throw new DerError(field, 'has a BMPString of an odd number of octets');
      return { value: Buffer.from(content).swap16().toString('utf16le'), encoding: 'utf8' };
    default:
      throw new DerError(field, 'has an attribute whose value is not a text');
  }
}

function decodeUtf8(content: Buffer, field: string): string {
  if (!isUtf8(content)) throw new DerError(field, 'has a UTF8String that is not UTF-8');
  return content.toString('utf8');
}

export function decodeAscii(content: Buffer, field: string): string {
  if (content.some((octet) => octet >= 0x80)) throw new DerError(field, 'has a text that is not ASCII');
  return content.toString('latin1');
}

/**
 * Whether two names are the same to RFC 5280 §7.1: letter case, runs of spaces and the string type do not count, nor
 * does the order of the attributes within a relative distinguished name.
 */
export function namesEqual(one: Name, other: Name): boolean {
  return one.length === other.length && canonicalName(one) === canonicalName(other);
}

/** Whether `name` starts with all of `base`, so lies in its subtree (RFC 5280 §4.2.1.10, directoryName). */
export function nameStartsWith(name: Name, base: Name): boolean {
  const [parts, start] = [canonicalParts(name), canonicalParts(base)];
  return start.every((part, index) => part === parts[index]);
}

/** A text that equal names, and only they, have in common: the key of a map by name. */
export function canonicalName(name: Name): string {
  return canonical(name).text;
}

function canonicalParts(name: Name): readonly string[] {
  return canonical(name).parts;
}

interface Canonical {
  /** Of each relative distinguished name, in JSON, so that nothing in a value passes for what is between values. */
  readonly parts: readonly string[];
  readonly text: string;
}

const canonicalNames = new WeakMap<Name, Canonical>();

function canonical(name: Name): Canonical {
  const known = canonicalNames.get(name);
  if (known) return known;
  const parts = name.map((relativeName) =>
    JSON.stringify(relativeName.map(({ type, value }) => `${type}=${canonicalText(value)}`).sort()),
  );
  const made = { parts, text: parts.join(' ') };
  canonicalNames.set(name, made);
  return made;
}

/** caseIgnoreMatch after the string preparation of RFC 4518, in short. */
function canonicalText(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
