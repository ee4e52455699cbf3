import type { BenchmarkResults, GeneratorRound } from '../results.ts';
import { spread } from '../statistics.ts';
import { rate, table, times, whole, withRange } from './format.ts';

/** Of the load generator, as a multiple of `openssl s_time`. */
export const GENERATOR_BUDGET = 0.85;

const GENERATORS: Readonly<Record<keyof GeneratorRound, string>> = {
  k6: 'k6 with `k6/x/mtls`',
  stockK6: 'k6 with its own `k6/http`, AES-GCM',
  opensslTime: '`openssl s_time -new`',
  nodeTls: 'node:tls, the client of this bench',
};

/** What k6 makes, as a multiple of `openssl s_time`; undefined where it was not built. */
export function generatorRatio({ generators: { rounds } }: BenchmarkResults): number | undefined {
  const ratios = rounds.flatMap(({ k6, opensslTime }) => (k6 ? [rate(k6) / rate(opensslTime)] : []));
  return ratios.length === 0 ? undefined : spread(ratios).median;
}

export function generatorsSection({ generators: { rounds } }: BenchmarkResults): string[] {
  const names = Object.keys(GENERATORS) as (keyof GeneratorRound)[];
  const rows = names.flatMap((name) => {
    const figures = rounds.flatMap(({ [name]: own, opensslTime }) => (own ? [{ own, opensslTime }] : []));
    if (figures.length === 0) return [];
    const ratios = spread(figures.map(({ own, opensslTime }) => rate(own) / rate(opensslTime)));
    const rates = spread(figures.map(({ own }) => rate(own)));
    return [
      [GENERATORS[name], withRange(rates, whole), name === 'opensslTime' ? '' : withRange(ratios, times)],
    ];
  });
  return [
    '## Who makes the handshakes',
    table(['client', 'handshakes for a second of its processor time', 'of `openssl s_time`'], rows),
    `Full mTLS handshakes with 0xC028 against nginx, no request, median of ${rounds.length} rounds, and lowest to highest. ` +
      'k6 is measured where it was built: the first `banc load` does so. Its own `k6/http` does not have that suite: it speaks the nearest that it has, ' +
      '0xC030, makes a request over each connection, since it makes none without, and looks at no certificate of the server.',
  ];
}
