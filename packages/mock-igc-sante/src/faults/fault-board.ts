import { type Journal, type Random, seededRandom } from '@banc-gap/simkit';
import { igcErrors } from '../errors.ts';
import { AUTHORITY_IDS, type AuthorityId } from '../hierarchy.ts';
import { FAULT_SOURCES, FAULTS, type Fault, type FaultSource } from './catalogue.ts';

/**
 * Faults by what fails: `crl` for all CAs, `crl:igc-sante-test/aci-el-org` for one, which goes before. `stale` fails
 * always, `stale@0.2` in a fifth of all cases.
 */
export type ActiveFaults = Readonly<Record<string, string>>;

interface Occurrence {
  readonly fault: string;
  readonly probability: number;
}

/** What is to fail at the moment: nothing, until somebody says otherwise. */
export class FaultBoard {
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

  get active(): ActiveFaults {
    return this.#active;
  }

  /** With the same seed and the same requests, the same ones fail. */
  get seed(): number {
    return this.#seed;
  }

  /**
   * Replaces all that was set before.
   *
   * @throws BancError IGC_FAULT_SOURCE_UNKNOWN or IGC_FAULT_UNKNOWN, which list what there is; nothing changes then
   */
  set(faults: ActiveFaults, seed: number = this.#seeds.integer(0, 2 ** 31 - 1)): void {
    const occurrences = Object.entries(faults).map(
      ([target, text]) => [target, occurrence(target, text)] as const,
    );
    this.#occurrences = new Map(occurrences);
    this.#active = { ...faults };
    this.#seed = seed;
    this.#chance = seededRandom(seed);
    this.#journal.record('faults-set', { faults: this.#active, seed });
  }

  /** What fails this time. */
  of<Source extends FaultSource>(source: Source, authority: AuthorityId): Fault<Source> | undefined {
    const found = this.#occurrences.get(`${source}:${authority}`) ?? this.#occurrences.get(source);
    if (found === undefined) return undefined;
    const happens =
      found.probability === 1 || this.#chance.integer(1, MILLION) <= found.probability * MILLION;
    return happens ? (found.fault as Fault<Source>) : undefined;
  }
}

const MILLION = 1_000_000;

function occurrence(target: string, text: string): Occurrence {
  const [source = '', authority] = target.split(/:(.*)/s);
  if (!(FAULT_SOURCES as readonly string[]).includes(source)) {
    throw igcErrors.error('IGC_FAULT_SOURCE_UNKNOWN', {
      target,
      problem: `"${source}"`,
      known: FAULT_SOURCES.join(', '),
    });
  }
  if (authority !== undefined && !(AUTHORITY_IDS as readonly string[]).includes(authority)) {
    throw igcErrors.error('IGC_FAULT_SOURCE_UNKNOWN', {
      target,
      problem: `the CA "${authority}"`,
      known: AUTHORITY_IDS.join(', '),
    });
  }
  const known = Object.keys(FAULTS[source as FaultSource]);
  const [, fault = text, probability = '1'] = /^([a-z-]+)@(0?\.\d+|[01])$/.exec(text) ?? [];
  if (!known.includes(fault)) {
    throw igcErrors.error('IGC_FAULT_UNKNOWN', { fault, source, known: known.join(', ') });
  }
  return { fault, probability: Number(probability) };
}
