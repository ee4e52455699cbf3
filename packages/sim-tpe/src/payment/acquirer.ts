import type { TestCard } from './test-cards.ts';

/** The way from a terminal to the payment provider, which the GAP does not see. */
export interface Acquirer {
  /** A rejection means that nobody knows what became of it: the terminal then says that the provider is unreachable. */
  authorise(request: AuthorisationRequest): Promise<Authorisation>;
}

export interface AuthorisationRequest {
  /** consent: one euro, and the card's imprint is kept for later debits under a token. sale: money moves at once. */
  readonly purpose: 'consent' | 'sale';
  /** Of the hospital, with the provider. */
  readonly account: string;
  readonly terminal: string;
  readonly card: TestCard;
  readonly entry: 'contact' | 'contactless';
  readonly verification: 'pin' | 'none';
  /** Cents of euro. */
  readonly amount: number;
}

export type Authorisation =
  | {
      readonly approved: true;
      readonly authorisationCode: string;
      readonly maskedCard: string;
      /** Where the purpose is consent. */
      readonly token?: { readonly value: string; readonly expiresAt: Date };
    }
  /** responseCode: of the issuer, in the manner of ISO 8583 field 39. */
  | { readonly approved: false; readonly responseCode: string };
