import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A server of another maker, which listens on this machine until it is disposed of. */
export interface ForeignServer extends AsyncDisposable {
  readonly port: number;
}

export interface Program extends AsyncDisposable {
  /** What it printed to say that it serves. */
  readonly announcement: RegExpMatchArray;
}

/** Options of a command line: `true` for one without a value, undefined for one that is not given. */
export type Options = Readonly<Record<string, string | true | undefined>>;

/** Starts a program; resolves when its output says that it serves, rejects with the output if it ends before. */
export async function startProgram(
  command: string,
  args: readonly string[],
  announcement: RegExp,
): Promise<Program> {
  const child = spawn(command, args, { stdio: 'pipe' });
  const ended = once(child, 'close');
  const announced = new Promise<RegExpMatchArray>((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const match = output.match(announcement);
        if (match) resolve(match);
      });
    }
    ended.then(() => reject(new Error(`${command} ended before it served:\n${output}`)), reject);
  });
  return {
    announcement: await announced,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

export function commandLine(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return value === true ? [name] : [name, value];
  });
}

/** For programs that cannot be asked to choose a port themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
