import { refGapErrors } from '../errors.ts';
import {
  abortRequest,
  type ConsentOrder,
  type ConsentOutcome,
  consentRequest,
  loginResponse,
  outcomeOf,
  read,
} from './messages.ts';

/** One connection of a terminal, whichever way its messages travel. */
export interface Line {
  send(message: Buffer): void;
  /** The terminal is not one that can be talked to. */
  hangUp(): void;
}

/** What a line tells the desk. */
export interface Conversation {
  hear(message: Buffer): void;
  /** The connection is over; its orders wait for the terminal to come back. */
  ended(): void;
}

export interface TerminalDeskOptions {
  /** What is worth a line in the log of the hospital; never what a message said. */
  readonly log?: (event: 'connected' | 'disconnected' | 'hung-up', terminal: string, why?: string) => void;
  /** Milliseconds for one order, the patient and the payment provider included; default 4 minutes. */
  readonly patience?: number;
}

interface Waiting {
  readonly terminal: string;
  readonly order: ConsentOrder;
  readonly outcome: PromiseWithResolvers<ConsentOutcome>;
}

/**
 * The terminals that are connected, and what patients are asked at them. An order outlives the connection: whenever its
 * terminal comes back it is sent again under the same id, and a terminal carries it out once.
 */
export class TerminalDesk {
  readonly #patience: number;
  readonly #log: NonNullable<TerminalDeskOptions['log']>;
  readonly #lines = new Map<string, Line>();
  readonly #waiting = new Map<string, Waiting>();
  #aborts = 0;

  constructor({ patience = 240_000, log = () => undefined }: TerminalDeskOptions = {}) {
    this.#patience = patience;
    this.#log = log;
  }

  /** Serial numbers of those that are connected. */
  get connected(): readonly string[] {
    return [...this.#lines.keys()];
  }

  /** `certified` is the serial number in the certificate that let the connection in. */
  open(certified: string, line: Line): Conversation {
    return {
      hear: (message) => {
        try {
          this.#hear(certified, line, message);
        } catch (error) {
          this.#log('hung-up', certified, (error as Error).message);
          line.hangUp();
        }
      },
      ended: () => {
        if (this.#lines.get(certified) !== line) return;
        this.#lines.delete(certified);
        this.#log('disconnected', certified);
      },
    };
  }

  /**
   * Has a patient asked at a terminal. The same order again, while it waits or after a restart of the GAP, is not
   * another one.
   *
   * @throws BancError REF_GAP_TERMINAL_SILENT: nobody knows what became of it, so ask again with the same order;
   *   REF_GAP_ORDER_REJECTED
   */
  async ask(terminal: string, order: ConsentOrder): Promise<ConsentOutcome> {
    const asked = this.#waiting.get(order.id);
    if (asked) return asked.outcome.promise;
    const waiting = { terminal, order, outcome: Promise.withResolvers<ConsentOutcome>() };
    this.#waiting.set(order.id, waiting);
    const timer = setTimeout(() => this.#giveUp(waiting), this.#patience);
    try {
      this.#send(waiting);
      return await waiting.outcome.promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(order.id);
    }
  }

  #hear(certified: string, line: Line, octets: Buffer): void {
    const heard = read(octets);
    // The certificate says who it is; a message that says otherwise is another terminal's.
    if (heard.terminal !== certified) throw new Error('a message in the name of another terminal');
    if (heard.kind === 'login') {
      const before = this.#lines.get(certified);
      this.#lines.set(certified, line);
      if (before !== line) before?.hangUp(); // it came back before its old connection was known to be dead
      this.#log('connected', certified);
      line.send(octetsOf(loginResponse(certified, heard.id, true)));
      for (const waiting of this.#waiting.values()) if (waiting.terminal === certified) this.#send(waiting);
      return;
    }
    const waiting = this.#waiting.get(heard.id);
    if (waiting?.terminal !== certified) return; // answered already, or given up
    if (heard.kind === 'outcome') waiting.outcome.resolve(outcomeOf(waiting.order, heard.response));
    else {
      const { detail } = heard;
      waiting.outcome.reject(refGapErrors.error('REF_GAP_ORDER_REJECTED', { terminal: certified, detail }));
    }
  }

  #send({ terminal, order }: Waiting): void {
    this.#lines.get(terminal)?.send(octetsOf(consentRequest(terminal, order)));
  }

  #giveUp({ terminal, order, outcome }: Waiting): void {
    const id = `A${++this.#aborts}`;
    this.#lines.get(terminal)?.send(octetsOf(abortRequest(terminal, id, order.id)));
    outcome.reject(
      refGapErrors.error('REF_GAP_TERMINAL_SILENT', { terminal, seconds: this.#patience / 1000 }),
    );
  }
}

const octetsOf = (message: object): Buffer => Buffer.from(JSON.stringify(message));
