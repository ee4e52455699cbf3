import { connect, type Socket } from 'node:net';

/** Forwards both ways to that port and breaks both connections off once the server has sent so many octets. */
export function cuttingProxy(port: number, octets: number, how: 'close' | 'reset'): (client: Socket) => void {
  return (client) => {
    const server = connect(port, '127.0.0.1');
    const end = (): void => {
      if (how === 'reset') client.resetAndDestroy();
      else client.destroy();
      server.destroy();
    };
    let left = octets;
    server.on('data', (bytes) => {
      client.write(bytes.subarray(0, left), () => left === 0 && end());
      left -= Math.min(left, bytes.length);
    });
    server.on('error', end);
    server.on('close', () => client.destroy());
    client.on('data', (bytes) => server.write(bytes));
    client.on('close', () => server.destroy());
  };
}
