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
  if (length < 0x80) return Buffer.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) octets.unshift(rest % 0x100);
  return Buffer.of(0x80 | octets.length, ...octets);
}

/** One tag, its length, and its contents one after the other. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  return Buffer.concat([Buffer.of(tag), encodeLength(length), ...contents]);
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => tlv(TAG.sequence, ...contents);

/** A SET OF, sorted by encoding as DER wants it (X.690 §11.6). */
export const setOf = (...contents: readonly Uint8Array[]): Buffer =>
  tlv(TAG.set, ...[...contents].sort(Buffer.compare));

export const boolean = (value: boolean): Buffer => tlv(TAG.boolean, Buffer.of(value ? 0xff : 0x00));

export const octetString = (content: Uint8Array): Buffer => tlv(TAG.octetString, content);

/** `unusedBits`: how many bits at the end of the last octet do not count. */
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer =>
  tlv(TAG.bitString, Buffer.of(unusedBits), content);

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
  const [first = 0n, second = 0n, ...others] = dotted.split('.').map(BigInt);
  return tlv(TAG.objectIdentifier, ...[first * 40n + second, ...others].map(base128));
}

function base128(arc: bigint): Buffer {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(0x80 | Number(rest & 0x7fn));
  return Buffer.from(octets);
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
  return `${date.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
}

/** `[number] EXPLICIT`, or a constructed IMPLICIT tag: both are written alike. */
export const constructed = (number: number, ...contents: readonly Uint8Array[]): Buffer =>
  tlv(0xa0 | number, ...contents);

/** `[number] IMPLICIT` of a primitive type, from its content octets. */
export const primitive = (number: number, content: Uint8Array): Buffer => tlv(0x80 | number, content);
