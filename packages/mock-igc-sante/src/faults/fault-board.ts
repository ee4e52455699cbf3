import type { Journal } from '@banc-gap/simkit';
import { igcErrors } from '../errors.ts';
import { AUTHORITY_IDS, type AuthorityId } from '../hierarchy.ts';
import { FAULT_SOURCES, FAULTS, type Fault, type FaultSource } from './catalogue.ts';

/** Faults by what fails: `crl` for all CAs, `crl:igc-sante-test/aci-el-org` for one, which goes before. */
export type ActiveFaults = Readonly<Record<string, string>>;

/** What is to fail at the moment: nothing, until somebody says otherwise. */
export class FaultBoard {
  readonly #journal: Journal;
  #active: ActiveFaults = {};

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get active(): ActiveFaults {
    return this.#active;
  }

  /**
   * Replaces all that was set before.
   *
   * @throws BancError IGC_FAULT_SOURCE_UNKNOWN or IGC_FAULT_UNKNOWN, which list what there is; nothing changes then
   */
  set(faults: ActiveFaults): void {
    for (const [target, fault] of Object.entries(faults)) checkFault(target, fault);
    this.#active = { ...faults };
    this.#journal.record('faults-set', { faults: this.#active });
  }

  of<Source extends FaultSource>(source: Source, authority: AuthorityId): Fault<Source> | undefined {
    return (this.#active[`${source}:${authority}`] ?? this.#active[source]) as Fault<Source> | undefined;
  }
}

function checkFault(target: string, fault: string): void {
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
  if (!known.includes(fault)) {
    throw igcErrors.error('IGC_FAULT_UNKNOWN', { fault, source, known: known.join(', ') });
  }
}
