import { type Journal, type Random, seededRandom } from '@banc-gap/simkit';
import { pspErrors } from './errors.ts';

/** What a GAP may ask of the provider, as faults are set for it: what changes something by what it changes, and reading. */
export const OPERATIONS = ['mandates', 'payments', 'refunds', 'webhook', 'reads'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The ways in which an operation can be made to fail. */
export const FAULTS = {
  slow: 'it is done at once; the answer comes later than the client waits',
  'lost-reply': 'it is done; the connection is cut before the answer',
  'lost-request': 'nothing is done; the connection is cut',
  unavailable: 'nothing is done; the answer is 503, and may be retried',
  'too-many-requests': 'nothing is done; the answer is 429 with Retry-After, and may be retried',
} as const;
export type FaultName = keyof typeof FAULTS;

/**
 * Faults by what fails: `payments` for every account, `payments:ch-test` for one, which goes before. `slow` fails always,
 * `slow@0.2` in a fifth of all requests.
 */
export type ActiveFaults = Readonly<Record<string, string>>;

interface Occurrence {
  readonly fault: FaultName;
  readonly probability: number;
}

const MILLION = 1_000_000;

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
   * @throws BancError PSP_FAULT_TARGET_UNKNOWN or PSP_FAULT_UNKNOWN, which list what there is; nothing changes then
   */
  set(faults: ActiveFaults, seed: number = this.#seeds.integer(0, 2 ** 31 - 1)): void {
    this.#occurrences = new Map(
      Object.entries(faults).map(([target, text]) => [target, occurrence(target, text)] as const),
    );
    this.#active = { ...faults };
    this.#seed = seed;
    this.#chance = seededRandom(seed);
    this.#journal.record('faults-set', { faults: this.#active, seed });
  }

  /** What fails this time. */
  of(operation: Operation, account: string): FaultName | undefined {
    const found = this.#occurrences.get(`${operation}:${account}`) ?? this.#occurrences.get(operation);
    if (found === undefined) return undefined;
    const happens =
      found.probability === 1 || this.#chance.integer(1, MILLION) <= found.probability * MILLION;
    return happens ? found.fault : undefined;
  }
}

function occurrence(target: string, text: string): Occurrence {
  const operation = target.split(':', 1)[0]!;
  if (!(OPERATIONS as readonly string[]).includes(operation)) {
    throw pspErrors.error('PSP_FAULT_TARGET_UNKNOWN', { target, known: OPERATIONS.join(', ') });
  }
  const [, fault = text, probability = '1'] = /^([a-z-]+)@(0?\.\d+|[01])$/.exec(text) ?? [];
  if (!Object.hasOwn(FAULTS, fault)) {
    throw pspErrors.error('PSP_FAULT_UNKNOWN', { fault, target, known: Object.keys(FAULTS).join(', ') });
  }
  return { fault: fault as FaultName, probability: Number(probability) };
}
