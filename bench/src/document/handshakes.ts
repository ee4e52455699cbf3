import {
  type BenchmarkResults,
  type CoreRound,
  type HandshakeSeries,
  SERVERS,
  type ServerName,
} from '../results.ts';
import { type Spread, spread } from '../statistics.ts';
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

/** What two cores do of what one does, in each round. */
export const scaling = (rounds: readonly CoreRound[]): Spread =>
  spread(rounds.map(({ one, two }) => perSecond(two) / perSecond(one)));

const perSecond = ({ handshakes, seconds }: CoreRound['one']) => handshakes / seconds;

/** Of the time that these cores had, what the measured processes got: the rest went to what else the machine did. */
const obtained = (rounds: readonly CoreRound[]): Spread =>
  spread(
    rounds.flatMap(({ one, two }) => [
      one.processorSeconds / one.seconds,
      two.processorSeconds / two.seconds / 2,
    ]),
  );

export function processesSection({ processes }: BenchmarkResults): string[] {
  const { servers, simulators } = processes;
  const row = (name: string, rounds: readonly CoreRound[]) => [
    name,
    withRange(spread(rounds.map(({ one }) => perSecond(one))), whole),
    withRange(spread(rounds.map(({ two }) => perSecond(two))), whole),
    withRange(scaling(rounds), times),
  ];
  return [
    '## On several cores',
    table(
      ['full mTLS handshakes a second, with the clients that make them', 'one core', 'two cores', 'two do'],
      [
        row('`tls12`, a process for each core at one port', servers),
        row(
          'a simulator, a request on each connection: TLS in a process for each core, the application in one',
          simulators,
        ),
      ],
    ),
    `By the clock on the wall, servers and clients pinned together (\`taskset\`) on one core, then on two: with one core, one client process and one server process; with two, two and two, ` +
      `and of the simulator the application's process beside them. Median of ${servers.length} rounds, the two in turn, and lowest to highest. ` +
      `The measured processes got ${withRange(obtained([...servers, ...simulators]), percent)} of the time of their cores; what is missing went to the rest of the machine. ` +
      'Why processes, and not signatures in the thread pool: docs/adr/0010-a-core-for-each-process.md.',
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
