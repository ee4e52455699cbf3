import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'node:net';
import type { ServerOptions, VerifyPeer } from './engine/options.ts';
import { ServerEngine } from './engine/server.ts';
import { tlsErrors } from './errors.ts';
import { type ConnectionOptions, TlsConnection } from './socket.ts';

export interface Tls12ServerOptions extends ServerOptions, ConnectionOptions {
  /** What comes beyond this number of connections is refused at once, with the alert internal_error; default 10,000. */
  readonly maximumConnections?: number;
  /** The same for handshakes under way: more than can be done before they time out; default 2,000. */
  readonly maximumHandshakes?: number;
}

const MAXIMUM_CONNECTIONS = 10_000;
const MAXIMUM_HANDSHAKES = 2_000;
/** Refusals that are being delivered; what comes beyond them is closed without a word. */
const MAXIMUM_REFUSALS = 1_000;
const refuse: VerifyPeer = () => ({ accepted: false, alert: 'internal_error', reason: 'nobody judges it' });

/**
 * A net.Server whose connections are TLS 1.2. Its events, by the names of node:tls: `'secureConnection'` (connection:
 * TlsConnection) when a handshake is complete, `'tlsClientError'` (error, connection) when it failed or was refused.
 */
export class Tls12Server extends Server {
  readonly #connections = new Map<Socket, TlsConnection>();
  readonly #maximumConnections: number;
  readonly #maximumHandshakes: number;
  #handshakes = 0;
  #refusals = 0;

  constructor(options: Tls12ServerOptions) {
    super({ noDelay: true });
    const { verifyPeer = refuse } = options;
    if (options.clientCertificate !== 'none' && verifyPeer === refuse) {
      throw tlsErrors.error('TLS_VERIFY_PEER_MISSING');
    }
    this.#maximumConnections = options.maximumConnections ?? MAXIMUM_CONNECTIONS;
    this.#maximumHandshakes = options.maximumHandshakes ?? MAXIMUM_HANDSHAKES;
    this.maxConnections = this.#maximumConnections + MAXIMUM_REFUSALS;
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
    const full = this.#full();
    const connection = new TlsConnection(socket, new ServerEngine(options), options);
    this.#connections.set(socket, connection);
    socket.once('close', () => this.#connections.delete(socket));
    if (full === undefined) this.#serve(connection);
    else this.#refuse(socket, connection, full);
  }

  /** What there is no room for. */
  #full(): { readonly what: string; readonly limit: number } | undefined {
    if (this.#connections.size - this.#refusals >= this.#maximumConnections) {
      return { what: 'connections', limit: this.#maximumConnections };
    }
    if (this.#handshakes >= this.#maximumHandshakes) {
      return { what: 'handshakes under way', limit: this.#maximumHandshakes };
    }
    return undefined;
  }

  #serve(connection: TlsConnection): void {
    this.#handshakes++;
    connection.once('secure', () => this.emit('secureConnection', connection));
    connection.handshake
      .catch((error: unknown) => this.emit('tlsClientError', error, connection))
      .finally(() => this.#handshakes--);
    connection.start();
  }

  /** Costs no handshake, and the client knows at once. */
  #refuse(socket: Socket, connection: TlsConnection, full: { what: string; limit: number }): void {
    this.#refusals++;
    socket.once('close', () => this.#refusals--);
    connection.handshake.catch(() =>
      this.emit('tlsClientError', tlsErrors.error('TLS_SERVER_FULL', full), connection),
    );
    connection.start();
    connection.abort('internal_error');
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
