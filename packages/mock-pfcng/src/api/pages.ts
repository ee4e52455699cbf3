import { z } from 'zod';

const number = (minimum: number, maximum: number, fallback: number) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);

/** The part of a list that is wanted; for the query of every list. */
export const pageQuery = {
  offset: number(0, 1_000_000, 0),
  limit: number(1, 200, 50),
};

export interface PageQuery {
  readonly offset: number;
  readonly limit: number;
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    /** Of the whole list. */
    total: z.int(),
    /** Of the following page, on this server; null on the last. */
    next: z.string().nullable(),
  });

/** One page of a list, with the address of the next one under the same filters. */
export function page<Item>(
  list: readonly Item[],
  { offset, limit }: PageQuery,
  url: string,
): { items: Item[]; total: number; next: string | null } {
  const end = offset + limit;
  const next = new URL(url, 'http://local');
  next.searchParams.set('offset', String(end));
  next.searchParams.set('limit', String(limit));
  return {
    items: list.slice(offset, end),
    total: list.length,
    next: end < list.length ? `${next.pathname}${next.search}` : null,
  };
}
