import {
  DerError,
  type DerReader,
  decodeObjectIdentifier,
  decodeSequence,
  type Element,
} from './der/decode.ts';
import type { Name } from './names.ts';
import { decodeAscii, decodeName } from './names-decode.ts';

/** RFC 5280 §4.2.1.6. Forms that nothing here uses are kept as their content octets. */
export type GeneralName =
  | { readonly type: 'rfc822Name' | 'dNSName' | 'uniformResourceIdentifier'; readonly value: string }
  | { readonly type: 'directoryName'; readonly name: Name }
  | { readonly type: 'registeredID'; readonly oid: string }
  | {
      readonly type: 'otherName' | 'x400Address' | 'ediPartyName' | 'iPAddress';
      readonly value: Buffer;
    };

export function decodeGeneralName({ tag, content }: Element, field: string): GeneralName {
  switch (tag) {
    case 0xa0:
      return { type: 'otherName', value: content };
    case 0x81:
      return { type: 'rfc822Name', value: decodeAscii(content, field) };
    case 0x82:
      return { type: 'dNSName', value: decodeAscii(content, field) };
    case 0xa3:
      return { type: 'x400Address', value: content };
    case 0xa4:
      return { type: 'directoryName', name: decodeName(content, field) };
    case 0xa5:
      return { type: 'ediPartyName', value: content };
    case 0x86:
      return { type: 'uniformResourceIdentifier', value: decodeAscii(content, field) };
    case 0x87:
      return { type: 'iPAddress', value: content };
    case 0x88:
      return { type: 'registeredID', oid: decodeObjectIdentifier(content, field) };
    default:
      throw new DerError(field, 'has a GeneralName of no known form');
  }
}

/** GeneralNames from the element that holds them, whatever its tag: one at least. */
export function decodeGeneralNames(reader: DerReader): readonly GeneralName[] {
  const names: GeneralName[] = [];
  while (!reader.atEnd) names.push(decodeGeneralName(reader.element(reader.field), reader.field));
  if (names.length === 0) throw new DerError(reader.field, 'has no name');
  return names;
}

export function decodeSubjectAlternativeName(value: Buffer): readonly GeneralName[] {
  return decodeSequence(value, 'subjectAltName', decodeGeneralNames);
}
