import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ExitCode } from '../command.ts';
import { runCommandLine } from '../command-line.ts';

export { findK6 } from '../load/k6.ts';

export interface Invocation {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process, away from the terminal. */
export async function invoke(
  argv: readonly string[],
  {
    env = {},
    stopRequested = new Promise<void>(() => {}),
  }: { env?: NodeJS.ProcessEnv; stopRequested?: Promise<void> } = {},
): Promise<Invocation> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const outputs = Promise.all([text(stdout), text(stderr)]);
  const exitCode = await runCommandLine(argv, { stdout, stderr, env, stopRequested });
  stdout.end();
  stderr.end();
  const [out, err] = await outputs;
  return { exitCode, stdout: out, stderr: err };
}
