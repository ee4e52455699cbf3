import { TAG } from './encode.ts';

/** What breaks DER (X.690) or the structure that was expected, and in which field. Whoever reads a structure makes its catalogue error of it. */
export class DerError extends Error {
  override readonly name = 'DerError';
  readonly field: string;
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
    this.problem = problem;
  }
}

/** Its octets are views, made when they are asked for: of most elements, one of the two or none is. */
export class Element {
  readonly tag: number;
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #header: ElementHeader;

  constructor(bytes: Buffer, start: number, header: ElementHeader) {
    this.tag = header.tag;
    this.#bytes = bytes;
    this.#start = start;
    this.#header = header;
  }

  get content(): Buffer {
    return this.#bytes.subarray(this.#header.start, this.#header.end);
  }

  /** Tag, length and content. */
  get der(): Buffer {
    return this.#bytes.subarray(this.#start, this.#header.end);
  }
}

/** X.690 needs no limit, but an identifier of a megabyte would cost time quadratic in its length. */
const LONGEST_OBJECT_IDENTIFIER = 64;

/**
 * Reads the elements of one content in order. Strict: definite, minimal lengths and canonical values only, so that
 * what is signed can be read in one way. `field` names what is being read, for the error.
 */
export class DerReader {
  readonly field: string;
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array, field: string) {
    this.#bytes = asBuffer(bytes);
    this.field = field;
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** The tag of the next element, without reading it. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#offset];
  }

  /** Refuses what is left unread. */
  end(): void {
    if (!this.atEnd) throw new DerError(this.field, 'has something after its end');
  }

  element(field: string, expectedTag?: number): Element {
    const start = this.#offset;
    const header = elementHeader(this.#bytes, start, field);
    if (expectedTag !== undefined && header.tag !== expectedTag) {
      throw new DerError(
        field,
        `has tag 0x${hexOctet(header.tag)} where 0x${hexOctet(expectedTag)} is expected`,
      );
    }
    this.#offset = header.end;
    return new Element(this.#bytes, start, header);
  }

  /** The next element if it has that tag. */
  optional(tag: number, field: string): Element | undefined {
    return this.nextTag === tag ? this.element(field, tag) : undefined;
  }

  /** A reader of the content of a constructed element. */
  enter(field: string, tag: number = TAG.sequence): DerReader {
    return new DerReader(this.element(field, tag).content, field);
  }

  objectIdentifier(field: string): string {
    return decodeObjectIdentifier(this.element(field, TAG.objectIdentifier).content, field);
  }

  integer(field: string): Buffer {
    return decodeInteger(this.element(field, TAG.integer).content, field);
  }

  /** A BOOLEAN with DEFAULT FALSE, which DER leaves out when it is FALSE (X.690 §11.5). */
  defaultFalse(field: string): boolean {
    const found = this.optional(TAG.boolean, field);
    return found !== undefined && decodeTrue(found.content, field);
  }
}

/** Reads one whole input with `read` and refuses anything that it leaves. */
export function decodeWhole<Value>(
  bytes: Uint8Array,
  field: string,
  read: (reader: DerReader) => Value,
): Value {
  const reader = new DerReader(bytes, field);
  const value = read(reader);
  reader.end();
  return value;
}

/** The SEQUENCE that is the whole of `bytes`, read by `read` to its end. */
export function decodeSequence<Value>(
  bytes: Uint8Array,
  field: string,
  read: (reader: DerReader) => Value,
): Value {
  return decodeWhole(bytes, field, (reader) =>
    decodeWhole(reader.element(field, TAG.sequence).content, field, read),
  );
}

export interface ElementHeader {
  readonly tag: number;
  /** Where the content starts and ends. */
  readonly start: number;
  readonly end: number;
}

/** The tag and the bounds of the element at `offset`. */
export function elementHeader(bytes: Buffer, offset: number, field: string): ElementHeader {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw new DerError(field, 'is missing or cut off');
  if ((tag & 0x1f) === 0x1f) throw new DerError(field, 'has a tag number above 30');
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const octets = first - 0x80;
    if (octets === 0) throw new DerError(field, 'has an indefinite length');
    if (octets > 4) throw new DerError(field, 'has a length of more than four octets');
    if (start + octets > bytes.length) throw new DerError(field, 'is cut off');
    length = bytes.readUIntBE(start, octets);
    start += octets;
    if (length < 0x80 || length >>> (8 * (octets - 1)) === 0) {
      throw new DerError(field, 'has a length that is not in the shortest form');
    }
  }
  if (start + length > bytes.length) throw new DerError(field, 'is cut off');
  return { tag, start, end: start + length };
}

