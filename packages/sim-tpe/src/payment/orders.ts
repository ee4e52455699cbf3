/** What a GAP asks of a terminal, whatever language it says it in. Amounts are cents of euro. */
export type Order = ConsentOrder | SaleOrder;

interface OrderBase {
  /** Of the GAP; the same id is the same order, however often it comes. */
  readonly id: string;
  /** The GAP's own name of the transaction, and its time, in the words of the GAP. */
  readonly reference: { readonly id: string; readonly at: string };
  readonly amount: number;
  /** For the patient to read. */
  readonly text?: string;
}

/** Consent to a debit after care of at most the ceiling, with an authorisation of `amount`. */
export interface ConsentOrder extends OrderBase {
  readonly kind: 'consent';
  readonly ceiling: number;
}

/** Payment at once, of an amount that is known. */
export interface SaleOrder extends OrderBase {
  readonly kind: 'sale';
}

/** The one euro with which a card is authorised when its holder consents. */
export const CONSENT_AUTHORISATION = 100;

export const REFUSAL_REASONS = [
  'declined',
  'cancelled',
  'no-action',
  'wrong-pin',
  'card-removed',
  'card-expired',
  'contact-required',
  'issuer-refused',
  'provider-unreachable',
  'aborted',
  'busy',
  'not-allowed',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export type Outcome = Done | Refused;

export interface Done {
  readonly result: 'done';
  readonly order: Order;
  /** The terminal's own number of the transaction. */
  readonly transaction: string;
  readonly at: Date;
  readonly entry: 'contact' | 'contactless';
  readonly verification: 'pin' | 'none';
  readonly scheme: string;
  /** All but the last four digits hidden. */
  readonly maskedCard: string;
  readonly authorisationCode: string;
  /** With which the GAP can later debit; of a consent only. */
  readonly token?: { readonly value: string; readonly expiresAt: Date };
}

export interface Refused {
  readonly result: 'refused';
  readonly order: Order;
  readonly transaction: string;
  readonly at: Date;
  readonly reason: RefusalReason;
  /** Of the issuer, in the manner of ISO 8583 field 39. */
  readonly responseCode?: string;
}
