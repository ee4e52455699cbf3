import { once } from 'node:events';
import { createServer } from 'node:net';
import { systemRandom } from '@banc-gap/simkit';

/**
 * Above those that services of the bench have, below those that systems lend to clients: a port of theirs (Linux has 32768
 * to 60999) can be the near end of any connection before anybody listens on it.
 */
const [FIRST, LAST] = [20_000, 32_000];

/** A port of this machine that nobody had a moment ago: for who has to name one before anybody listens on it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = systemRandom.integer(FIRST, LAST);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
