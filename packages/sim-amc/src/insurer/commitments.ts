import type { Clock, Store } from '@banc-gap/simkit';
import { Refusal } from './refusal.ts';

/** The promise of an AMC to pay its share to a structure. */
export interface Commitment {
  readonly numero: string;
  readonly amc: string;
  readonly structure: string;
  readonly adherent: string;
  /** Cents. */
  readonly partAmc: number;
  readonly madeAt: string;
  /** The last day on which it can be invoiced. */
  readonly until: string;
  readonly state: 'OPEN' | 'CANCELLED' | 'CONSUMED';
  /** Why it was cancelled. */
  readonly reason: string | null;
}

const LIFE_DAYS = 90;
const COLUMNS = 'numero, amc, structure, adherent, partAmc, madeAt, until, state, reason';

/** What the AMCs have promised. */
export class Commitments {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  make(promised: Pick<Commitment, 'amc' | 'structure' | 'adherent' | 'partAmc'>): Commitment {
    const { amc, structure, adherent, partAmc } = promised;
    const now = this.#clock.now();
    const until = new Date(now.getTime() + LIFE_DAYS * 86_400_000).toISOString().slice(0, 10);
    const { sequence } = this.#store.get<{ sequence: number }>(
      'SELECT coalesce(max(sequence), 0) + 1 AS sequence FROM commitment',
    )!;
    const numero = `${amc}-${now.toISOString().slice(0, 10).replaceAll('-', '')}-${String(sequence).padStart(6, '0')}`;
    this.#store.run(
      'INSERT INTO commitment (sequence, numero, amc, structure, adherent, partAmc, madeAt, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      sequence,
      numero,
      amc,
      structure,
      adherent,
      partAmc,
      now.toISOString(),
      until,
    );
    return this.find(numero)!;
  }

  find(numero: string): Commitment | undefined {
    return this.#store.get<Commitment>(`SELECT ${COLUMNS} FROM commitment WHERE numero = ?`, numero);
  }

  list(): readonly Commitment[] {
    return this.#store.all<Commitment>(`SELECT ${COLUMNS} FROM commitment ORDER BY sequence`);
  }

  /** @throws Refusal 304, 305, 307 */
  cancel(numero: string, by: Pick<Commitment, 'amc' | 'structure'>, reason: string): Commitment {
    const found = this.find(numero);
    // That somebody else has it is nothing to tell.
    if (found === undefined || found.amc !== by.amc || found.structure !== by.structure)
      throw new Refusal('304');
    this.#assertOpen(found);
    this.#store.run("UPDATE commitment SET state = 'CANCELLED', reason = ? WHERE numero = ?", reason, numero);
    return this.find(numero)!;
  }

  /** The invoice has come: what the AMC does, not a GAP. @throws Refusal 304, 305, 307 */
  consume(numero: string): Commitment {
    const found = this.find(numero);
    if (found === undefined) throw new Refusal('304');
    this.#assertOpen(found);
    this.#store.run("UPDATE commitment SET state = 'CONSUMED' WHERE numero = ?", numero);
    return this.find(numero)!;
  }

  #assertOpen({ state }: Commitment): void {
    if (state === 'CONSUMED') throw new Refusal('305');
    if (state === 'CANCELLED') throw new Refusal('307');
  }
}
