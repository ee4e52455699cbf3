import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Material } from './material.ts';
import { processorSeconds } from './processor-time.ts';
import { TERMINAL_BINDINGS, type TerminalBinding, type TerminalResults } from './results.ts';
import { answer } from './servers/node.ts';
import type { TerminalsReport, TerminalsTask } from './terminals-process.ts';

/** By binding. Fewer poll: what each costs is the same, and to connect them all takes long. */
const TERMINALS: Readonly<Record<TerminalBinding, number>> = { socket: 10_000, https: 2_000 };

export async function measureAllTerminals(
  material: Material,
  progress: (text: string) => void,
): Promise<TerminalResults[]> {
  const results: TerminalResults[] = [];
  for (const binding of TERMINAL_BINDINGS) {
    const size = TERMINALS[binding];
    progress(`${size} terminals over ${binding}`);
    results.push(await measureTerminals(material, { binding, size }));
  }
  return results;
}

/** What so many terminals cost that are connected and idle: they in one process, their GAP in another. */
async function measureTerminals(
  { authorities, fqdn, kit }: Material,
  { binding, size }: { readonly binding: TerminalBinding; readonly size: number },
): Promise<TerminalResults> {
  const gap = fork(program('terminals-gap-process.ts'), [kit, binding], {
    execArgv: ['--conditions=source'],
  });
  const port = await answer<number>(gap);
  const task: TerminalsTask = { state: authorities.directory, fqdn, port, size, binding };
  const terminals = fork(program('terminals-process.ts'), [JSON.stringify(task)], {
    execArgv: ['--conditions=source', '--expose-gc'],
  });
  try {
    const report = await answer<TerminalsReport>(terminals);
    gap.send('how many');
    const connected = await answer<number>(gap);
    return {
      measuredAt: new Date().toISOString(),
      binding,
      terminals: size,
      connected,
      ...report,
      processorSeconds: { terminals: processorSeconds(terminals.pid!), gap: processorSeconds(gap.pid!) },
    };
  } finally {
    terminals.kill();
    gap.kill();
  }
}

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
