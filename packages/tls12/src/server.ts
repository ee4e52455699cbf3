import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'node:net';
import type { ServerOptions, VerifyPeer } from './engine/options.ts';
import { ServerEngine } from './engine/server.ts';
import { tlsErrors } from './errors.ts';
import { type ConnectionOptions, TlsConnection } from './socket.ts';

export interface Tls12ServerOptions extends ServerOptions, ConnectionOptions {
  /** What comes beyond this number of connections is closed at once; default 10 000. */
  readonly maximumConnections?: number;
}

const MAXIMUM_CONNECTIONS = 10_000;
const refuse: VerifyPeer = () => ({ accepted: false, alert: 'internal_error', reason: 'nobody judges it' });

/**
 * A net.Server whose connections are TLS 1.2. Its events, by the names of node:tls: `'secureConnection'` (connection:
 * TlsConnection) when a handshake is complete, `'tlsClientError'` (error, connection) when it failed.
 */
export class Tls12Server extends Server {
  readonly #connections = new Map<Socket, TlsConnection>();

  constructor(options: Tls12ServerOptions) {
    super({ noDelay: true });
    const { verifyPeer = refuse } = options;
    if (options.clientCertificate !== 'none' && verifyPeer === refuse) {
      throw tlsErrors.error('TLS_VERIFY_PEER_MISSING');
    }
    this.maxConnections = options.maximumConnections ?? MAXIMUM_CONNECTIONS;
    const judged = { ...options, verifyPeer };
    this.on('connection', (socket) => this.#accept(socket, judged));
  }

  /** Stops listening and destroys what is connected: kept-alive connections would hold the server open. */
  override close(callback?: (error?: Error) => void): this {
    super.close(callback);
    for (const [socket, connection] of this.#connections) {
      connection.destroy();
      socket.destroy();
    }
    return this;
  }

  #accept(socket: Socket, options: Tls12ServerOptions & { readonly verifyPeer: VerifyPeer }): void {
    const connection = new TlsConnection(socket, new ServerEngine(options), options);
    this.#connections.set(socket, connection);
    socket.once('close', () => this.#connections.delete(socket));
    connection.once('secure', () => this.emit('secureConnection', connection));
    connection.handshake.catch((error: unknown) => this.emit('tlsClientError', error, connection));
    connection.start();
  }
}

/** A server that is not listening yet; `onConnection` gets each connection whose handshake is complete. */
export function createTls12Server(
  options: Tls12ServerOptions,
  onConnection?: (connection: TlsConnection) => void,
): Tls12Server {
  const server = new Tls12Server(options);
  if (onConnection) server.on('secureConnection', onConnection);
  return server;
}

/** Serves HTTP on the TLS connections: with node:http, or with `app.server` of a Fastify application that is ready. */
export function attachHttp(tlsServer: Tls12Server, httpServer: HttpServer): void {
  tlsServer.on('secureConnection', (connection: TlsConnection) => httpServer.emit('connection', connection));
}
