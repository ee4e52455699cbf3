import type { Order, Outcome } from './payment/orders.ts';

/**
 * The language between terminal and GAP. The real one is not public: whoever holds it writes one of these in place of the
 * bench's own, and changes nothing else. One object serves one terminal.
 */
export interface Dialect {
  /** Of the HTTPS binding. */
  readonly contentType: string;
  encode(said: Said): Buffer;
  /** Never throws: what cannot be read is `unreadable`, with a problem that names the field and repeats no value. */
  decode(octets: Buffer): Heard;
  /** The message for the journal. */
  show(octets: Buffer): unknown;
}

export type Said =
  | { readonly kind: 'hello'; readonly id: string; readonly at: Date }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'status'; readonly id: string; readonly of: string; readonly found: Found }
  | { readonly kind: 'rejection'; readonly id?: string; readonly problem: string };

/** What became of an order. */
export type Found = Outcome | 'in-progress' | 'unknown';

export type Heard =
  /** The answer to `hello`. */
  | { readonly kind: 'welcome'; readonly id: string; readonly accepted: boolean }
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'abort'; readonly of: string }
  | { readonly kind: 'status'; readonly id: string; readonly of: string }
  | { readonly kind: 'unreadable'; readonly id?: string; readonly problem: string };
