import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PeerVerdict } from '@banc-gap/tls12';
import { simkitErrors } from '../errors.ts';
import { TerminatedConnection } from './connection.ts';
import type { Answer, Assignment, HandshakeFailure, Order, Report } from './messages.ts';

export interface TerminatorsOptions extends Omit<Assignment, 'type' | 'handOver'> {
  readonly name: string;
  readonly processes: number;
  /** Needed unless `clientCertificate` is 'none'. */
  readonly verifyPeer?: ((chain: readonly Buffer[]) => PeerVerdict | Promise<PeerVerdict>) | undefined;
  onConnection(connection: TerminatedConnection): void;
  onFailure(failure: Pick<HandshakeFailure, 'error' | 'alert'>): void;
  /** One has ended that should not have, and its connections with it. */
  onLoss(loss: TerminatorLoss): void;
}

export interface TerminatorLoss {
  readonly pid: number;
  /** The code of its exit, or the signal that has ended it. */
  readonly by: number | NodeJS.Signals;
  /** Whether another one has taken its place; otherwise why not. */
  readonly replaced: true | string;
}

export interface Terminators extends AsyncDisposable {
  readonly port: number;
}

/** Connections that a terminator has and that are not taken yet. */
const BACKLOG = 4096;
const PROGRAM = fileURLToPath(new URL('terminator-process.ts', import.meta.url));

/**
 * Starts processes that share a port and do TLS there, a core each, and ask this one who is let in.
 *
 * @throws BancError SIMKIT_TERMINATOR_FAILED, or what `listen` fails with
 */
export async function startTerminators(options: TerminatorsOptions): Promise<Terminators> {
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'banc-tls-'));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const handOver = join(folder, 'connections');
  const server = createServer(
    { allowHalfOpen: true },
    (socket) => void new TerminatedConnection(socket, options.onConnection),
  );
  await listening(server.listen({ path: handOver, backlog: BACKLOG }));
  started.defer(() => void server.close());
  const port = await unsharedPort(options);
  const group = started.use(new Group({ ...options, port }, handOver));
  await group.start();
  const running = started.move();
  return { port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Who shares a port is let in beside others that do: only one that does not share finds out that it is taken. */
async function unsharedPort({ host, port }: TerminatorsOptions): Promise<number> {
  const server = await listening(createServer().listen({ host, port }));
  const { port: found } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return found;
}

async function listening(server: Server): Promise<Server> {
  await once(server, 'listening');
  return server;
}

class Group implements AsyncDisposable {
  readonly #options: TerminatorsOptions;
  readonly #handOver: string;
  readonly #children = new Set<ChildProcess>();
  /** Those of them that listen. */
  readonly #running = new Set<ChildProcess>();
  #stopping = false;

  constructor(options: TerminatorsOptions, handOver: string) {
    this.#options = options;
    this.#handOver = handOver;
  }

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.processes }, () => this.#startOne()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    const all = [...this.#children];
    const ended = all.map((child) => once(child, 'exit'));
    for (const child of all) child.kill('SIGKILL'); // It has nothing to lose.
    await Promise.all(ended);
  }

  async #startOne(): Promise<void> {
    const { name, host, port, identity, cipherSuites, clientCertificate } = this.#options;
    const child = fork(PROGRAM, { execArgv: ['--conditions=source'], serialization: 'advanced' });
    const ready = Promise.withResolvers<void>();
    this.#children.add(child);
    // Also of a message that comes too late; the end itself is 'exit'.
    child.on('error', ready.reject);
    child.once('exit', (code, signal) => {
      this.#children.delete(child);
      const by = signal ?? code!;
      if (this.#running.delete(child)) void this.#replace({ pid: child.pid!, by });
      else ready.reject(simkitErrors.error('SIMKIT_TERMINATOR_FAILED', { service: name, by }));
    });
    child.on('message', (message: Report) => {
      switch (message.type) {
        case 'listening':
          this.#running.add(child);
          return ready.resolve();
        case 'cannot-listen':
          return ready.reject(Object.assign(new Error(message.message), { code: message.code }));
        case 'question':
          return void this.#judge(child, message);
        case 'failed':
          return this.#options.onFailure({ error: message.error, alert: message.alert });
      }
    });
    const handOver = this.#handOver;
    tell(child, { type: 'serve', handOver, host, port, identity, cipherSuites, clientCertificate });
    await ready.promise;
  }

  async #judge(
    child: ChildProcess,
    { question, chain }: Report & { readonly type: 'question' },
  ): Promise<void> {
    let answer: Omit<Answer, 'type' | 'question'>;
    try {
      const verdict = await this.#options.verifyPeer!(chain);
      answer = { verdict: verdict.accepted ? { accepted: true } : verdict };
    } catch (cause) {
      answer = { failure: String(cause) };
    }
    tell(child, { type: 'verdict', question, ...answer });
  }

  async #replace(lost: Pick<TerminatorLoss, 'pid' | 'by'>): Promise<void> {
    if (this.#stopping) return;
    const replaced = await this.#startOne().then(
      () => true as const,
      (error: Error) => error.message,
    );
    if (!this.#stopping) this.#options.onLoss({ ...lost, replaced });
  }
}

function tell(child: ChildProcess, order: Order): void {
  if (child.connected) child.send(order);
}
