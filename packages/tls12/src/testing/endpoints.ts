import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { type ConnectOptions, connect } from '../dial.ts';
import type { Identity, VerifyPeer } from '../engine/options.ts';
import { createTls12Server, type Tls12Server, type Tls12ServerOptions } from '../server.ts';
import type { TlsConnection } from '../socket.ts';
import { SERVER_NAME } from './test-pki.ts';

export const acceptAny: VerifyPeer = () => ({ accepted: true });

type ClientTestOptions = Partial<Omit<ConnectOptions, 'identity'>> & { readonly identity: Identity | null };

/** A client connected to that port of this machine; `identity: null` is one without a certificate. */
export function connectTo(port: number, { identity, ...options }: ClientTestOptions): Promise<TlsConnection> {
  return connect({
    host: '127.0.0.1',
    port,
    serverName: SERVER_NAME,
    verifyPeer: acceptAny,
    ...(identity && { identity }),
    ...options,
  });
}

/** Starts any server on a port of this machine. */
export async function listenOn(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/** A TLS 1.2 server that listens on a port of this machine. */
export async function listen(
  options: Tls12ServerOptions,
  onConnection?: (connection: TlsConnection) => void,
): Promise<{ server: Tls12Server; port: number }> {
  const server = createTls12Server(options, onConnection);
  return { server, port: await listenOn(server) };
}

/** Ends the connection and waits until it is closed. */
export async function close(connection: TlsConnection): Promise<void> {
  const closed = once(connection, 'close');
  connection.end();
  connection.resume();
  await closed;
}
