import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** A port that passes connections on to another, each when the one before is over; until then nobody reads it. */
export async function oneAtATime(port: number): Promise<AsyncDisposable & { readonly port: number }> {
  let turn = Promise.resolve();
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // the terminal leaves as it likes
    turn = turn.then(() => passOn(socket, port));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function passOn(socket: Socket, port: number): Promise<void> {
  const onward = connect(port, '127.0.0.1');
  await pipeline(socket, onward, socket).catch(() => undefined); // one of them broke off
}
