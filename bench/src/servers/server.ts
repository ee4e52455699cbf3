import { createConnection } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Material } from '../material.ts';

/** A server under measurement, in a process of its own. */
export interface BenchServer extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
}

export type StartServer = (material: Material, crls: string) => Promise<BenchServer>;

/** The one suite that is measured, 0xC028, as OpenSSL names it. */
export const CIPHER = 'ECDHE-RSA-AES256-SHA384';

/** The one nearest to it among those that Go has. */
export const GCM_CIPHER = 'ECDHE-RSA-AES256-GCM-SHA384';

/** A server with a long CRL takes seconds to read it. */
const START_MS = 60_000;

/** Resolves when something accepts connections at that port of this machine. */
export async function listening(port: number): Promise<void> {
  const end = Date.now() + START_MS;
  while (!(await accepts(port))) {
    if (Date.now() > end) throw new Error(`nothing listens at port ${port}`);
    await wait(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
