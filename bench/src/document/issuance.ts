import type { BenchmarkResults, IssuanceFigures } from '../results.ts';
import { spread } from '../statistics.ts';
import { fixed, percent, table, times, whole, withRange } from './format.ts';

/** Of certificates, as a multiple of what there would be if a certificate were its signature alone. */
export const ISSUANCE_BUDGET = 0.8;
/** Who is measured, in the order of the table. */
const ISSUERS = {
  bench: 'the bench: CSR read and checked, certificate recorded',
  signature: 'RSA-4096 alone, node:crypto: the limit',
  opensslCa: '`openssl ca -infiles`, one process for all',
  opensslX509: '`openssl x509 -req`, a process for each',
} as const;
type IssuerName = keyof typeof ISSUERS;

export function issuanceSection({ issuance, speed }: BenchmarkResults): string[] {
  const { measuredAt, rounds, profile } = issuance;
  const rows = (Object.keys(ISSUERS) as IssuerName[]).map((name) => {
    const rates = spread(rounds.map((round) => issuanceRate(round[name])));
    const ratio = spread(rounds.map((round) => issuanceRatio(round, name)));
    return [ISSUERS[name], withRange(rates, whole), name === 'bench' ? '' : withRange(ratio, times)];
  });
  const total = profile.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    '## Certificates issued',
    table(['certificates', 'for a second of processor time', 'the bench does'], rows),
    `Measured on ${measuredAt.slice(0, 10)}: ORG AUTH_CLI of IGC-Santé TEST, whose CA has an RSA-4096 key, one order after the other, median of ${rounds.length} rounds, and lowest to highest. ` +
      `\`openssl speed rsa4096\` makes ${whole(speed.rsa4096Sign)} signatures a second. ` +
      'From the text of a CSR: it is read, its signature and its key are checked (small factors, ROCA, close primes, keys seen before), the certificate is written, signed and recorded in a transaction of its own. ' +
      'The CSRs are of a few keys, made before, and each order is for another subject. What was issued is read back when somebody looks at it, which is not counted.',
    'A commit is a write to the log of SQLite, not a disk sync: an order that was answered outlives the death of the process, of a power failure perhaps not. ' +
      '`openssl ca` records its certificates in a text file at its end; `openssl x509` records nothing; neither looks for weak keys.',
    table(
      ['where the time of a certificate goes', 'share'],
      profile.map(({ name, seconds }) => [name, percent(seconds / total)]),
    ),
    shortfall(issuance),
  ];
}

/** What the rest of a certificate costs, measured in signatures, beside what the budget leaves for it. */
function shortfall({ rounds }: BenchmarkResults['issuance']): string {
  const ratio = spread(rounds.map((round) => issuanceRatio(round, 'signature'))).median;
  const rest = 1 / ratio - 1;
  const allowed = 1 / ISSUANCE_BUDGET - 1;
  const told = `All but the signature costs ${fixed(rest, 2)} signatures; the budget leaves ${fixed(allowed, 2)}.`;
  if (rest <= allowed) return told;
  return (
    `${told} It would have to lose ${percent(1 - allowed / rest)} more. What was tried and helped: a key is read once and knows its DER, numbers and fingerprint; square root and remainders with half the long divisions; ` +
    'the subject checked once; random octets by the block; what was issued not read again; what all certificates of a profile by one CA have in common written once; views of DER made only where somebody looks; ' +
    'fewer regular expressions and callbacks in what is done once a certificate, a time of the journal made a text when it is read. ' +
    'What remains are calls of OpenSSL and SQLite, each a few times slower between two signatures than in a row, since what they need has left the caches of a processor that others use too, and JavaScript that is so too: the text of a date takes 15 µs there instead of one. ' +
    'It would take fewer of them: several orders in one transaction, which changes what an answer promises; each index is one that something is looked up by. ' +
    'Tried without gain: other page sizes, checkpoints and caches of SQLite; keys read as JWK, which OpenSSL is slower to read; signatures in the thread pool, which cost more processor time.'
  );
}

type IssuanceRound = BenchmarkResults['issuance']['rounds'][number];

const issuanceRate = ({ certificates, processorSeconds }: IssuanceFigures): number =>
  certificates / processorSeconds;

export const issuanceRatio = (round: IssuanceRound, peer: IssuerName): number =>
  issuanceRate(round.bench) / issuanceRate(round[peer]);
