/** The payment provider of a state folder, in a process that a test kills. It loads everything, and starts when it is told to. */

import { once } from 'node:events';
import { openAuthorities } from '@banc-gap/mock-igc-sante';
import { systemClock } from '@banc-gap/simkit';
import { openProvider, startProvider } from '../payment-provider.ts';

process.send!('loaded');
const [{ state }] = (await once(process, 'message')) as [{ state: string }];
const authorities = await openAuthorities(state);
const psp = openProvider(authorities, { clock: systemClock });
const ports = { port: 0, control: { port: 0 } };
const { port, controlUrl } = await startProvider(authorities, psp, { ...ports, clock: systemClock });
process.send!({ port, controlUrl });
