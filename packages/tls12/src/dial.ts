import { connect as connectTcp } from 'node:net';
import { ClientEngine } from './engine/client.ts';
import type { ClientOptions } from './engine/options.ts';
import { tlsErrors } from './errors.ts';
import { type ConnectionOptions, TlsConnection } from './socket.ts';

export interface ConnectOptions extends ClientOptions, ConnectionOptions {
  /** A name or an address. It is not sent as SNI: `serverName` is. */
  readonly host: string;
  readonly port: number;
  /** Milliseconds for the resolution of the name and the TCP connection; default 5 s. */
  readonly connectTimeout?: number;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** Connects and completes the handshake, or rejects with the error of either. */
export async function connect(options: ConnectOptions): Promise<TlsConnection> {
  const connection = dial(options);
  await connection.handshake;
  return connection;
}

/**
 * Begins to connect. The connection is there at once, so that its transcript and alerts can be looked at whatever
 * becomes of it: `handshake` settles, and an error after it comes as `'error'`.
 */
export function dial(options: ConnectOptions): TlsConnection {
  const { host, port, connectTimeout = CONNECT_TIMEOUT_MS } = options;
  const transport = connectTcp({ host, port, noDelay: true });
  const connection = new TlsConnection(transport, new ClientEngine(options), options);
  const patience = setTimeout(() => {
    const detail = `${host} port ${port}, ${connectTimeout} ms`;
    connection.destroy(tlsErrors.error('TLS_CONNECT_TIMEOUT', { detail }));
  }, connectTimeout);
  transport.once('close', () => clearTimeout(patience));
  transport.once('connect', () => {
    clearTimeout(patience);
    connection.start();
  });
  return connection;
}
