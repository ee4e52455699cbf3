import { FaultBoard } from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';

/** The ways in which a search can be made to fail. */
export const ANNUAIRE_FAULTS = {
  slow: 'the right answer comes later than the client waits',
  silent: 'no answer ever comes; the connection stays',
  cut: 'the connection is cut before the answer',
  truncated: 'the connection is cut in the middle of the answer',
  unavailable: 'the answer is code 90',
  'soap-fault': 'the answer is a SOAP fault of the server, with 500',
  html: 'the answer is a page in HTML, with 200, as of a proxy on the way',
} as const;
export type AnnuaireFault = keyof typeof ANNUAIRE_FAULTS;

/** What the annuaire is to do wrongly: `search` for every AMC, `search:774734488` for one. */
export class AnnuaireFaults extends FaultBoard<{ readonly search: AnnuaireFault }> {
  /** @throws BancError AMC_ANNUAIRE_FAULT_TARGET_UNKNOWN, AMC_ANNUAIRE_FAULT_UNKNOWN */
  protected override assertKnown(target: string, fault: string): void {
    if (target.split(':', 1)[0] !== 'search') {
      throw amcErrors.error('AMC_ANNUAIRE_FAULT_TARGET_UNKNOWN', { target });
    }
    if (!Object.hasOwn(ANNUAIRE_FAULTS, fault)) {
      const known = Object.keys(ANNUAIRE_FAULTS).join(', ');
      throw amcErrors.error('AMC_ANNUAIRE_FAULT_UNKNOWN', { fault, known });
    }
  }
}
