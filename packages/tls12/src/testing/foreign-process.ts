import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

const PATIENCE_MS = 15_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A foreign tool at the other end of a connection: everything it prints is kept and can be waited for. */
export class ForeignProcess implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  readonly #line: string;
  /** Resolves when the tool has ended and all it printed is here. */
  readonly ended: Promise<Ended>;
  #hasEnded = false;

  constructor(command: string, args: readonly string[]) {
    this.#line = [command, ...args].join(' ');
    this.#child = spawn(command, args, { stdio: 'pipe' });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#stdout.push(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => this.#stderr.push(chunk));
    // A tool that ends before it has read all its input shows in its exit code and output.
    this.#child.stdin.on('error', () => undefined);
    this.ended = once(this.#child, 'close').then(([code]) => {
      this.#hasEnded = true;
      return { code: code as number | null, stdout: this.stdout, stderr: this.stderr };
    });
  }

  get stdout(): Buffer {
    return Buffer.concat(this.#stdout);
  }

  get stderr(): string {
    return Buffer.concat(this.#stderr).toString();
  }

  /** Everything printed so far on both streams, as text. */
  get output(): string {
    return `${this.stdout.toString()}\n${this.stderr}`;
  }

  write(input: string | Uint8Array): void {
    this.#child.stdin.write(input);
  }

  endInput(input?: string | Uint8Array): void {
    this.#child.stdin.end(input);
  }

  /** Waits until what the tool has printed matches. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(() => pattern.exec(this.output), String(pattern));
  }

  /** Waits until the tool has printed these bytes on its standard output. */
  async printedBytes(bytes: Buffer): Promise<void> {
    await this.#until(() => (this.stdout.includes(bytes) ? true : null), `${bytes.length} bytes`);
  }

  /** Drops what was printed so far. */
  forget(): void {
    this.#stdout.length = 0;
    this.#stderr.length = 0;
  }

  #until<T>(probe: () => T | null, what: string): Promise<T> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(patience);
        child.stdout.off('data', look);
        child.stderr.off('data', look);
        child.off('close', close);
      };
      const look = (): void => {
        const found = probe();
        if (found === null) return;
        done();
        resolve(found);
      };
      const fail = (why: string): void => {
        done();
        child.kill('SIGKILL');
        reject(new Error(`${this.#line}\n${why} without printing ${what}:\n${this.output.slice(-4000)}`));
      };
      const close = (): void => fail('ended');
      const patience = setTimeout(() => fail(`waited ${PATIENCE_MS} ms`), PATIENCE_MS);
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.on('close', close);
      look();
      if (this.#hasEnded) close();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

/** Runs a foreign tool to its end; a failure carries what it printed. */
export async function run(command: string, args: readonly string[]): Promise<Buffer> {
  await using tool = new ForeignProcess(command, args);
  tool.endInput();
  const { code, stdout, stderr } = await tool.ended;
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${stderr}`);
  return stdout;
}
