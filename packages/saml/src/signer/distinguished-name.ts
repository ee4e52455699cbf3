import type { Attribute, Name } from '@banc-gap/pki';

/** Attribute types as RFC 4514, .NET, OpenSSL and Java spell them, in lower case. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['cn', '2.5.4.3'],
  ['sn', '2.5.4.4'],
  ['surname', '2.5.4.4'],
  ['serialnumber', '2.5.4.5'],
  ['c', '2.5.4.6'],
  ['l', '2.5.4.7'],
  ['st', '2.5.4.8'],
  ['s', '2.5.4.8'],
  ['o', '2.5.4.10'],
  ['ou', '2.5.4.11'],
  ['title', '2.5.4.12'],
  ['t', '2.5.4.12'],
  ['gn', '2.5.4.42'],
  ['g', '2.5.4.42'],
  ['givenname', '2.5.4.42'],
  ['dc', '0.9.2342.19200300.100.1.25'],
  ['uid', '0.9.2342.19200300.100.1.1'],
  ['e', '1.2.840.113549.1.9.1'],
  ['emailaddress', '1.2.840.113549.1.9.1'],
]);

/** An attribute type, with or without the "OID." that RFC 1779 writes. */
const TYPE = /\s*(?:(?:OID\.)?(\d+(?:\.\d+)+)|([A-Za-z][A-Za-z0-9-]*))\s*=\s*/iy;
/** RFC 4514 §2.4, or quoted as RFC 2253 §4 and RFC 1779 allow; hexadecimal values are left out: none is needed. */
const VALUE = /"((?:[^"\\]|\\.)*)"|((?:[^",+;<>\\]|\\.)*)/suy;
const SEPARATOR = /\s*([,;+])/y;

/** No text that names somebody is longer. */
const LONGEST = 2_000;

/**
 * A distinguished name from its text, in the order of the text: RFC 4514, and the spellings of RFC 2253 and RFC 1779
 * that other software writes. Undefined if it is none.
 */
export function parseDistinguishedName(text: string): Name | undefined {
  if (text.length > LONGEST) return undefined;
  const name: Attribute[][] = [[]];
  let position = 0;
  for (;;) {
    const type = matchAt(TYPE, text, position);
    const oid = type?.[1] ?? TYPES.get(type?.[2]?.toLowerCase() ?? '');
    if (type === null || oid === undefined) return undefined;
    position += type[0].length;
    const value = matchAt(VALUE, text, position)!;
    position += value[0].length;
    const unescaped = unescapeValue(value[1] ?? trimUnescaped(value[2]!));
    if (unescaped === undefined || unescaped === '') return undefined;
    name.at(-1)!.push({ type: oid, value: unescaped, encoding: 'utf8' });
    if (/^\s*$/.test(text.slice(position))) return name;
    const separator = matchAt(SEPARATOR, text, position);
    if (separator === null) return undefined;
    position += separator[0].length;
    if (separator[1] !== '+') name.push([]);
  }
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** Spaces at the end do not count, unless the last one is escaped. */
const trimUnescaped = (value: string): string => value.replace(/^((?:\\.|[^\\])*?)\s*$/su, '$1');

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** RFC 4514 §3: pairs of hexadecimal digits are octets of UTF-8, anything else stands for itself. */
function unescapeValue(value: string): string | undefined {
  if (/\\[0-9A-Fa-f](?![0-9A-Fa-f])/.test(value.replaceAll('\\\\', ''))) return undefined;
  try {
    return value.replace(
      /((?:\\[0-9A-Fa-f]{2})+)|\\(.)/gsu,
      (_, octets: string | undefined, character: string) =>
        octets === undefined ? character : UTF8.decode(Buffer.from(octets.replaceAll('\\', ''), 'hex')),
    );
  } catch {
    return undefined;
  }
}
