import { objectIdentifier, sequence, setOf, TAG, tlv } from './der/encode.ts';
import { ATTRIBUTE_TYPES, type AttributeShortName } from './object-identifiers.ts';

export type AttributeEncoding = 'printable' | 'utf8' | 'ia5';

/** One attribute of a distinguished name; `type` is a dotted OID. */
export interface Attribute {
  readonly type: string;
  readonly value: string;
  readonly encoding: AttributeEncoding;
}

/** A SET of attributes; the order here is free, the encoding sorts it. */
export type RelativeDistinguishedName = readonly Attribute[];

/** Relative distinguished names in encoded order: the country first, the common name last. */
export type Name = readonly RelativeDistinguishedName[];

const STRING_TAGS: Readonly<Record<AttributeEncoding, number>> = {
  printable: TAG.printableString,
  utf8: TAG.utf8String,
  ia5: TAG.ia5String,
};

const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(ATTRIBUTE_TYPES).map(([shortName, type]) => [type, shortName]),
);

/** An attribute in the string type that RFC 5280 Appendix A and the IGC-Santé prescribe for it. */
export function attribute(shortName: AttributeShortName, value: string): Attribute {
  return { type: ATTRIBUTE_TYPES[shortName], value, encoding: ENCODINGS[shortName] ?? 'utf8' };
}

const ENCODINGS: Partial<Record<AttributeShortName, AttributeEncoding>> = {
  C: 'printable',
  serialNumber: 'printable',
  DC: 'ia5',
};

/** A name of single-valued relative distinguished names, from short names and values in encoded order. */
export function nameOf(...attributes: readonly (readonly [AttributeShortName, string])[]): Name {
  return attributes.map(([shortName, value]) => [attribute(shortName, value)]);
}

/** One relative distinguished name of several attributes, in the order of DER. */
export function multiValued(
  ...attributes: readonly (readonly [AttributeShortName, string])[]
): RelativeDistinguishedName {
  return attributes
    .map(([shortName, value]) => attribute(shortName, value))
    .sort((one, other) => Buffer.compare(encodeAttribute(one), encodeAttribute(other)));
}

export function encodeName(name: Name): Buffer {
  return sequence(...name.map((relativeName) => setOf(...relativeName.map(encodeAttribute))));
}

function encodeAttribute({ type, value, encoding }: Attribute): Buffer {
  return sequence(objectIdentifier(type), encodeString(value, encoding));
}

function encodeString(value: string, encoding: AttributeEncoding): Buffer {
  return tlv(STRING_TAGS[encoding], Buffer.from(value, 'utf8'));
}

/** The string form of RFC 4514: last relative distinguished name first, as ANS writes names in its documents. */
export function nameToString(name: Name): string {
  let text = '';
  for (const relativeName of name) {
    let attributes = '';
    for (const attribute of relativeName) {
      attributes += `${attributes === '' ? '' : '+'}${attributeToString(attribute)}`;
    }
    text = text === '' ? attributes : `${attributes},${text}`;
  }
  return text;
}

function attributeToString({ type, value, encoding }: Attribute): string {
  const shortName = SHORT_NAMES.get(type);
  return shortName === undefined
    ? `${type}=#${encodeString(value, encoding).toString('hex')}`
    : `${shortName}=${escapeValue(value)}`;
}

const SPECIAL = /^[ #]| $|["+,;<>\\\p{Cc}]/u;

/** RFC 4514 §2.4; all control characters, lest a peer's name forge lines where it is printed. */
function escapeValue(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return value.replace(/^[ #]| $|["+,;<>\\]/g, '\\$&').replace(/\p{Cc}/gu, escapeOctets);
}

function escapeOctets(character: string): string {
  return Buffer.from(character).toString('hex').replace(/../g, '\\$&');
}

/** The most specific common name: the last one in encoded order. */
export function commonName(name: Name): string | undefined {
  return name.flat().findLast(({ type }) => type === ATTRIBUTE_TYPES.CN)?.value;
}
