import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { refGapErrors } from './errors.ts';

/** Where a GAP listens, and how it is stopped. */
export interface Listening extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Resolves when every connection is closed; further calls change nothing. */
  stop(): Promise<void>;
}

/**
 * `stopped` is called once, when the last connection is closed.
 *
 * @throws BancError REF_GAP_PORT_TAKEN
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
  stopped: () => void = () => undefined,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw refGapErrors.error('REF_GAP_PORT_TAKEN', { host, port }, { cause });
  }
  const bound = (server.address() as AddressInfo).port;
  let stopping: Promise<unknown> | undefined;
  const stop = async (): Promise<void> => {
    stopping ??= new Promise((resolve) => {
      server.close(resolve);
      for (const socket of sockets) socket.destroy();
    }).then(stopped);
    await stopping;
  };
  const url = `https://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  return { name: 'ref-gap', url, host, port: bound, stop, [Symbol.asyncDispose]: stop };
}
