import type { BenchmarkResults, HandshakeFigures } from '../results.ts';
import { spread } from '../statistics.ts';
import { fixed, rate, table, times, whole, withRange } from './format.ts';

/** Processor milliseconds of a handshake, by entries of the CRL or number of terminals. */
export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly at: number; readonly milliseconds: number }[];
}

interface CrlPoint {
  readonly crlEntries: number;
  readonly rounds: readonly { readonly tls12: HandshakeFigures; readonly nginx: HandshakeFigures }[];
}

const milliseconds = (figures: readonly HandshakeFigures[]) =>
  spread(figures.map((each) => 1000 / rate(each)));

const crlPoints = ({ handshakes, crlGrowth }: BenchmarkResults): CrlPoint[] =>
  [...handshakes, ...crlGrowth].toSorted((one, other) => one.crlEntries - other.crlEntries);

export function crlCurves(results: BenchmarkResults): Curve[] {
  return (['tls12', 'nginx'] as const).map((name) => ({
    name,
    points: crlPoints(results).map(({ crlEntries, rounds }) => ({
      at: crlEntries,
      milliseconds: milliseconds(rounds.map((round) => round[name])).median,
    })),
  }));
}

export function fleetCurve({ fleetGrowth }: BenchmarkResults): Curve {
  return {
    name: 'tls12',
    points: fleetGrowth.map(({ identities, rounds }) => ({
      at: identities,
      milliseconds: milliseconds(rounds).median,
    })),
  };
}

export function growthSection(results: BenchmarkResults): string[] {
  const text = (value: number) => `${fixed(value, 2)} ms`;
  const crls = crlPoints(results).map(({ crlEntries, rounds }) => [
    whole(crlEntries),
    withRange(milliseconds(rounds.map(({ tls12 }) => tls12)), text),
    withRange(milliseconds(rounds.map(({ nginx }) => nginx)), text),
    times(spread(rounds.map(({ tls12, nginx }) => rate(tls12) / rate(nginx))).median),
  ]);
  const fleets = results.fleetGrowth.map(({ identities, rounds }) => [
    whole(identities),
    withRange(milliseconds(rounds), text),
  ]);
  return [
    '## As the CRL and the fleet grow',
    '![Processor time of a handshake, as the CRL and the fleet grow](benchmarks.svg)',
    'Processor time of the server for a full mTLS handshake: median of the rounds, and lowest to highest.',
    table(['entries of the CRL', '`tls12`', 'nginx', '`tls12` does'], crls),
    table(['terminals that come in turn', '`tls12`, CRL of 1,000 entries'], fleets),
    'Each terminal has a certificate of its own. Who was seen before costs no signature of a CA to verify: of ten thousand, most are seen for the first time while this is measured.',
  ];
}
