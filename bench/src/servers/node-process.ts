import type { Profiler } from 'node:inspector/promises';
import type { AddressInfo, Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startProfile } from '../node-profile.ts';
import type { NodeServerRequest, ServerFiles } from './node.ts';

/** What it is to serve, for a process that `startTls12` or `startNodeTls` has started. */
export const files = JSON.parse(process.argv[2]!) as ServerFiles;

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Answers a request, so that who was let in can tell; in a measurement nobody asks. */
export function serveConnection(connection: Duplex): void {
  connection.on('error', () => undefined);
  connection.once('data', () => connection.end(ANSWER));
  connection.resume();
}

/** Listens, tells the parent the port, and makes profiles and weighs the memory as the parent asks for them. */
export function serve(server: Server): void {
  const { sharedPort } = files;
  const place = { host: '127.0.0.1', port: sharedPort ?? 0, reusePort: sharedPort !== undefined };
  server.listen(place, () => process.send!((server.address() as AddressInfo).port));
  let endProfile: () => Promise<Profiler.Profile>;
  process.on('message', async (message: NodeServerRequest) => {
    switch (message) {
      case 'start-profile':
        endProfile = await startProfile();
        process.send!('started');
        break;
      case 'end-profile':
        process.send!(await endProfile());
        break;
      case 'live-memory':
        process.send!(liveMemory());
        break;
    }
  });
}

/** Octets that are left when garbage is collected, in the heap of JavaScript and beside it. */
function liveMemory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
