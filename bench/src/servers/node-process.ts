import { type Profiler, Session } from 'node:inspector/promises';
import type { AddressInfo, Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerFiles } from './node.ts';

/** What it is to serve, for a process that `startTls12` or `startNodeTls` has started. */
export const files = JSON.parse(process.argv[2]!) as ServerFiles;

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Answers a request, so that who was let in can tell; in a measurement nobody asks. */
export function serveConnection(connection: Duplex): void {
  connection.on('error', () => undefined);
  connection.once('data', () => connection.end(ANSWER));
  connection.resume();
}

/** Listens, tells the parent the port, and makes profiles as the parent asks for them. */
export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
  const session = new Session();
  process.on('message', async (message) => {
    if (message === 'start-profile') {
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 200 });
      await session.post('Profiler.start');
      process.send!('started');
    } else {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      process.send!(profile satisfies Profiler.Profile);
    }
  });
}
