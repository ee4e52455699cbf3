import type { Certificate } from '@banc-gap/pki';
import { cardFetch } from '../client/card-fetch.ts';
import type { Pfcng } from '../pfcng.ts';

export interface CardReaderOptions {
  readonly pfcng: Pfcng;
  /** Of the listener that wants a card. */
  readonly authUrl: () => string;
  /** Where that listener is reached. */
  readonly address: string;
  /** The roots that its certificate leads to. */
  readonly trust: () => readonly Certificate[];
}

/** Stands for a person's card reader: it takes card and PIN, and does the card's mutual TLS. */
export class CardReader {
  readonly #options: CardReaderOptions;

  constructor(options: CardReaderOptions) {
    this.#options = options;
  }

  /**
   * Logs in on the listener that wants a card.
   *
   * @returns the ticket that opens a session
   * @throws PfcngProblem invalid-request, not-found, pin-wrong, card-blocked, card-opposed, card-expired
   */
  async login(input: { readonly cardNumber: string; readonly pin: string }): Promise<string> {
    const { pfcng, authUrl, address, trust } = this.#options;
    const credential = await pfcng.cards.credential(input);
    using fetch = cardFetch({ credential, trust: trust(), address });
    const response = await fetch(`${authUrl()}/pfcng-ihm/login`, { method: 'POST' });
    const answer = (await response.json()) as { ticket?: string; detail?: string };
    if (answer.ticket === undefined) throw new Error(`the login failed: ${answer.detail}`);
    return answer.ticket;
  }
}
