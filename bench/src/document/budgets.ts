import type { BenchmarkResults } from '../results.ts';
import { spread } from '../statistics.ts';
import { CRL_TASKS } from './crl.ts';
import { fixed, megabytes, rate, table, times, whole } from './format.ts';
import { GENERATOR_BUDGET, generatorRatio } from './generators.ts';
import { arithmeticLimit, scaling } from './handshakes.ts';
import { ISSUANCE_BUDGET, issuanceRatio } from './issuance.ts';
import { SAML_BUDGETS, SAML_TASKS, samlRatio } from './saml.ts';
import { BINDINGS, kibibytes, TERMINAL_BUDGET, terminalMemory } from './terminals.ts';

/** What `tls12` is to reach, as a multiple of nginx, by entries of the CRL. */
const HANDSHAKE_BUDGETS: Readonly<Record<number, number>> = { 1000: 1, 1000000: 30 };
/** For a CRL of a million entries: processor seconds, and octets. */
const CRL_BUDGET = { seconds: 0.5, memory: 200e6 } as const;
/** What two processes on two cores are to do, as a multiple of one on one. */
const SCALING_BUDGET = 1.8;

interface Budget {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

export function budgetsSection(results: BenchmarkResults): string[] {
  const rows = [
    ...handshakes(results),
    processes(results),
    ...crl(results),
    issuance(results),
    ...saml(results),
    ...generators(results),
    ...terminals(results),
  ];
  const { speed } = results;
  return [
    '## Budgets',
    table(
      ['what', 'budget', 'measured', 'met'],
      rows.map(({ what, wanted, measured, met }) => [what, wanted, measured, met ? 'yes' : '**no**']),
    ),
    '## What this machine can do',
    table(
      ['`openssl speed`, one core', 'operations for a second of processor time'],
      [
        ['RSA-2048 signature', whole(speed.rsa2048Sign)],
        ['RSA-2048 verification', whole(speed.rsa2048Verify)],
        ['RSA-4096 signature', whole(speed.rsa4096Sign)],
        ['ECDH P-256', whole(speed.ecdhP256)],
        [
          'a handshake that is these alone: 1 signature, 1 verification, 2 × ECDH',
          whole(arithmeticLimit(speed)),
        ],
      ],
    ),
    'OpenSSL as the system has it; that of Node is another version, and may be faster.',
  ];
}

function atLeast(what: string, ratio: number, least: number, unit: string): Budget {
  return {
    what,
    wanted: `at least ${least} × ${unit}`,
    measured: `${times(ratio)} ${unit}`,
    met: ratio >= least,
  };
}

function handshakes({ handshakes }: BenchmarkResults): Budget[] {
  return handshakes.flatMap(({ crlEntries, rounds }) => {
    const least = HANDSHAKE_BUDGETS[crlEntries];
    const ratio = spread(rounds.map(({ tls12, nginx }) => rate(tls12) / rate(nginx))).median;
    const what = `Full mTLS handshakes for a second of processor time, CRL of ${whole(crlEntries)} entries`;
    return least === undefined ? [] : [atLeast(what, ratio, least, 'nginx')];
  });
}

const processes = ({ processes }: BenchmarkResults): Budget =>
  atLeast(
    'Handshakes of two processes on two cores',
    scaling(processes.servers).median,
    SCALING_BUDGET,
    'one on one core',
  );

function crl({ crl }: BenchmarkResults): Budget[] {
  const times = (['write', 'read'] as const).map((task): Budget => {
    const median = spread(crl.rounds.map((round) => round[task].ours.processorSeconds)).median;
    return {
      what: `CRL of ${whole(crl.entries)} entries, ${CRL_TASKS[task]}`,
      wanted: `less than ${CRL_BUDGET.seconds} s`,
      measured: `${fixed(median, 2)} s`,
      met: median < CRL_BUDGET.seconds,
    };
  });
  const memory = spread(crl.rounds.map(({ read }) => read.ours.peakMemory)).median;
  return [
    ...times,
    {
      what: 'Memory of the process that reads, verifies and looks up in it',
      wanted: `less than ${megabytes(CRL_BUDGET.memory)}`,
      measured: megabytes(memory),
      met: memory < CRL_BUDGET.memory,
    },
  ];
}

function issuance({ issuance }: BenchmarkResults): Budget {
  const issued = spread(issuance.rounds.map((round) => issuanceRatio(round, 'signature'))).median;
  return atLeast(
    'Certificates issued from CSRs for a second of processor time',
    issued,
    ISSUANCE_BUDGET,
    'RSA-4096 alone',
  );
}

function saml({ saml }: BenchmarkResults): Budget[] {
  return SAML_BUDGETS.map(({ task, against, name, least }) => {
    const ratio = spread(saml.rounds.map((round) => samlRatio(round, task, against))).median;
    return atLeast(`SAML tokens ${SAML_TASKS[task]} for a second of processor time`, ratio, least, name);
  });
}

function generators(results: BenchmarkResults): Budget[] {
  const ratio = generatorRatio(results);
  const what = 'Handshakes that the load generator makes for a second of its processor time';
  return ratio === undefined ? [] : [atLeast(what, ratio, GENERATOR_BUDGET, '`openssl s_time`')];
}

function terminals({ terminals }: BenchmarkResults): Budget[] {
  return terminals.map((each) => ({
    what: `Memory of an idle terminal of ${whole(each.terminals)}, ${BINDINGS[each.binding]}, none failed`,
    wanted: `less than ${kibibytes(TERMINAL_BUDGET)}`,
    measured: `${kibibytes(terminalMemory(each))}, ${whole(each.failures)} failed`,
    met: terminalMemory(each) < TERMINAL_BUDGET && each.failures === 0,
  }));
}
