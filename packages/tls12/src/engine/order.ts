import type { FlightItemName } from '../constants.ts';
import { unexpectedMessage } from '../failure.ts';
import type { Tolerances } from '../tolerances.ts';

/** One item of the flight that must come next. */
export interface Expectation {
  readonly item: FlightItemName;
  /** Whether the handshake so far calls for it; default always. */
  readonly when?: () => boolean;
  /** May be left out. */
  readonly optional?: boolean | undefined;
}

/** Holds what comes in against the order of RFC 5246 §7.3, as far as the tolerances do not widen it. */
export class IncomingOrder {
  readonly #tolerances: Tolerances;
  readonly #seen = new Set<FlightItemName>();
  #flight: readonly Expectation[] = [];

  constructor(tolerances: Tolerances) {
    this.#tolerances = tolerances;
  }

  expect(flight: readonly Expectation[]): void {
    this.#flight = flight.filter(({ item }) => item !== 'changeCipherSpec' || !this.#seen.has(item));
  }

  /** Whether the item is to be acted upon; `repeated` ones are tolerated and have no effect. Throws unexpected_message. */
  accept(item: FlightItemName): 'expected' | 'repeated' {
    for (let index = 0; index < this.#flight.length; index++) {
      const expectation = this.#flight[index]!;
      if (expectation.when?.() === false) continue;
      if (expectation.item === item) {
        this.#flight = this.#flight.slice(index + 1);
        this.#seen.add(item);
        return 'expected';
      }
      if (!expectation.optional) break;
    }
    if (this.#tolerances.reorderedMessages && this.#takeOutOfOrder(item)) return 'expected';
    if (item === 'changeCipherSpec' && this.#tolerances.earlyChangeCipherSpec && !this.#seen.has(item)) {
      this.#seen.add(item);
      this.expect(this.#flight);
      return 'expected';
    }
    if (this.#tolerances.repeatedMessages && this.#seen.has(item)) return 'repeated';
    throw unexpectedMessage(`${item} where ${this.#awaited()} is due`);
  }

  #takeOutOfOrder(item: FlightItemName): boolean {
    const index = this.#flight.findIndex((expectation) => expectation.item === item);
    if (index === -1 || item === 'changeCipherSpec' || item === 'finished') return false;
    this.#flight = this.#flight.toSpliced(index, 1);
    this.#seen.add(item);
    return true;
  }

  #awaited(): string {
    const items: string[] = [];
    for (const { item, when, optional } of this.#flight) {
      if (when?.() === false) continue;
      items.push(item);
      if (!optional) break;
    }
    return items.length === 0 ? 'nothing' : items.join(' or ');
  }
}
