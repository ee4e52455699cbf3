/** Writes DER (X.690). Reading is in decode.ts, apart, because what we read comes from people we do not trust. */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Length octets of a content of `length` octets, in the definite form (X.690 §8.1.3). */
export function encodeLength(length: number): Buffer {
  const header = Buffer.allocUnsafe(headerLength(length) - 1);
  writeLength(header, 0, length);
  return header;
}

/** One tag, its length, and its contents one after the other. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const content of contents) length += content.length;
  let offset = headerLength(length);
  const der = Buffer.allocUnsafe(offset + length);
  der[0] = tag;
  writeLength(der, 1, length);
  for (const content of contents) {
    der.set(content, offset);
    offset += content.length;
  }
  return der;
}

/** Of tag and length. */
function headerLength(length: number): number {
  let octets = 2;
  if (length >= 0x80) for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) octets++;
  return octets;
}

function writeLength(target: Buffer, offset: number, length: number): void {
  const octets = headerLength(length) - 2;
  target[offset] = octets === 0 ? length : 0x80 | octets;
  for (let rest = length, at = offset + octets; at > offset; rest = Math.floor(rest / 0x100)) {
    target[at--] = rest % 0x100;
  }
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => tlv(TAG.sequence, ...contents);

/** A SET OF, sorted by encoding as DER wants it (X.690 §11.6). */
export const setOf = (...contents: readonly Uint8Array[]): Buffer =>
  tlv(TAG.set, ...(contents.length > 1 ? contents.toSorted(Buffer.compare) : contents));

export const boolean = (value: boolean): Buffer => tlv(TAG.boolean, Buffer.of(value ? 0xff : 0x00));

export const octetString = (content: Uint8Array): Buffer => tlv(TAG.octetString, content);

/** `unusedBits`: how many bits at the end of the last octet do not count. */
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer =>
  tlv(TAG.bitString, Buffer.of(unusedBits), content);

/** A BIT STRING of named bits, from their numbers: no trailing zero bits (X.690 §11.2.2). */
export function namedBits(bits: readonly number[]): Buffer {
  const last = Math.max(-1, ...bits);
  const octets = Buffer.alloc((last + 8) >> 3);
  for (const bit of bits) octets[bit >> 3]! |= 0x80 >> (bit & 7);
  return bitString(octets, octets.length * 8 - last - 1);
}

export const nullValue = (): Buffer => tlv(TAG.null);

/** An INTEGER from its content octets, as they are. */
export const integerOctets = (octets: Uint8Array): Buffer => tlv(TAG.integer, octets);

/** A non-negative INTEGER in the fewest octets (X.690 §8.3.2). */
export function integer(value: number | bigint): Buffer {
  const hex = BigInt(value).toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return integerOctets(octets[0]! & 0x80 ? Buffer.concat([Buffer.of(0), octets]) : octets);
}

/** An OBJECT IDENTIFIER from its dotted form; arcs may exceed 2^53, as those under 2.25 do. */
export function objectIdentifier(dotted: string): Buffer {
  const known = identifiers.get(dotted);
  if (known !== undefined) return known;
  const der = encodeObjectIdentifier(dotted);
  if (identifiers.size < MOST_IDENTIFIERS) identifiers.set(dotted, der);
  return der;
}

/** Those that are written are few, and written again and again; not to be altered. */
const identifiers = new Map<string, Buffer>();
const MOST_IDENTIFIERS = 1000;

function encodeObjectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(parseArc);
  // Only under 2 is there room for a second arc of many digits.
  const joined = typeof second === 'bigint' ? 80n + second : Number(first) * 40 + second;
  return tlv(TAG.objectIdentifier, Buffer.from([joined, ...others].flatMap(base128)));
}

/** Most arcs fit a number, which is much faster. */
const parseArc = (digits: string): number | bigint => (digits.length < 16 ? Number(digits) : BigInt(digits));

function base128(arc: number | bigint): number[] {
  const octets: number[] = [];
  let rest = arc;
  for (; typeof rest === 'bigint' && rest > 0n; rest >>= 7n) octets.unshift(0x80 | Number(rest & 0x7fn));
  for (let small = Number(rest); small > 0; small = Math.floor(small / 0x80)) {
    octets.unshift(0x80 | (small % 0x80));
  }
  // All but the last octet say that there are more.
  octets.push((octets.pop() ?? 0) & 0x7f);
  return octets;
}

/** UTCTime through 2049, GeneralizedTime from 2050 on, seconds always, fractions never (RFC 5280 §4.1.2.5). */
export function time(date: Date): Buffer {
  return date.getUTCFullYear() < 2050
    ? tlv(TAG.utcTime, Buffer.from(timeDigits(date).slice(2)))
    : generalizedTime(date);
}

/** GeneralizedTime whatever the year, as OCSP has it (RFC 6960 §4.2.2.1). */
export const generalizedTime = (date: Date): Buffer =>
  tlv(TAG.generalizedTime, Buffer.from(timeDigits(date)));

function timeDigits(date: Date): string {
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const day = twoDigits(date.getUTCMonth() + 1) + twoDigits(date.getUTCDate());
  const moment =
    twoDigits(date.getUTCHours()) + twoDigits(date.getUTCMinutes()) + twoDigits(date.getUTCSeconds());
  return `${year}${day}${moment}Z`;
}

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number));

/** `[number] EXPLICIT`, or a constructed IMPLICIT tag: both are written alike. */
export const constructed = (number: number, ...contents: readonly Uint8Array[]): Buffer =>
  tlv(0xa0 | number, ...contents);

/** `[number] IMPLICIT` of a primitive type, from its content octets. */
export const primitive = (number: number, content: Uint8Array): Buffer => tlv(0x80 | number, content);

/** `[number] IMPLICIT` of a primitive type, from an element with its own tag. */
export function implicit(number: number, element: Uint8Array): Buffer {
  const tagged = Buffer.from(element);
  tagged[0] = 0x80 | number;
  return tagged;
}
