import type { BenchmarkResults, TokenFigures } from '../results.ts';
import { spread } from '../statistics.ts';
import { table, times, whole, withRange } from './format.ts';

export const SAML_TASKS = { verify: 'verified', sign: 'signed' } as const;
type SamlTask = keyof typeof SAML_TASKS;
export const SAML_BUDGETS = [
  { task: 'verify', against: 'libxmlsec', name: 'libxmlsec', least: 2 },
  { task: 'sign', against: 'rsa', name: 'RSA alone', least: 0.65 },
] as const;
/** Who is measured, in the order of the tables. */
const SAML_PEERS: Readonly<Record<SamlTask, Readonly<Record<string, string>>>> = {
  verify: {
    saml: '`saml`: every check of docs/saml.md',
    libxmlsec: 'libxmlsec: signature, chain and dates, no CRL',
    libxmlsecGivenTheKey: 'libxmlsec: signature alone, given the key',
    xmlCrypto: 'xml-crypto: signature alone, given the key',
  },
  sign: {
    saml: '`saml`: token written and signed',
    rsa: 'RSA alone, node:crypto',
    libxmlsec: 'libxmlsec: template read, signed',
    xmlCrypto: 'xml-crypto: token read, signed',
  },
};

export function samlSection({ saml: { measuredAt, octets, rounds } }: BenchmarkResults): string[] {
  const tables = (['verify', 'sign'] as const).map((task) => {
    const rows = Object.entries(SAML_PEERS[task]).map(([peer, name]) => {
      const rates = spread(rounds.map((round) => tokenRate(round, task, peer)));
      const ratio = spread(rounds.map((round) => samlRatio(round, task, peer)));
      return [name, withRange(rates, whole), peer === 'saml' ? '' : withRange(ratio, times)];
    });
    return table([`tokens ${SAML_TASKS[task]}`, 'for a second of processor time', '`saml` does'], rows);
  });
  return [
    '## SAML tokens',
    ...tables,
    `Measured on ${measuredAt.slice(0, 10)}: messages of ${whole(octets)} octets, RSA-2048, median of ${rounds.length} rounds, and lowest to highest. ` +
      '`saml` verifies messages that are each another; that their signer is to be trusted, it finds out once for each certificate and CRL. ' +
      'Of libxmlsec it is `xmlsec1 --repeat`, which measures its own processor time from the reading of the file on, without its start.',
  ];
}

type SamlRound = BenchmarkResults['saml']['rounds'][number];

function tokenRate(round: SamlRound, task: SamlTask, peer: string): number {
  const { operations, processorSeconds } = (round[task] as Readonly<Record<string, TokenFigures>>)[peer]!;
  return operations / processorSeconds;
}

export const samlRatio = (round: SamlRound, task: SamlTask, peer: string): number =>
  tokenRate(round, task, 'saml') / tokenRate(round, task, peer);
