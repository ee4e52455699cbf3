import { setTimeout as delay } from 'node:timers/promises';

/** Lets time pass, injected so that a test decides when it has. Rejects when the signal says so. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** In real time; of a process that has nothing else to do, it does not delay the end. */
export const systemWait: Wait = (milliseconds, signal) =>
  delay(milliseconds, undefined, { ...(signal && { signal }), ref: false });
