import { DerReader } from '../der/decode.ts';

/**
 * The same structure with definite lengths: Windows and Firefox write PKCS#12 with indefinite ones, which BER allows.
 * The parts of an OCTET STRING in parts stay apart.
 */
export async function definiteLengths(bytes: Buffer): Promise<Buffer> {
  if (!hasIndefiniteLength(bytes)) return bytes;
  const { default: forge } = await import('node-forge');
  const structure = forge.asn1.fromDer(bytes.toString('latin1'));
  return Buffer.from(forge.asn1.toDer(structure).getBytes(), 'latin1');
}

export function hasIndefiniteLength(bytes: Buffer): boolean {
  return bytes[1] === 0x80;
}

/** An OCTET STRING in one piece or, as BER allows, in parts; `tag` is that of the one piece. */
export function readOctets(reader: DerReader, field: string, tag: number): Buffer {
  const parts = reader.optional(tag | 0x20, field);
  if (parts === undefined) return reader.element(field, tag).content;
  const inside = new DerReader(parts.content, field);
  const octets: Buffer[] = [];
  while (!inside.atEnd) octets.push(inside.element(field, 0x04).content);
  return Buffer.concat(octets);
}
