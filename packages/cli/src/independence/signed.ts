/** A certificate taken apart without our reader, which refuses some of what is mended here. */

const DIGESTS: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'md5',
  '2a864886f70d010105': 'sha1',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
};

/**
 * The certificate with its tbsCertificate as it is, the algorithm that this names, and a signature of that kind; what
 * was after that is gone.
 */
export function withSignature(der: Buffer, sign: (tbs: Buffer, digest: string) => Buffer): Buffer {
  const tbs = elementAt(der, elementAt(der, 0).start);
  const fields = elements(der.subarray(tbs.start, tbs.end));
  const algorithm = fields[fields[0]![0] === 0xa0 ? 2 : 1]!;
  const identifier = elements(contentOf(algorithm))[0]!;
  const digest = DIGESTS[contentOf(identifier).toString('hex')]!;
  const whole = der.subarray(tbs.offset, tbs.end);
  return tlv(0x30, whole, algorithm, tlv(0x03, Buffer.of(0), sign(whole, digest)));
}

/** Where an element and its content are (X.690 §8.1). */
function elementAt(der: Buffer, offset: number): { offset: number; start: number; end: number } {
  const first = der[offset + 1]!;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const start = offset + 2 + octets;
  return { offset, start, end: start + (octets === 0 ? first : der.readUIntBE(offset + 2, octets)) };
}

function elements(content: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let offset = 0; offset < content.length; ) {
    const { end } = elementAt(content, offset);
    found.push(content.subarray(offset, end));
    offset = end;
  }
  return found;
}

function contentOf(element: Buffer): Buffer {
  return element.subarray(elementAt(element, 0).start);
}

/** Two octets of length suffice for what this is used for. */
function tlv(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag, 0x82, content.length >> 8, content.length & 0xff), content]);
}
