import { DerError, type DerReader, decodeOctetBitString, decodeSequence } from './der/decode.ts';
import { TAG } from './der/encode.ts';

/** What certificates and CRLs have in common: `SIGNED{…}`, AlgorithmIdentifier and Extensions. */

export interface AlgorithmIdentifier {
  readonly oid: string;
  /** The DER of the parameters, if there are any. */
  readonly parameters: Buffer | undefined;
  readonly der: Buffer;
}

export function readAlgorithmIdentifier(reader: DerReader, field: string): AlgorithmIdentifier {
  const { der } = reader.element(field, TAG.sequence);
  return decodeSequence(der, field, (algorithm) => ({
    oid: algorithm.objectIdentifier(field),
    parameters: algorithm.atEnd ? undefined : algorithm.element(field).der,
    der,
  }));
}

export interface Signed {
  /** What the signature is over: tag, length and content. */
  readonly tbs: Buffer;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Buffer;
}

export function decodeSigned(der: Buffer, field: string): Signed {
  return decodeSequence(der, field, (reader) => ({
    tbs: reader.element(`${field}.tbs`, TAG.sequence).der,
    algorithm: readAlgorithmIdentifier(reader, 'signatureAlgorithm'),
    signature: decodeOctetBitString(
      reader.element('signatureValue', TAG.bitString).content,
      'signatureValue',
    ),
  }));
}

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The octets in extnValue: the DER of the extension's own type. */
  readonly value: Buffer;
}

/** Extensions: one at least, no object identifier twice (RFC 5280 §4.2). */
export function readExtensions(reader: DerReader): readonly Extension[] {
  const field = reader.field;
  const list = reader.enter(field);
  const extensions: Extension[] = [];
  const seen = new Set<string>();
  while (!list.atEnd) {
    const extension = list.enter(field);
    const oid = extension.objectIdentifier(field);
    if (seen.has(oid)) throw new DerError(field, `has ${oid} twice`);
    seen.add(oid);
    const critical = extension.defaultFalse(`${field}.critical`);
    const value = extension.element(`${field}.extnValue`, TAG.octetString).content;
    extension.end();
    extensions.push({ oid, critical, value });
  }
  if (extensions.length === 0) throw new DerError(field, 'is empty');
  return extensions;
}
