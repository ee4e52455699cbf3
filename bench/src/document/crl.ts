import type { BenchmarkResults, Cost } from '../results.ts';
import { spread } from '../statistics.ts';
import { fixed, megabytes, table, times, whole, withRange } from './format.ts';

export const CRL_TASKS = { write: 'written and signed', read: 'read and verified' } as const;

export function crlSection({
  crl: { entries, octets, rounds, firstLookup, lookup },
}: BenchmarkResults): string[] {
  const rows = (['write', 'read'] as const).map((task) => {
    const ours = costs(rounds.map((round) => round[task].ours));
    const theirs = costs(rounds.map((round) => round[task].openssl));
    const ratio = spread(
      rounds.map(({ [task]: round }) => round.openssl.processorSeconds / round.ours.processorSeconds),
    );
    return [
      CRL_TASKS[task],
      ours.seconds,
      theirs.seconds,
      withRange(ratio, times),
      ours.memory,
      theirs.memory,
    ];
  });
  return [
    '## The CRL itself',
    `${whole(entries)} entries with serial numbers of 16 octets and no reason, as those of IGC-Santé: ${megabytes(octets)} of DER. ` +
      'Processor seconds, median of ' +
      `${rounds.length} rounds, and lowest to highest; peak memory of the process.`,
    table(['', '`pki`', 'OpenSSL', '`pki` is faster', 'memory, `pki`', 'memory, OpenSSL'], rows),
    `A look-up takes ${fixed(lookup * 1e6, 1)} µs, half of them of serial numbers that are not listed; the first one makes the index and takes ${whole(firstLookup * 1e3)} ms.`,
    'Of OpenSSL it is `openssl ca -gencrl`, whose time has the reading of its text database in it, and `openssl crl -CAfile`. ' +
      '`pki` writes from a million objects in memory, which count for its memory and not for its time.',
  ];
}

function costs(values: readonly Cost[]): { readonly seconds: string; readonly memory: string } {
  const seconds = spread(values.map(({ processorSeconds }) => processorSeconds));
  const memory = spread(values.map(({ peakMemory }) => peakMemory));
  return { seconds: withRange(seconds, (value) => `${fixed(value, 2)} s`), memory: megabytes(memory.median) };
}