export function decodeTrue(content: Buffer, field: string): true {
  if (content.length !== 1 || content[0] !== 0xff) {
    throw new DerError(field, 'is a BOOLEAN other than the one octet FF of TRUE');
  }
  return true;
}

/** The content octets of an INTEGER or ENUMERATED, checked to be the fewest. */
export function decodeInteger(content: Buffer, field: string): Buffer {
  const [first, second] = content;
  if (first === undefined) throw new DerError(field, 'is an empty INTEGER');
  if (second !== undefined && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError(field, 'is an INTEGER that is not in the shortest form');
  }
  return content;
}

/** A small non-negative INTEGER, such as a version or a path length. */
export function decodeSmallInteger(content: Buffer, field: string): number {
  decodeInteger(content, field);
  if (content[0]! >= 0x80) throw new DerError(field, 'is negative');
  if (content.length > 6) throw new DerError(field, 'is far too large');
  return content.readUIntBE(0, content.length);
}

/** The octets of a BIT STRING that must be whole octets, as signatures and keys are. */
export function decodeOctetBitString(content: Buffer, field: string): Buffer {
  if (content[0] !== 0) throw new DerError(field, 'is a BIT STRING that is not of whole octets');
  return content.subarray(1);
}

/** The numbers of the bits that are set in a BIT STRING of named bits, which ends in a set bit (X.690 §11.2.2). */
export function decodeNamedBits(content: Buffer, field: string): ReadonlySet<number> {
  const unusedBits = content[0];
  const octets = content.subarray(1);
  const last = octets.at(-1);
  const canonical =
    last === undefined
      ? unusedBits === 0
      : unusedBits !== undefined &&
        unusedBits < 8 &&
        (last & (2 ** (unusedBits + 1) - 1)) === 2 ** unusedBits;
  if (!canonical) throw new DerError(field, 'is a BIT STRING that is not in its one DER form');
  if (octets.length > 8) throw new DerError(field, 'has more bits than are named');
  const set = new Set<number>();
  for (let bit = 0; bit < octets.length * 8; bit++) {
    if (octets[bit >> 3]! & (0x80 >> (bit & 7))) set.add(bit);
  }
  return set;
}

export function decodeObjectIdentifier(content: Buffer, field: string): string {
  if (content.length === 0 || content.length > LONGEST_OBJECT_IDENTIFIER || content.at(-1)! >= 0x80) {
    throw new DerError(field, 'is an object identifier that is empty, cut off or endless');
  }
  let dotted = '';
  for (let start = 0, end = 1; start < content.length; start = end, end++) {
    while (content[end - 1]! >= 0x80) end++;
    if (content[start] === 0x80) throw new DerError(field, 'is an object identifier with a padded arc');
    const arc = decodeArc(content, start, end);
    dotted += start === 0 ? firstArcs(arc) : `.${arc}`;
  }
  return dotted;
}

/** The first octets join two arcs (X.690 §8.19.4). */
function firstArcs(joined: number | bigint): string {
  if (typeof joined === 'bigint') return `2.${joined - 80n}`;
  const first = joined < 80 ? Math.floor(joined / 40) : 2;
  return `${first}.${joined - first * 40}`;
}

/** Arcs under 2.25 have 128 bits; all others fit a number, which is much faster. */
function decodeArc(content: Buffer, start: number, end: number): number | bigint {
  if (end - start <= 7) {
    let arc = 0;
    for (let at = start; at < end; at++) arc = arc * 0x80 + (content[at]! & 0x7f);
    return arc;
  }
  let arc = 0n;
  for (let at = start; at < end; at++) arc = (arc << 7n) | BigInt(content[at]! & 0x7f);
  return arc;
}

/** A view, never a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function hexOctet(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}
