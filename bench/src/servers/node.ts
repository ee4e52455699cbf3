import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Profiler } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { type Cores, onCores } from '../cores.ts';
import type { Material } from '../material.ts';
import type { BenchServer } from './server.ts';

/** What a server process in this folder is given, as JSON in its first argument. */
export interface ServerFiles {
  readonly kit: string;
  readonly crls: string;
  /** Where others may listen, too; 0 for the first of them. Absent: one that is free, for this process alone. */
  readonly sharedPort?: number;
  /** Of a simulator: how many do its TLS. */
  readonly processes?: number;
}

/** What it is asked, as a message. */
export type NodeServerRequest = 'start-profile' | 'end-profile' | 'live-memory';

export interface NodeServer extends BenchServer {
  /** What the process did while `work` went on. */
  profile(work: () => Promise<void>): Promise<Profiler.Profile>;
  /** Octets that garbage collection leaves. */
  liveMemory(): Promise<number>;
}

type StartOptions = Omit<ServerFiles, 'kit' | 'crls'> & { readonly cores?: Cores };

export const startTls12 = (material: Material, crls: string, options: StartOptions = {}) =>
  start('tls12-process.ts', material, crls, options);
export const startNodeTls = (material: Material, crls: string) =>
  start('node-tls-process.ts', material, crls, {});
export const startSimulator = (material: Material, crls: string, options: StartOptions) =>
  start('simulator-process.ts', material, crls, options);

async function start(
  program: string,
  { kit }: Material,
  crls: string,
  { cores, ...options }: StartOptions,
): Promise<NodeServer> {
  const files: ServerFiles = { kit, crls, ...options };
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(file, [JSON.stringify(files)], onCores(cores));
  const ended = once(child, 'close');
  const port = await answer<number>(child);
  const ask = (request: NodeServerRequest) => child.send(request);
  return {
    pid: child.pid!,
    port,
    async profile(work) {
      ask('start-profile');
      await answer(child);
      await work();
      ask('end-profile');
      return answer<Profiler.Profile>(child);
    },
    liveMemory() {
      ask('live-memory');
      return answer<number>(child);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

/** The next message of that process; rejects if it ends instead. */
export async function answer<Answer>(child: ChildProcess): Promise<Answer> {
  const failure = new AbortController();
  const died = once(child, 'close', { signal: failure.signal }).then(() => {
    throw new Error(`${child.spawnfile} ${child.spawnargs.at(-2)} ended before it answered`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message'), died]);
    return message as Answer;
  } finally {
    died.catch(() => undefined);
    failure.abort();
  }
}
