import { ClientEngine } from '@banc-gap/tls12';
import { reach } from './reach.ts';
import type { GapLocation } from './resolve.ts';

/** A connection that has sent half a ClientHello and sends no more, until it is disposed of. */
export async function stall(
  addresses: readonly string[],
  { fqdn, port }: GapLocation,
  timeout: number,
): Promise<Disposable> {
  const reaching = await reach(addresses, port, timeout);
  // Who is not reached holds nobody up; why not shows in the connection beside it.
  if (reaching.reached !== 'connected') return { [Symbol.dispose]: () => undefined };
  const { socket } = reaching;
  socket.on('error', () => undefined); // the GAP may lose its patience
  const engine = new ClientEngine({ serverName: fqdn });
  engine.start();
  const hello = engine.takeOutput()!;
  await new Promise((resolve) => socket.write(hello.subarray(0, hello.length / 2), resolve));
  return { [Symbol.dispose]: () => socket.destroy() };
}
