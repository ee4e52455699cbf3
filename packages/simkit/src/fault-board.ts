import type { Journal } from './journal.ts';
import { type Random, seededRandom } from './random.ts';

/**
 * Faults by what fails: `crl` for all of that kind, `crl:igc-sante-test/aci-el-org` for one, which goes before. `stale`
 * fails always, `stale@0.2` in a fifth of all cases.
 */
export type ActiveFaults = Readonly<Record<string, string>>;

interface Occurrence {
  readonly fault: string;
  readonly probability: number;
}

const MILLION = 1_000_000;

/** What is to fail at the moment: nothing, until somebody says otherwise. `Faults`: the names of faults, by source. */
export abstract class FaultBoard<Faults extends Readonly<Record<string, string>>> {
  readonly #journal: Journal;
  readonly #seeds: Random;
  #active: ActiveFaults = {};
  #occurrences: ReadonlyMap<string, Occurrence> = new Map();
  #seed = 0;
  #chance: Random = seededRandom(0);

  /** @param seeds where the seed comes from when none is given */
  constructor(journal: Journal, seeds: Random) {
    this.#journal = journal;
    this.#seeds = seeds;
  }

  /** Throws an error that lists what there is, if there is no such target or it cannot fail so. */
  protected abstract assertKnown(target: string, fault: string): void;

  get active(): ActiveFaults {
    return this.#active;
  }

  /** With the same seed and the same requests, the same ones fail. */
  get seed(): number {
    return this.#seed;
  }

  /** Replaces all that was set before; throws, and changes nothing, if one of them is not known. */
  set(faults: ActiveFaults, seed: number = this.#seeds.integer(0, 2 ** 31 - 1)): void {
    const occurrences = Object.entries(faults).map(([target, text]) => {
      const [, fault = text, probability = '1'] = /^([a-z-]+)@(0?\.\d+|[01])$/.exec(text) ?? [];
      this.assertKnown(target, fault);
      return [target, { fault, probability: Number(probability) }] as const;
    });
    this.#occurrences = new Map(occurrences);
    this.#active = { ...faults };
    this.#seed = seed;
    this.#chance = seededRandom(seed);
    this.#journal.record('faults-set', { faults: this.#active, seed });
  }

  /** What fails this time. */
  of<Source extends keyof Faults & string>(source: Source, one: string): Faults[Source] | undefined {
    const found = this.#occurrences.get(`${source}:${one}`) ?? this.#occurrences.get(source);
    if (found === undefined) return undefined;
    const happens =
      found.probability === 1 || this.#chance.integer(1, MILLION) <= found.probability * MILLION;
    return happens ? (found.fault as Faults[Source]) : undefined;
  }
}
