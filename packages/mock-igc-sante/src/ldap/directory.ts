import { type DistinguishedName, nameKey, parseDistinguishedName } from './distinguished-name.ts';
import { type Filterable, matches } from './filter.ts';
import { RESULT, type SearchEntry, type SearchRequest } from './messages.ts';
import type { SearchOutcome } from './server.ts';

export interface DirectoryAttribute {
  /** With its options, as the answer has it: `cACertificate;binary`. */
  readonly name: string;
  /** Made when they are asked for: a list may be long. */
  readonly values: () => readonly (Uint8Array | string)[];
}

export interface DirectoryEntry {
  /** RFC 4514, the most specific part first. */
  readonly name: string;
  readonly attributes: readonly DirectoryAttribute[];
}

/** Answers a search among these entries and those above them, which exist for who browses (RFC 4511 §4.5). */
export function search(entries: readonly DirectoryEntry[], request: SearchRequest): SearchOutcome {
  const base = parseDistinguishedName(request.base);
  if (base === undefined) {
    return { entries: [], result: { code: RESULT.invalidDNSyntax, diagnostic: 'not a name to RFC 4514' } };
  }
  const tree = withAncestors(entries);
  const baseKey = nameKey(base);
  if (!tree.some(({ keys }) => keys[0] === baseKey)) {
    return { entries: [], result: { code: RESULT.noSuchObject, diagnostic: 'no such entry here' } };
  }
  const found = tree.filter(
    ({ keys, entry }) =>
      IN_SCOPE[request.scope](keys, baseKey) && matches(request.filter, filterable(entry)) === true,
  );
  const within = request.sizeLimit === 0 ? found : found.slice(0, request.sizeLimit);
  return {
    entries: within.map(({ entry }) => selected(entry, request)),
    result: { code: within.length < found.length ? RESULT.sizeLimitExceeded : RESULT.success },
  };
}

interface Node {
  readonly entry: DirectoryEntry;
  /** Of its name, the name above it, and so on to the empty name of the root. */
  readonly keys: readonly string[];
}

const IN_SCOPE: Readonly<
  Record<SearchRequest['scope'], (keys: readonly string[], baseKey: string) => boolean>
> = {
  base: (keys, baseKey) => keys[0] === baseKey,
  one: (keys, baseKey) => keys[1] === baseKey,
  sub: (keys, baseKey) => keys.includes(baseKey),
};

function withAncestors(entries: readonly DirectoryEntry[]): readonly Node[] {
  const tree = new Map<string, Node>();
  const parsed = entries.map((entry) => [entry, parseDistinguishedName(entry.name)!] as const);
  for (const [entry, name] of parsed) tree.set(nameKey(name), { entry, keys: keysOf(name) });
  for (const [, name] of parsed) {
    for (let above = name.slice(1); ; above = above.slice(1)) {
      const key = nameKey(above);
      if (!tree.has(key)) tree.set(key, { entry: ancestor(above), keys: keysOf(above) });
      if (above.length === 0) break;
    }
  }
  return [...tree.values()];
}

function keysOf(name: DistinguishedName): readonly string[] {
  return Array.from({ length: name.length + 1 }, (_, index) => nameKey(name.slice(index)));
}

const OBJECT_CLASSES: Readonly<Record<string, string>> = {
  c: 'country',
  o: 'organization',
  ou: 'organizationalUnit',
};

function ancestor(name: DistinguishedName): DirectoryEntry {
  const [own = []] = name;
  const text = name.map((parts) => parts.map(({ type, value }) => `${type}=${value}`).join('+')).join(',');
  const objectClass = own.map(({ type }) => OBJECT_CLASSES[type] ?? 'extensibleObject');
  return {
    name: text,
    attributes: [
      { name: 'objectClass', values: () => ['top', ...objectClass] },
      ...own.map(({ type, value }) => ({ name: type, values: () => [value] })),
      ...(name.length === 0 ? [{ name: 'supportedLDAPVersion', values: () => ['3'] }] : []),
    ],
  };
}

function filterable({ attributes }: DirectoryEntry): Filterable {
  return {
    texts: (wanted) =>
      attributes
        .find(({ name }) => describes(wanted, name))
        ?.values()
        .map((value) => (typeof value === 'string' ? value : '')),
  };
}

/** All attributes for an empty list or `*`, none for `1.1` (RFC 4511 §4.5.1.8). */
function selected(
  { name, attributes }: DirectoryEntry,
  { attributes: wanted, typesOnly }: SearchRequest,
): SearchEntry {
  const all = wanted.length === 0 || wanted.includes('*');
  const chosen = attributes.filter(
    (attribute) => all || wanted.some((description) => describes(description, attribute.name)),
  );
  return {
    name,
    attributes: chosen.map((attribute) => [
      attribute.name,
      typesOnly ? [] : attribute.values().map((value) => Buffer.from(value as string)),
    ]),
  };
}

/** Letter case does not count, and a description without options means those with options too (RFC 4512 §2.5.2). */
function describes(description: string, name: string): boolean {
  const [wanted, own] = [description.toLowerCase(), name.toLowerCase()];
  return wanted === own || own.startsWith(`${wanted};`);
}
