import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type AlertName, encodeName, type Name } from '@banc-gap/pki';
import { type Clock, listenError } from '@banc-gap/simkit';
import { type Bugs, type CipherSuiteName, type Identity, ServerEngine, TlsConnection } from '@banc-gap/tls12';
import { conformanceErrors } from '../errors.ts';
import { type Call, callOf, type ServedConnection } from './call.ts';
import { type RecordedRequest, RequestRecord } from './request-record.ts';

/** What stands behind the endpoint. */
export interface PeerBehaviour {
  readonly identity: Identity;
  readonly bugs?: Bugs;
  /** Default: all that are spoken. */
  readonly cipherSuites?: readonly CipherSuiteName[];
  /** RFC 7366; default true. */
  readonly encryptThenMac?: boolean;
  readonly clientCertificate: 'require' | 'request' | 'none';
  /** Of CertificateRequest; default none. */
  readonly acceptableIssuers?: readonly Name[];
  /** Ends the handshake with this alert, whatever the GAP presented. */
  readonly refusesClientWith?: AlertName;
  /** Answers what a GAP asks that takes this peer for the right one. */
  readonly answer: RequestListener;
  /** So many requests are answered by cutting the connection. */
  readonly lostReplies: number;
  readonly answersAfterMs: number;
}

export interface EndpointOptions {
  /** For the error of a port that is taken. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly handshakeTimeoutMs: number;
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
  #requests: RequestRecord[] = [];
  #changed = Promise.withResolvers<void>();

  private constructor(options: EndpointOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#http = createHttpServer((request, response) => this.#answer(request, response));
  }

  /** @throws BancError CONFORMANCE_PEER_PORT_TAKEN, SIMKIT_PORT_FORBIDDEN and the like */
  static async open(options: EndpointOptions): Promise<PeerEndpoint> {
    const endpoint = new PeerEndpoint(options);
    const { host, port, name } = options;
    try {
      await once(endpoint.#server.listen(port, host), 'listening');
    } catch (cause) {
      const taken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
      throw taken
        ? conformanceErrors.error('CONFORMANCE_PEER_PORT_TAKEN', { name, host, port }, { cause })
        : listenError(cause, { name, host, port });
    }
    return endpoint;
  }

  /** From now on every connection meets this. */
  become(behaviour: PeerBehaviour): void {
    this.#behaviour = behaviour;
    for (const { connection } of this.#connections) connection.destroy();
    this.#connections = [];
    this.#requests = [];
  }

  /** Every connection that the GAP has made since. */
  calls(): readonly Call[] {
    return this.#connections.map((served) => callOf(served, this.#options.clock.now()));
  }

  /** Every request that it has made since, once they are answered or nobody waits for that, or after that many milliseconds. */
  async requests(patienceMs: number): Promise<readonly RecordedRequest[]> {
    const late = delay(patienceMs, 'late', { ref: false });
    const isAsked = () => this.#connections.some(({ asked }) => asked);
    const isAnswered = () => this.#requests.length > 0 && this.#requests.every(({ answered }) => answered);
    const isOver = () => this.#connections.every(({ over }) => over);
    while (isAsked() && !isAnswered() && !isOver()) {
      if ((await Promise.race([this.#changed.promise, late])) === 'late') break;
    }
    return this.#requests.map(({ content }) => content);
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
      identity: behaviour.identity,
      clientCertificate: behaviour.clientCertificate,
      ...(behaviour.bugs && { bugs: behaviour.bugs }),
      ...(behaviour.cipherSuites && { cipherSuites: behaviour.cipherSuites }),
      ...(behaviour.encryptThenMac !== undefined && { encryptThenMac: behaviour.encryptThenMac }),
      ...(behaviour.acceptableIssuers && { acceptableIssuers: behaviour.acceptableIssuers.map(encodeName) }),
      keyLog: (line) => keyLog.push(line),
    });
    const alert = behaviour.refusesClientWith;
    const connection = new TlsConnection(socket, engine, {
      // What the GAP presents is recorded, and judged by cases of its own.
      verifyPeer: () =>
        alert ? { accepted: false, alert, reason: 'as the case wants it' } : { accepted: true },
      handshakeTimeout: this.#options.handshakeTimeoutMs,
    });
    const served: ServedConnection = {
      connection,
      keyLog,
      presented: behaviour.identity.chain,
      certificateRequested: behaviour.clientCertificate !== 'none',
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

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.findIndex(
      (served) => served.connection === (request.socket as object),
    );
    const behaviour = this.#behaviour;
    if (behaviour === undefined || connection === -1) return void request.socket.destroy();
    const loses = this.#requests.length < behaviour.lostReplies;
    const record = new RequestRecord({ request, response, connection }, loses, () => this.#wake());
    this.#requests.push(record);
    const { answer, answersAfterMs } = behaviour;
    if (answersAfterMs === 0) answer(request, response);
    else void delay(answersAfterMs, undefined, { ref: false }).then(() => answer(request, response));
  }

  #note(served: ServedConnection, what: Partial<Pick<ServedConnection, 'asked' | 'over'>>): void {
    Object.assign(served, what);
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

const HANDSHAKES: Readonly<Record<string, ServedConnection['handshake']>> = {
  TLS_HANDSHAKE_TIMEOUT: 'timeout',
  TLS_NOT_TLS: 'not-tls',
};
