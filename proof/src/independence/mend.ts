/** Certificates and CRLs taken apart without our reader, which refuses some of what is mended here. */

const DIGESTS: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'md5',
  '2a864886f70d010105': 'sha1',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
};

export type Sign = (tbs: Buffer, digest: string) => Buffer;

/**
 * What a certificate or a CRL says, as it is, with the algorithm that is named inside and a signature of that kind; what
 * was after that is gone.
 */
export function withSignature(der: Buffer, sign: Sign): Buffer {
  return signed(tbsOf(der), sign);
}

/** The same certificate, signed anew, where that extension is as in the other one: once, or not at all. */
export function withExtensionOf(der: Buffer, other: Buffer, oid: string, sign: Sign): Buffer {
  const fields = elements(contentOf(tbsOf(der)));
  const named = (extension: Buffer) => contentOf(elements(contentOf(extension))[0]!).equals(encodeOid(oid));
  const extensions = [
    ...extensionsOf(tbsOf(der)).filter((extension) => !named(extension)),
    ...extensionsOf(tbsOf(other)).filter(named),
  ];
  return signed(tlv(0x30, ...fields.slice(0, -1), tlv(0xa3, tlv(0x30, ...extensions))), sign);
}

/** The same certificate, signed anew with the algorithm of the other one. */
export function withAlgorithmOf(der: Buffer, other: Buffer, sign: Sign): Buffer {
  const fields = elements(contentOf(tbsOf(der)));
  const otherFields = elements(contentOf(tbsOf(other)));
  return signed(
    tlv(0x30, ...fields.with(algorithmIndex(fields), otherFields[algorithmIndex(otherFields)]!)),
    sign,
  );
}

/** What is signed, and how according to what is outside of it. */
export function signatureOf(der: Buffer): { tbs: Buffer; digest: string; signature: Buffer } {
  const [, algorithm, signature] = elements(contentOf(der));
  return { tbs: tbsOf(der), digest: digestOf(algorithm!), signature: contentOf(signature!).subarray(1) };
}

function signed(tbs: Buffer, sign: Sign): Buffer {
  const fields = elements(contentOf(tbs));
  const algorithm = fields[algorithmIndex(fields)]!;
  return tlv(0x30, tbs, algorithm, tlv(0x03, Buffer.of(0), sign(tbs, digestOf(algorithm))));
}

/** After the version of a certificate, if it has one, and the serial number; after the version of a CRL. */
function algorithmIndex(fields: readonly Buffer[]): number {
  return fields[0]![0] === 0xa0 ? 2 : 1;
}

function digestOf(algorithm: Buffer): string {
  return DIGESTS[contentOf(elements(contentOf(algorithm))[0]!).toString('hex')]!;
}

function tbsOf(der: Buffer): Buffer {
  const { start } = elementAt(der, 0);
  return der.subarray(start, elementAt(der, start).end);
}

/** The last field of a version 3 tbsCertificate. */
function extensionsOf(tbs: Buffer): Buffer[] {
  return elements(contentOf(contentOf(elements(contentOf(tbs)).at(-1)!)));
}

/** Where the content of an element starts and ends (X.690 §8.1). */
function elementAt(der: Buffer, offset: number): { start: number; end: number } {
  const first = der[offset + 1]!;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const start = offset + 2 + octets;
  return { start, end: start + (octets === 0 ? first : der.readUIntBE(offset + 2, octets)) };
}

function elements(content: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let offset = 0; offset < content.length; offset = elementAt(content, offset).end) {
    found.push(content.subarray(offset, elementAt(content, offset).end));
  }
  return found;
}

function contentOf(element: Buffer): Buffer {
  return element.subarray(elementAt(element, 0).start);
}

function tlv(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const octets = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...octets), content]);
}

/** Of the extensions of RFC 5280 §4.2.1, which are all 2.5.29.n. */
function encodeOid(oid: string): Buffer {
  return Buffer.of(0x55, 0x1d, Number(/^2\.5\.29\.(\d+)$/.exec(oid)![1]));
}
