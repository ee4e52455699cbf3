import { fileURLToPath } from 'node:url';
import type { StackBench } from './bench.ts';
import { startProgram } from './program.ts';

/** A server of java/JavaGap.java and its mistake, as that program takes them. */
export type JavaGap =
  `${'HttpsServer' | 'SSLServerSocket'}:${'none' | 'noCrl' | 'onlyEndEntity' | 'trustAll' | 'wantClientAuth'}`;

export interface JavaGaps extends AsyncDisposable {
  port(gap: JavaGap): number;
}

const SOURCE = fileURLToPath(new URL('java/JavaGap.java', import.meta.url));

/** Starts these GAPs in one JVM: starting it takes longer than a run of the suite. */
export async function startJava({ kit }: StackBench, gaps: readonly JavaGap[]): Promise<JavaGaps> {
  // HttpsServer writes head and body apart, and Nagle's algorithm would hold the body back.
  const args = ['-Dsun.net.httpserver.nodelay=true', SOURCE, kit, ...gaps];
  const program = await startProgram('java', args, /^listening on ([\d ]+)$/m);
  const ports = program.announcement[1]!.trim().split(' ').map(Number);
  return {
    port: (gap) => ports[gaps.indexOf(gap)]!,
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
