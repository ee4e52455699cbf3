import { FaultBoard } from '@banc-gap/simkit';
import { igcErrors } from '../errors.ts';
import { AUTHORITY_IDS } from '../hierarchy.ts';
import { FAULT_SOURCES, FAULTS, type Fault, type FaultSource } from './catalogue.ts';

/** What of the publication is to fail: a source, for all CAs or for one. */
export class PublicationFaults extends FaultBoard<{ readonly [Source in FaultSource]: Fault<Source> }> {
  /** @throws BancError IGC_FAULT_SOURCE_UNKNOWN, IGC_FAULT_UNKNOWN */
  protected override assertKnown(target: string, fault: string): void {
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
}
