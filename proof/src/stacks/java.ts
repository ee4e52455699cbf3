import { fileURLToPath } from 'node:url';
import { type ForeignServer, Program } from './program.ts';

/** A server of java/JavaGap.java, with at most one mistake. */
export interface JavaGap {
  readonly server: 'HttpsServer' | 'SSLServerSocket';
  readonly mistake: 'none' | 'noCrl' | 'onlyEndEntity' | 'trustAll' | 'wantClientAuth';
  readonly kit: string;
}

const SOURCE = fileURLToPath(new URL('java/JavaGap.java', import.meta.url));

/** One virtual machine for all GAPs in Java: starting it takes longer than a run of the suite. */
export class JavaMachine implements AsyncDisposable {
  readonly #program: Program;

  private constructor(program: Program) {
    this.#program = program;
  }

  static async start(): Promise<JavaMachine> {
    // HttpsServer writes head and body apart, and Nagle's algorithm would hold the body back.
    const program = new Program('java', ['-Dsun.net.httpserver.nodelay=true', SOURCE]);
    await program.says(/^ready$/m);
    return new JavaMachine(program);
  }

  /** Starts a GAP, which lives as long as the machine. */
  async startGap({ server, mistake, kit }: JavaGap): Promise<ForeignServer> {
    this.#program.tell(`${server} ${mistake} ${kit}`);
    const [, port] = await this.#program.says(/^port (\d+)$/m);
    return { port: Number(port), async [Symbol.asyncDispose]() {} };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }
}
