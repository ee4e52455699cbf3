import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { type Clock, listenError } from '@banc-gap/simkit';
import { type Bugs, type CipherSuiteName, type Identity, ServerEngine, TlsConnection } from '@banc-gap/tls12';
import { type Call, callOf, type ServedConnection } from './call.ts';

/** What stands behind the endpoint. */
export interface PeerBehaviour {
  readonly identity: Identity;
  readonly bugs?: Bugs;
  /** Default: all that are spoken. */
  readonly cipherSuites?: readonly CipherSuiteName[];
}

export interface EndpointOptions {
  /** For the error of a port that is taken. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly handshakeTimeoutMs: number;
  /** Answers what a GAP asks that takes this peer for the right one. */
  readonly answer: RequestListener;
}

/**
 * The place that a GAP is configured to connect to. What stands behind it changes from case to case: kept connections
 * are closed then, and no session is ever resumed, since none is given.
 */
export class PeerEndpoint implements AsyncDisposable {
  readonly #options: EndpointOptions;
  readonly #server: Server;
  readonly #http;
  #behaviour: PeerBehaviour | undefined;
  #connections: ServedConnection[] = [];
  #changed = Promise.withResolvers<void>();

  private constructor(options: EndpointOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#http = createHttpServer(options.answer);
  }

  /** @throws BancError SIMKIT_PORT_TAKEN and the like */
  static async open(options: EndpointOptions): Promise<PeerEndpoint> {
    const endpoint = new PeerEndpoint(options);
    const { host, port, name } = options;
    try {
      await once(endpoint.#server.listen(port, host), 'listening');
    } catch (cause) {
      throw listenError(cause, { name, host, port });
    }
    return endpoint;
  }

  /** From now on every connection meets this. */
  become(behaviour: PeerBehaviour): void {
    this.#behaviour = behaviour;
    for (const { connection } of this.#connections) connection.destroy();
    this.#connections = [];
  }

  /**
   * The call that the GAP has made since: the one on which it sent application data, else the last, when all are over.
   * undefined where none came within that many milliseconds.
   */
  async call(patienceMs: number): Promise<Call | undefined> {
    const timeout = AbortSignal.timeout(patienceMs);
    const late = new Promise<void>((resolve) => timeout.addEventListener('abort', () => resolve()));
    for (;;) {
      const decisive = this.#connections.find(({ asked }) => asked);
      const over = this.#connections.length > 0 && this.#connections.every(({ over }) => over);
      const call = decisive ?? this.#connections.at(-1);
      if (call && (decisive || over || timeout.aborted)) return callOf(call, this.#options.clock.now());
      if (timeout.aborted) return undefined;
      await Promise.race([this.#changed.promise, late]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const { connection } of this.#connections) connection.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    const behaviour = this.#behaviour;
    if (behaviour === undefined) return void socket.destroy();
    const keyLog: string[] = [];
    const engine = new ServerEngine({
      ...behaviour,
      clientCertificate: 'request',
      keyLog: (line) => keyLog.push(line),
    });
    const connection = new TlsConnection(socket, engine, {
      // What the GAP presents is recorded, and judged by cases of its own.
      verifyPeer: () => ({ accepted: true }),
      handshakeTimeout: this.#options.handshakeTimeoutMs,
    });
    const served: ServedConnection = {
      connection,
      keyLog,
      presented: behaviour.identity.chain,
      startedAt: this.#options.clock.now(),
      handshake: 'not-tls',
      asked: false,
      over: false,
    };
    this.#connections.push(served);
    connection.handshake.then(
      () => {
        served.handshake = 'completed';
        connection.on('data', () => this.#note(served, { asked: true }));
        this.#http.emit('connection', connection);
      },
      (error: { code?: string }) => {
        served.handshake = HANDSHAKES[error.code ?? ''] ?? 'failed';
      },
    );
    connection.once('close', () => setImmediate(() => this.#note(served, { over: true })));
    connection.start();
  }

  #note(served: ServedConnection, what: Partial<Pick<ServedConnection, 'asked' | 'over'>>): void {
    Object.assign(served, what);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

const HANDSHAKES: Readonly<Record<string, ServedConnection['handshake']>> = {
  TLS_HANDSHAKE_TIMEOUT: 'timeout',
  TLS_NOT_TLS: 'not-tls',
};
