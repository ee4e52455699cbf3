import type { Attempt, Terminal, TerminalExchange } from './terminal.ts';

export interface FleetExchange {
  readonly terminal: Terminal;
  readonly exchange: TerminalExchange;
}

/** Many terminals, each with its own identity, of which a bounded number are connected at a time. */
export class Fleet {
  readonly #terminals: readonly Terminal[];
  readonly #concurrency: number;

  constructor(terminals: readonly Terminal[], options: { readonly concurrency: number }) {
    this.#terminals = terminals;
    this.#concurrency = options.concurrency;
  }

  /** Every terminal makes the attempt once; exchanges come as they end. */
  async *exchange(attempt: Attempt): AsyncGenerator<FleetExchange, void> {
    const waiting = [...this.#terminals];
    const connected = new Map<Terminal, Promise<FleetExchange>>();
    for (;;) {
      for (const terminal of waiting.splice(0, this.#concurrency - connected.size)) {
        connected.set(
          terminal,
          terminal.exchange(attempt).then((exchange) => ({ terminal, exchange })),
        );
      }
      if (connected.size === 0) return;
      const ended = await Promise.race(connected.values());
      connected.delete(ended.terminal);
      yield ended;
    }
  }
}
