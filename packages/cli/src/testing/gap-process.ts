/** The reference GAP and its office, in a process that a test kills. It loads everything, and starts when it is told to. */

import { once } from 'node:events';
import { type ReferenceGapOptions, startDrive, startReferenceGap } from '@banc-gap/ref-gap';

process.send!('loaded');
const [options] = (await once(process, 'message')) as [ReferenceGapOptions];
const gap = await startReferenceGap(options);
const { url } = await startDrive(gap);
process.send!({ url });
