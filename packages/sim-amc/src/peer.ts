import type { RequestListener } from 'node:http';
import type { ReplayCache } from '@banc-gap/saml';
import { AMC_FAULTS, type AmcFault } from './faults.ts';
import type { Insurer } from './insurer/insurer.ts';
import { amcApp } from './services/app.ts';
import { type DeskOptions, deskOf } from './services/assembly.ts';
import { type Inspection, inspect } from './services/inspection.ts';

/** The web services behind somebody else's endpoint. */
export interface AmcPeer {
  readonly answer: RequestListener;
  /** The same with one fault. */
  readonly replies: Readonly<Record<AmcFault, RequestListener>>;
  readonly insurer: Insurer;
  /** What there is to say of a request, whatever it was answered. */
  inspect(message: Uint8Array): Inspection;
}

/** Nothing was ever used before. */
const FORGETFUL: ReplayCache = { use: () => 'first', capacity: 0 };

/**
 * Answers as the service does, to whoever runs the endpoint. A token may come twice here: the endpoint sees it, and a
 * suite that wants a GAP not to do so has to go on.
 */
export async function amcPeer(options: Omit<DeskOptions, 'replay'>): Promise<AmcPeer> {
  const { desk, insurer, dialect, verifierWith } = deskOf({ ...options, replay: FORGETFUL });
  const verifier = verifierWith(FORGETFUL);
  const listener = async (fault?: AmcFault): Promise<RequestListener> => {
    const app = amcApp({
      desk,
      faults: { of: () => fault },
      journal: options.journal,
      presentedBy: async () => null,
      slowMs: 0,
    });
    await app.ready();
    return (request, response) => app.routing(request, response);
  };
  const faults = Object.keys(AMC_FAULTS) as AmcFault[];
  const replies = await Promise.all(faults.map(async (fault) => [fault, await listener(fault)] as const));
  return {
    answer: await listener(),
    replies: Object.fromEntries(replies) as Record<AmcFault, RequestListener>,
    insurer,
    inspect: (message) => inspect(message, dialect, verifier),
  };
}
