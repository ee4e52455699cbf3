import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

/** A server of another maker, which listens on this machine until it is disposed of. */
export interface ForeignServer extends AsyncDisposable {
  readonly port: number;
}

/** Options of a command line: `true` for one without a value, undefined for one that is not given. */
export type Options = Readonly<Record<string, string | true | undefined>>;

export function commandLine(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return value === true ? [name] : [name, value];
  });
}

/** A running program; it ends when disposed of. */
export class Program implements AsyncDisposable {
  readonly #command: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #news = new EventEmitter();
  #output = '';
  #over = false;

  constructor(command: string, args: readonly string[]) {
    this.#command = command;
    this.#child = spawn(command, args);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        this.#news.emit('news');
      });
    }
    this.#ended = once(this.#child, 'close').finally(() => {
      this.#over = true;
      this.#news.emit('news');
    });
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Waits for the next output that matches, on either stream; rejects with the output if the program ends before. */
  async says(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this.#output.match(pattern);
      if (match) {
        this.#output = this.#output.slice(match.index! + match[0].length);
        return match;
      }
      if (this.#over) throw new Error(`${this.#command} ended, saying:\n${this.#output}`);
      await once(this.#news, 'news');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await this.#ended;
  }
}

/** A program that serves at a port until it is disposed of. */
export function serverAt(port: number, program: Program): ForeignServer {
  return { port, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}
