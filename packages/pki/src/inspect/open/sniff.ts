import { TAG } from '../../der/encode.ts';

/** What a file without PEM lines can be. */
export type BinaryForm = 'certificate' | 'crl' | 'csr' | 'pkcs7' | 'pkcs12' | 'private-key' | 'unknown';

const TIME_TAGS: readonly number[] = [TAG.utcTime, TAG.generalizedTime];
/** `[0]`: the version of a certificate, the attributes of a request. */
const TAGGED_0 = 0xa0;

/**
 * Tells what a DER or BER file is by its first tags, whether the rest is sound or not: the reader of that form then says
 * what is wrong with it.
 */
export function binaryForm(bytes: Buffer): BinaryForm {
  if (bytes[0] !== TAG.sequence) return 'unknown';
  const [first, second] = children(bytes, 0);
  switch (first?.tag) {
    case TAG.objectIdentifier:
      return 'pkcs7';
    case TAG.integer:
      // PFX and private keys begin with a version: 3, and 0 or 1.
      return bytes[first.start] === 3 ? 'pkcs12' : 'private-key';
    case TAG.sequence:
      // An encrypted private key is an algorithm and an OCTET STRING, a public key one and a BIT STRING.
      if (second?.tag === TAG.octetString) return 'private-key';
      return second?.tag === TAG.bitString ? 'unknown' : signedForm(bytes, first.at);
    default:
      return 'unknown';
  }
}

/** By what is to be signed: a CRL has a time after its issuer, a request has four parts and ends with attributes. */
function signedForm(bytes: Buffer, at: number): BinaryForm {
  const tags = children(bytes, at).map(({ tag }) => tag);
  if (tags[0] === TAGGED_0) return 'certificate';
  if (tags.slice(2, 4).some((tag) => TIME_TAGS.includes(tag))) return 'crl';
  return tags.length === 4 && tags[3] === TAGGED_0 ? 'csr' : 'certificate';
}

interface Child {
  readonly tag: number;
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** No structure that is told apart here has more before what tells it. */
const MOST_CHILDREN = 8;

function children(bytes: Buffer, at: number): readonly Child[] {
  const { start, end } = elementAt(bytes, at);
  const found: Child[] = [];
  for (let next = start; next < end && found.length < MOST_CHILDREN; ) {
    const child = elementAt(bytes, next);
    found.push(child);
    next = child.end;
  }
  return found;
}

/** Of what is cut off, or has no definite length: up to the end of the file. */
function elementAt(bytes: Buffer, at: number): Child {
  const tag = bytes[at]!;
  const first = bytes[at + 1] ?? 0;
  const octets = first > 0x80 ? Math.min(first - 0x80, 6) : 0;
  const start = Math.min(at + 2 + octets, bytes.length);
  if (first === 0x80 || start === bytes.length) return { tag, at, start, end: bytes.length };
  const length = octets === 0 ? first : bytes.readUIntBE(at + 2, octets);
  return { tag, at, start, end: Math.min(start + length, bytes.length) };
}
