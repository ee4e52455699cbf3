import { FaultBoard } from '@banc-gap/simkit';
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

/** What the provider is to do wrongly: an operation, for every account or for one. */
export class PspFaults extends FaultBoard<Readonly<Record<Operation, FaultName>>> {
  /** @throws BancError PSP_FAULT_TARGET_UNKNOWN, PSP_FAULT_UNKNOWN */
  protected override assertKnown(target: string, fault: string): void {
    const operation = target.split(':', 1)[0]!;
    if (!(OPERATIONS as readonly string[]).includes(operation)) {
      throw pspErrors.error('PSP_FAULT_TARGET_UNKNOWN', { target, known: OPERATIONS.join(', ') });
    }
    if (!Object.hasOwn(FAULTS, fault)) {
      throw pspErrors.error('PSP_FAULT_UNKNOWN', { fault, target, known: Object.keys(FAULTS).join(', ') });
    }
  }
}
