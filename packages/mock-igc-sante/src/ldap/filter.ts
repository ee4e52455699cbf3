import { BerError, BerReader } from './ber.ts';

/** A search filter (RFC 4511 §4.5.1.7); `undefined` stands for the kinds that no CRL client sends. */
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly attribute: string; readonly equals?: string }
  | undefined;

/** An enemy's filter may be as deep as a message is long. */
const DEEPEST = 32;
const TAG = { and: 0xa0, or: 0xa1, not: 0xa2, equality: 0xa3, present: 0x87 } as const;
const OTHERS: ReadonlySet<number> = new Set([0xa4, 0xa5, 0xa6, 0xa8, 0xa9]);

export function readFilter(reader: BerReader, depth = 0): Filter {
  if (depth > DEEPEST) throw new BerError('the filter is too deep');
  const { tag, content } = reader.element();
  const inner = new BerReader(content);
  switch (tag) {
    case TAG.and:
      return { all: readFilters(inner, depth) };
    case TAG.or:
      return { any: readFilters(inner, depth) };
    case TAG.not:
      return { not: readFilter(inner, depth + 1) };
    case TAG.equality:
      return { attribute: inner.text(), equals: inner.text() };
    case TAG.present:
      return { attribute: content.toString('utf8') };
    default:
      if (OTHERS.has(tag)) return undefined;
      throw new BerError('no such filter');
  }
}

function readFilters(reader: BerReader, depth: number): Filter[] {
  const filters: Filter[] = [];
  while (!reader.atEnd) filters.push(readFilter(reader, depth + 1));
  return filters;
}

/** An entry, as filters look at it. */
export interface Filterable {
  /** Undefined: the entry has no such attribute. */
  texts(attribute: string): readonly string[] | undefined;
}

/** Whether the entry matches; `undefined` where that cannot be said, which is no match in the end. */
export function matches(filter: Filter, entry: Filterable): boolean | undefined {
  if (filter === undefined) return undefined;
  if ('all' in filter) return every(filter.all.map((inner) => matches(inner, entry)));
  if ('any' in filter) return not(every(filter.any.map((inner) => not(matches(inner, entry)))));
  if ('not' in filter) return not(matches(filter.not, entry));
  const values = entry.texts(filter.attribute);
  if (filter.equals === undefined) return values !== undefined;
  const wanted = folded(filter.equals);
  return values === undefined ? undefined : values.some((value) => folded(value) === wanted);
}

const not = (outcome: boolean | undefined): boolean | undefined =>
  outcome === undefined ? undefined : !outcome;

/** AND of three-valued logic: one FALSE decides, then one that cannot be said. */
function every(outcomes: readonly (boolean | undefined)[]): boolean | undefined {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(undefined) ? undefined : true;
}

/** caseIgnoreMatch, in short (RFC 4518). */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
