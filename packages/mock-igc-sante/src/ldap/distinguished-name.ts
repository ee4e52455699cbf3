import { folded } from './filter.ts';

/** Attribute types that the names of the bench have, by every name that clients use for them. */
const TYPES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'cn',
  commonname: 'cn',
  '2.5.4.6': 'c',
  countryname: 'c',
  '2.5.4.10': 'o',
  organizationname: 'o',
  '2.5.4.11': 'ou',
  organizationalunitname: 'ou',
};

/** Type, value with its escapes, and what separates it from the next (RFC 4514 §3). */
const PART = /\s*(?:oid\.)?([\w.-]+)\s*=((?:\\[\s\S]|[^\\,;+])*)([,;+]|$)/iy;

export interface NamedAttribute {
  /** In lower case, a short name where there is one. */
  readonly type: string;
  readonly value: string;
}

/** Relative distinguished names, the most specific first, as a client writes them. */
export type DistinguishedName = readonly (readonly NamedAttribute[])[];

/** Reads the string form of RFC 4514; undefined if it is none. */
export function parseDistinguishedName(text: string): DistinguishedName | undefined {
  if (text.trim() === '') return [];
  const names: NamedAttribute[][] = [[]];
  PART.lastIndex = 0;
  for (;;) {
    const part = PART.exec(text);
    if (part === null) return undefined;
    const [, type = '', value = '', separator] = part;
    const lowerCase = type.toLowerCase();
    names.at(-1)!.push({ type: TYPES[lowerCase] ?? lowerCase, value: unescapeValue(value).trim() });
    if (separator === '') return names;
    if (separator !== '+') names.push([]);
  }
}

/** A key that equal names, and only they, have in common. */
export function nameKey(name: DistinguishedName): string {
  return JSON.stringify(
    name.map((attributes) => attributes.map(({ type, value }) => `${type}=${folded(value)}`).sort()),
  );
}

function unescapeValue(value: string): string {
  return value
    .replace(/(?:\\[0-9a-f]{2})+/gi, (octets) =>
      Buffer.from(octets.replaceAll('\\', ''), 'hex').toString('utf8'),
    )
    .replace(/\\([\s\S])/g, '$1');
}
