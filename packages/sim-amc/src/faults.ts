import { FaultBoard } from '@banc-gap/simkit';
import { amcErrors } from './errors.ts';
import { SERVICE_NAMES, type ServiceName } from './insurer/requests.ts';

/** The ways in which a service can be made to fail. */
export const AMC_FAULTS = {
  slow: 'it is done at once; the answer comes later than the client waits',
  'lost-request': 'nothing is done; the connection is cut',
  'lost-reply': 'it is done; the connection is cut before the answer',
  unavailable: 'nothing is done; the answer is a fault with 901: degraded mode',
  refused: 'nothing is done; the reply says 101, whoever the beneficiary is',
  timeout: 'it is done; the answer is a fault with 902',
  unsigned: 'it is done; the reply is not signed',
  'wrong-signer': 'it is done; the reply is signed with the certificate of the TLS server, by AC-SERVEUR',
  altered: 'it is done; amounts or wording of the reply are changed after it was signed',
  wrapped: 'it is done; the signed Body stands in the header, another one in its place',
  replayed: 'it is done; the reply is signed rightly, and answers another message, sent the day before',
} as const;
export type AmcFault = keyof typeof AMC_FAULTS;

/** What the web services are to do wrongly, by service. */
export class AmcFaults extends FaultBoard<Readonly<Record<ServiceName, AmcFault>>> {
  /** @throws BancError AMC_FAULT_TARGET_UNKNOWN, AMC_FAULT_UNKNOWN */
  protected override assertKnown(target: string, fault: string): void {
    if (!(SERVICE_NAMES as readonly string[]).includes(target)) {
      throw amcErrors.error('AMC_FAULT_TARGET_UNKNOWN', { target, known: SERVICE_NAMES.join(', ') });
    }
    if (!Object.hasOwn(AMC_FAULTS, fault)) {
      throw amcErrors.error('AMC_FAULT_UNKNOWN', {
        fault,
        target,
        known: Object.keys(AMC_FAULTS).join(', '),
      });
    }
  }
}
