import { existsSync } from 'node:fs';
import {
  type Clock,
  createStore,
  Journal,
  memoryStore,
  openStore,
  type Store,
  systemClock,
} from '@banc-gap/simkit';
import { Dossiers, type Received } from './dossiers/dossiers.ts';
import type { Dossier, Entry, Identity, KeptDossier, Receipt } from './dossiers/schemas.ts';
import { defaultSeed } from './dossiers/seed.ts';
import { insFault } from './ins.ts';
import type { Person } from './people/person.ts';
import { assertMay } from './people/rights.ts';
import { DpProblem } from './problems/problem.ts';
import { DP_STORE } from './store/schema.ts';

export interface DpOptions {
  /** The store, created where it does not exist; `:memory:` for one that ends with the DP. */
  readonly file: string;
  /** What a new store begins with; default the dossiers of seed/dossiers.yaml. */
  readonly seed?: readonly KeptDossier[];
  readonly clock?: Clock;
  readonly journal?: Journal;
}

/** Opens the DP. */
export function openDp(options: DpOptions): Dp {
  const { file, clock = systemClock, journal = new Journal(clock), seed = defaultSeed() } = options;
  const isNew = file === ':memory:' || !existsSync(file);
  const dp = new Dp(isNew ? newStore(file) : openStore(file, DP_STORE), clock, journal);
  if (isNew) dp.reset(seed);
  return dp;
}

const newStore = (file: string): Store =>
  file === ':memory:' ? memoryStore(DP_STORE) : createStore(file, DP_STORE);

/** The Dossier Pharmaceutique, whatever the protocol in which it is asked. Who may do what is decided here. */
export class Dp implements Disposable {
  readonly dossiers: Dossiers;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly #store: Store;

  /** For `openDp`. */
  constructor(store: Store, clock: Clock, journal: Journal) {
    this.#store = store;
    this.clock = clock;
    this.journal = journal;
    this.dossiers = new Dossiers(store);
  }

  /** @throws DpProblem consultation-not-allowed, ins-*, not-in-directory, no-dossier, patient-opposed */
  consult(person: Person, { ins, oid }: { readonly ins: string; readonly oid: string }): Dossier {
    assertMay(person, 'consultations');
    assertIns(ins, oid);
    return this.dossiers.open(ins);
  }

  /**
   * @param received a dispensation whose signature was verified, and found to be the person's
   * @throws DpProblem alimentation-not-allowed, ins-*, not-in-directory, no-dossier, patient-opposed, dispensation-conflict
   */
  feed(
    person: Person,
    { oid, ...received }: Received & { readonly oid: string },
  ): { readonly receipt: Receipt; readonly replayed: boolean } {
    assertMay(person, 'alimentations');
    assertIns(received.ins, oid);
    return this.dossiers.receive(received, this.#now());
  }

  /** Declares a patient in the directory. @throws DpProblem annuaire-not-allowed, ins-*, patient-opposed, identity-differs */
  declare(
    person: Person,
    ins: string,
    identity: Identity,
  ): { readonly entry: Entry; readonly added: boolean } {
    assertMay(person, 'annuaire');
    assertIns(ins, identity.oid);
    return this.dossiers.add(ins, identity, person.nationalId, this.#now());
  }

  /** Takes a patient out of the directory. @throws DpProblem annuaire-not-allowed, ins-invalid, not-in-directory */
  withdraw(person: Person, ins: string): void {
    assertMay(person, 'annuaire');
    assertIns(ins);
    this.dossiers.remove(ins);
  }

  /** Puts these dossiers in place of all that there are. */
  reset(dossiers: readonly KeptDossier[]): void {
    this.dossiers.replaceAll(dossiers, this.#now());
  }

  close(): void {
    this.#store.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #now(): string {
    return this.clock.now().toISOString();
  }
}

function assertIns(ins: string, oid?: string): void {
  const fault = insFault(ins, oid);
  if (fault !== undefined) throw new DpProblem(fault);
}
