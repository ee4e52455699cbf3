import { FaultBoard } from '@banc-gap/simkit';
import { dpErrors } from './errors.ts';

/** What can be asked of the DP. */
export const OPERATIONS = ['consultations', 'alimentations', 'annuaire'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The ways in which an operation can be made to fail. */
export const FAULTS = {
  slow: 'it is done at once; the answer comes later than the client waits',
  'lost-reply': 'it is done; the connection is cut before the answer',
  'lost-request': 'nothing is done; the connection is cut',
  unavailable: 'nothing is done; the answer is 503, and may be retried',
  'internal-error': 'nothing is done; the answer is 500',
  html: 'nothing is done; the answer is 200 and a page of HTML, as of a portal in between',
} as const;
export type FaultName = keyof typeof FAULTS;

/** What the DP is to do wrongly: an operation, for every patient or for one. */
export class DpFaults extends FaultBoard<Readonly<Record<Operation, FaultName>>> {
  /** @throws BancError DP_FAULT_TARGET_UNKNOWN, DP_FAULT_UNKNOWN */
  protected override assertKnown(target: string, fault: string): void {
    const operation = target.split(':', 1)[0]!;
    if (!(OPERATIONS as readonly string[]).includes(operation)) {
      throw dpErrors.error('DP_FAULT_TARGET_UNKNOWN', { target, known: OPERATIONS.join(', ') });
    }
    if (!Object.hasOwn(FAULTS, fault)) {
      throw dpErrors.error('DP_FAULT_UNKNOWN', { fault, target, known: Object.keys(FAULTS).join(', ') });
    }
  }
}
