import type { BenchmarkResults, TerminalBinding, TerminalResults } from '../results.ts';
import { fixed, table, whole } from './format.ts';

/** Octets of memory for each terminal that is connected and idle. */
export const TERMINAL_BUDGET = 100 * 1024;

export const BINDINGS: Readonly<Record<TerminalBinding, string>> = {
  socket: 'framed socket',
  https: 'HTTPS long polling',
};

export const terminalMemory = ({ memory, added }: TerminalResults): number =>
  (memory.after - memory.before) / added;

export const kibibytes = (octets: number): string => `${whole(octets / 1024)} KiB`;

export function terminalsSection({ terminals }: BenchmarkResults): string[] {
  const rows = terminals.map((each) => [
    BINDINGS[each.binding],
    whole(each.terminals),
    whole(each.connected),
    whole(each.failures),
    kibibytes(terminalMemory(each)),
    `${whole(each.memory.after / 2 ** 20)} MiB`,
    `${whole(each.added / each.seconds)} a second`,
    `${fixed(each.processorSeconds.terminals, 1)} s, ${fixed(each.processorSeconds.gap, 1)} s`,
  ]);
  return [
    '## Terminals that stay connected',
    table(
      [
        'connected by',
        'terminals',
        'of which their GAP sees',
        'failures',
        'memory of each, idle',
        'their process',
        'connected',
        'processor time, theirs and the GAP’s',
      ],
      rows,
    ),
    'Payment terminals of `sim-tpe` in one process, a GAP on node:tls in another, a certificate for each terminal, issued when it first connects; each has logged in. ' +
      'Memory is what the process grows by, garbage collected, from its first 500 terminals to all: resident octets, the state of TLS, HTTP and the terminal in them. The issuers are in the same process.',
  ];
}
