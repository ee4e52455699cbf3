import {
  type BenchmarkResults,
  type HandshakeSeries,
  type ProcessResults,
  SERVERS,
  type ServerName,
} from '../results.ts';
import { spread } from '../statistics.ts';
import { fixed, megabytes, number, percent, rate, table, times, whole, withRange } from './format.ts';

export const SERVER_NAMES: Readonly<Record<ServerName, string>> = {
  tls12: '`tls12` with `validatePath`',
  nginx: 'nginx',
  opensslServer: '`openssl s_server`',
  nodeTls: 'node:tls',
};

export function handshakesSection(series: HandshakeSeries, { speed }: BenchmarkResults): string[] {
  const { crlEntries, rounds, peakMemory, memory } = series;
  const rows = SERVERS.map((name) => {
    const rates = spread(rounds.map((round) => rate(round[name])));
    const ratio = spread(rounds.map((round) => rate(round.tls12) / rate(round[name])));
    const sum = rounds.reduce((total, round) => total + round[name].handshakes, 0);
    return [
      SERVER_NAMES[name],
      withRange(rates, number),
      percent(rates.median / arithmeticLimit(speed)),
      name === 'tls12' ? '' : withRange(ratio, times),
      whole(sum),
      megabytes(peakMemory[name]),
    ];
  });
  return [
    `## Full mTLS handshakes, CRL of ${whole(crlEntries)} entries`,
    table(
      [
        'server',
        'handshakes for a second of processor time',
        'of what arithmetic allows',
        '`tls12` does',
        'handshakes counted',
        'peak memory',
      ],
      rows,
    ),
    `Median of ${rounds.length} rounds, and lowest to highest. A ratio is of the same round. Of the ${megabytes(peakMemory.tls12)} of \`tls12\`, ${megabytes(memory.program)} are the program of Node, mapped from its file, ` +
      `and ${megabytes(memory.live)} are what garbage collection leaves after all these connections; the rest is room that V8 gives garbage before it collects, and does not grow further.`,
  ];
}

/** Handshakes for a second of processor time, if there were nothing but the arithmetic of OpenSSL: a signature, one that is verified, a key made and a secret agreed on. */
export function arithmeticLimit({ rsa2048Sign, rsa2048Verify, ecdhP256 }: BenchmarkResults['speed']): number {
  return 1 / (1 / rsa2048Sign + 1 / rsa2048Verify + 2 / ecdhP256);
}

/** How close two processes come to twice the handshakes of one. */
export const scaling = ({ rounds }: ProcessResults) =>
  spread(rounds.map(({ one, two }) => (2 * rate(two)) / rate(one)));

export function processesSection({ processes, machine }: BenchmarkResults): string[] {
  const { rounds } = processes;
  const row = (name: string, of: 'one' | 'two') => [
    name,
    withRange(spread(rounds.map((round) => rate(round[of]))), whole),
  ];
  const smaller = spread(
    rounds.map(({ shares: [first, second] }) => Math.min(first, second) / (first + second)),
  );
  return [
    '## On several cores',
    table(
      ['`tls12`', 'handshakes for a second of processor time'],
      [row('one process', 'one'), row('two processes at one port (node:cluster)', 'two')],
    ),
    `On two cores of their own, two processes do ${withRange(scaling(processes), times)} what one does: a handshake costs the same, the primary that hands out connections included, and the smaller of the two shares of the work is ${percent(smaller.median)}. ` +
      `Measured by processor time, since the client needs the ${machine.cores} cores of this machine too. Why processes, and not signatures in the thread pool: docs/adr/0010-a-core-for-each-process.md.`,
  ];
}

export function profileSection({ profile }: BenchmarkResults): string[] {
  const { handshakes, parts, processorSeconds } = profile;
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    '## Where the time of `tls12` goes',
    table(
      ['part', 'share'],
      parts.map(({ name, seconds }) => [name, percent(seconds / total)]),
    ),
    dominating(parts, total),
    `Samples of the main thread every 0.2 ms over ${whole(handshakes)} handshakes with the short CRL: ${fixed(total, 2)} s that were not idle, ` +
      `while the process took ${fixed(processorSeconds, 2)} s of processor time, all threads and the profiler included. ` +
      'Where the kernel let the client run on the same core is counted where the server was, mostly in its writes.',
  ];
}

/** Parts that are arithmetic of OpenSSL in any server. */
const ARITHMETIC: ReadonlySet<string> = new Set([
  'RSA signature',
  'ECDH',
  'Hashes, HMAC, PRF',
  'Record encryption',
  'RSA verification',
  'Random octets',
]);

function dominating(parts: BenchmarkResults['profile']['parts'], total: number): string {
  const share = (names: (name: string) => boolean) =>
    parts.filter(({ name }) => names(name)).reduce((sum, { seconds }) => sum + seconds, 0) / total;
  const arithmetic = share((name) => ARITHMETIC.has(name));
  const [largest, second] = parts;
  const others = parts.filter(({ name }) => !ARITHMETIC.has(name));
  const most = arithmetic >= 0.5 ? 'Most' : 'Less than half';
  return (
    `${most} of it, ${percent(arithmetic)}, is arithmetic that every server does. The largest parts are ${largest!.name} (${percent(largest!.seconds / total)}) and ${second!.name} (${percent(second!.seconds / total)}); ` +
    `of the others, ${others[0]!.name} (${percent(others[0]!.seconds / total)}).`
  );
}
