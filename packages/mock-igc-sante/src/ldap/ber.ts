/** Why a message is not BER as LDAP has it (RFC 4511 §5.1), or not the message that it should be. */
export class BerError extends Error {
  override readonly name = 'BerError';
}

export interface BerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** Octets from the tag to the end of the content. */
  readonly length: number;
}

/**
 * The element at the start of `bytes`, or undefined while it is not all there. Unlike DER, LDAP takes lengths in more
 * octets than they need, and Java and Windows write them so.
 */
export function readElement(bytes: Buffer, longest = bytes.length): BerElement | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  if ((tag & 0x1f) === 0x1f) throw new BerError('tag numbers above 30 are not used');
  const octets = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || octets > 4) throw new BerError('the length is indefinite or absurd');
  if (bytes.length < 2 + octets) return undefined;
  const start = 2 + octets;
  const end = start + (octets === 0 ? first : bytes.readUIntBE(2, octets));
  if (end > longest) throw new BerError(`more than ${longest} octets`);
  if (end > bytes.length) return undefined;
  return { tag, content: bytes.subarray(start, end), length: end };
}

/** Reads the elements of one content in order. */
export class BerReader {
  #rest: Buffer;

  constructor(content: Buffer) {
    this.#rest = content;
  }

  get atEnd(): boolean {
    return this.#rest.length === 0;
  }

  get nextTag(): number | undefined {
    return this.#rest[0];
  }

  element(expectedTag?: number): BerElement {
    const element = readElement(this.#rest);
    if (element === undefined) throw new BerError('an element is missing or cut off');
    if (expectedTag !== undefined && element.tag !== expectedTag) {
      throw new BerError(`tag 0x${element.tag.toString(16)} where 0x${expectedTag.toString(16)} is expected`);
    }
    this.#rest = this.#rest.subarray(element.length);
    return element;
  }

  /** A reader of the content of a constructed element. */
  enter(tag: number): BerReader {
    return new BerReader(this.element(tag).content);
  }

  text(tag = 0x04): string {
    return this.element(tag).content.toString('utf8');
  }

  /** A small non-negative INTEGER or ENUMERATED. */
  number(tag = 0x02): number {
    const { content } = this.element(tag);
    if (content.length < 1 || content.length > 5 || content[0]! >= 0x80) {
      throw new BerError('a number is negative or absurd');
    }
    return content.readUIntBE(0, content.length);
  }

  boolean(): boolean {
    const { content } = this.element(0x01);
    if (content.length !== 1) throw new BerError('a BOOLEAN is not one octet');
    return content[0] !== 0;
  }
}
