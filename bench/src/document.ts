import {
  type BenchmarkResults,
  type Cost,
  type HandshakeFigures,
  type IssuanceFigures,
  SERVERS,
  type ServerName,
  type TokenFigures,
} from './results.ts';
import { type Spread, spread } from './statistics.ts';

const NAMES: Readonly<Record<ServerName, string>> = {
  tls12: '`tls12` with `validatePath`',
  nginx: 'nginx',
  opensslServer: '`openssl s_server`',
  nodeTls: 'node:tls',
};

/** What `tls12` is to reach, as a multiple of nginx, by entries of the CRL. */
const HANDSHAKE_BUDGETS: Readonly<Record<number, number>> = { 1000: 1, 1000000: 30 };
/** For a CRL of a million entries: processor seconds, and octets. */
const CRL_BUDGET = { seconds: 0.5, memory: 200e6 } as const;

/** Of certificates, as a multiple of what there would be if a certificate were its signature alone. */
const ISSUANCE_BUDGET = 0.8;
/** Who is measured, in the order of the table. */
const ISSUERS = {
  bench: 'the bench: CSR read and checked, certificate recorded',
  signature: 'RSA-4096 alone, node:crypto: the limit',
  opensslCa: '`openssl ca -infiles`, one process for all',
  opensslX509: '`openssl x509 -req`, a process for each',
} as const;
type IssuerName = keyof typeof ISSUERS;

const SAML_TASKS = { verify: 'verified', sign: 'signed' } as const;
type SamlTask = keyof typeof SAML_TASKS;
const SAML_BUDGETS = [
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

/** docs/benchmarks.md, from what one run measured. */
export function benchmarksDocument(results: BenchmarkResults): string {
  return [
    '<!-- Generated from docs/benchmarks.json, which `npm run bench` writes. -->',
    '# Benchmarks',
    ...machine(results),
    ...budgets(results),
    ...results.handshakes.flatMap((series) => handshakes(series, results)),
    ...crl(results),
    ...issuance(results),
    ...saml(results),
    ...profile(results),
    TRIED,
    LIMITS,
    '',
  ].join('\n\n');
}

function machine({ measuredAt, machine, versions, rsa2048SignaturesPerSecond }: BenchmarkResults): string[] {
  return [
    `Measured on ${measuredAt.slice(0, 10)} on ${machine.cores} cores of "${machine.processor}", load average ${fixed(machine.loadAverage, 1)} before the run; ` +
      `Node ${versions.node} with OpenSSL ${versions.nodeOpenssl}, OpenSSL ${versions.openssl}, nginx ${versions.nginx}. ` +
      `For comparison with other machines: \`openssl speed rsa2048\` makes ${whole(rsa2048SignaturesPerSecond)} signatures a second here. ` +
      'Ratios are what carries over; `npm run bench` measures them again.',
  ];
}

interface Budget {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

function budgets({ handshakes, crl, issuance, saml }: BenchmarkResults): string[] {
  const rows: Budget[] = handshakes.flatMap(({ crlEntries, rounds }) => {
    const least = HANDSHAKE_BUDGETS[crlEntries];
    const ratio = spread(rounds.map(({ tls12, nginx }) => rate(tls12) / rate(nginx)));
    return least === undefined
      ? []
      : {
          what: `Full mTLS handshakes for a second of processor time, CRL of ${whole(crlEntries)} entries`,
          wanted: `at least ${least} × nginx`,
          measured: `${times(ratio.median)} nginx`,
          met: ratio.median >= least,
        };
  });
  for (const task of ['write', 'read'] as const) {
    const median = spread(crl.rounds.map((round) => round[task].ours.processorSeconds)).median;
    rows.push({
      what: `CRL of ${whole(crl.entries)} entries, ${TASKS[task]}`,
      wanted: `less than ${CRL_BUDGET.seconds} s`,
      measured: `${fixed(median, 2)} s`,
      met: median < CRL_BUDGET.seconds,
    });
  }
  const memory = spread(crl.rounds.map(({ read }) => read.ours.peakMemory)).median;
  rows.push({
    what: `Memory of the process that reads, verifies and looks up in it`,
    wanted: `less than ${megabytes(CRL_BUDGET.memory)}`,
    measured: megabytes(memory),
    met: memory < CRL_BUDGET.memory,
  });
  const issued = spread(issuance.rounds.map((round) => issuanceRatio(round, 'signature'))).median;
  rows.push({
    what: 'Certificates issued from CSRs for a second of processor time',
    wanted: `at least ${ISSUANCE_BUDGET} × RSA-4096 alone`,
    measured: `${times(issued)} RSA-4096 alone`,
    met: issued >= ISSUANCE_BUDGET,
  });
  for (const { task, against, name, least } of SAML_BUDGETS) {
    const ratio = spread(saml.rounds.map((round) => samlRatio(round, task, against)));
    rows.push({
      what: `SAML tokens ${SAML_TASKS[task]} for a second of processor time`,
      wanted: `at least ${least} × ${name}`,
      measured: `${times(ratio.median)} ${name}`,
      met: ratio.median >= least,
    });
  }
  return [
    '## Budgets',
    table(
      ['what', 'budget', 'measured', 'met'],
      rows.map(({ what, wanted, measured, met }) => [what, wanted, measured, met ? 'yes' : '**no**']),
    ),
  ];
}

function handshakes(
  { crlEntries, rounds, peakMemory }: BenchmarkResults['handshakes'][number],
  { rsa2048SignaturesPerSecond }: BenchmarkResults,
): string[] {
  const rows = SERVERS.map((name) => {
    const rates = spread(rounds.map((round) => rate(round[name])));
    const ratio = spread(rounds.map((round) => rate(round.tls12) / rate(round[name])));
    const sum = rounds.reduce((total, round) => total + round[name].handshakes, 0);
    return [
      NAMES[name],
      withRange(rates, (value) => (value < 100 ? fixed(value, 1) : whole(value))),
      fixed(rates.median / rsa2048SignaturesPerSecond, 2),
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
        'for a signature of `openssl speed`',
        '`tls12` does',
        'handshakes counted',
        'peak memory',
      ],
      rows,
    ),
    `Median of ${rounds.length} rounds, and lowest to highest. A ratio is of the same round.`,
  ];
}

const TASKS = { write: 'written and signed', read: 'read and verified' } as const;

function crl({ crl: { entries, octets, rounds, firstLookup, lookup } }: BenchmarkResults): string[] {
  const rows = (['write', 'read'] as const).map((task) => {
    const ours = costs(rounds.map((round) => round[task].ours));
    const theirs = costs(rounds.map((round) => round[task].openssl));
    const ratio = spread(
      rounds.map(({ [task]: round }) => round.openssl.processorSeconds / round.ours.processorSeconds),
    );
    return [TASKS[task], ours.seconds, theirs.seconds, withRange(ratio, times), ours.memory, theirs.memory];
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

function issuance({ issuance: { measuredAt, opensslSpeed, rounds } }: BenchmarkResults): string[] {
  const rows = (Object.keys(ISSUERS) as IssuerName[]).map((name) => {
    const rates = spread(rounds.map((round) => issuanceRate(round[name])));
    const ratio = spread(rounds.map((round) => issuanceRatio(round, name)));
    return [ISSUERS[name], withRange(rates, whole), name === 'bench' ? '' : withRange(ratio, times)];
  });
  return [
    '## Certificates issued',
    table(['certificates', 'for a second of processor time', 'the bench does'], rows),
    `Measured on ${measuredAt.slice(0, 10)}: ORG AUTH_CLI of IGC-Santé TEST, whose CA has an RSA-4096 key, one order after the other, median of ${rounds.length} rounds, and lowest to highest. ` +
      `\`openssl speed rsa4096\` makes ${whole(opensslSpeed)} signatures a second. ` +
      'From the text of a CSR: it is read, its signature and its key are checked (small factors, ROCA, close primes, keys seen before), the certificate is written, signed and recorded in a transaction of its own. ' +
      'The CSRs are of a few keys, made before, and each order is for another subject.',
    'The signature dominates; of the rest, half is OpenSSL and SQLite: the key read and written, the signature of the CSR verified, a row with its four indexes inserted. ' +
      'A commit is a write to the log of SQLite, not a disk sync: an order that was answered outlives the death of the process, of a power failure perhaps not. ' +
      '`openssl ca` records its certificates in a text file at its end; `openssl x509` records nothing; neither looks for weak keys.',
  ];
}

type IssuanceRound = BenchmarkResults['issuance']['rounds'][number];

const issuanceRate = ({ certificates, processorSeconds }: IssuanceFigures): number =>
  certificates / processorSeconds;

const issuanceRatio = (round: IssuanceRound, peer: IssuerName): number =>
  issuanceRate(round.bench) / issuanceRate(round[peer]);

function saml({ saml: { measuredAt, octets, rounds } }: BenchmarkResults): string[] {
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

const samlRatio = (round: SamlRound, task: SamlTask, peer: string): number =>
  tokenRate(round, task, 'saml') / tokenRate(round, task, peer);

function profile({ profile: { handshakes, parts, processorSeconds } }: BenchmarkResults): string[] {
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    '## Where the time of `tls12` goes',
    table(
      ['part', 'share'],
      parts.map(({ name, seconds }) => [name, `${fixed((100 * seconds) / total, 1)} %`]),
    ),
    `Samples of the main thread every 0.2 ms over ${whole(handshakes)} handshakes with the short CRL: ${fixed(total, 2)} s that were not idle, ` +
      `while the process took ${fixed(processorSeconds, 2)} s of processor time, all threads and the profiler included. ` +
      'Where the kernel let the client run on the same core is counted where the server was, mostly in its writes.',
  ];
}

const TRIED = `## What makes handshakes cheap, and what does not

- Most is arithmetic that nginx does too: RSA, ECDH, hashes. \`tls12\` gains where OpenSSL verifies the chain and the CRL again in every handshake and \`pki\` knows them, and loses in garbage collection, streams and JavaScript.
- It helped to allocate less. What a handshake keeps outside the heap made V8 collect all of it every 150 handshakes, on four threads beside the main one: more than a tenth of the processor time. Now messages are hashed as they come, constant messages are encoded once, and what is hashed or verified is put together in one place: 75 kB and 19 kB in place of 109 kB and 68 kB a handshake.
- It did not help: ECDH with key objects in place of the ECDH class (equal, with their garbage counted), HMAC by \`createHmac\` or by copied hash objects, asynchronous signatures, other settings of the collector where the machine is busy.
- Not done: an ephemeral key for more than one handshake. It would save some 4 %, at the price of forward secrecy.
- What is left of the collector are buffers and the state of closed connections that survive young collections; more threads than cores make it dearer when the machine is busy.`;

const LIMITS = `## Method, and what it cannot say

- TLS 1.2, 0xC028, P-256, RSA-2048 certificates of the kit, the chain of leaf and issuing CA, both on CRLs that are checked; PKCS#1 signatures with SHA-256; no tickets, no resumption. Before it is measured, each server must serve the good terminal and not the revoked one.
- nginx is configured by the snippet of the kit's README with one worker, one suite and one curve. The client is the same for all: a process of node:tls that completes a handshake, closes with close_notify and FIN, waits until the server has done so too, and begins again, with four connections at once so that no server waits for it. No request is sent: the figures are of connecting, being judged and closing. A client that resets every connection instead, as \`openssl s_time\` does, makes Node write an error for each: with it \`tls12\` came to 1.00 × nginx in a shorter run, and to 0.90 × before it allocated less.
- Processor time is that of the server alone, user and system, all threads and child processes, from /proc: the client, and what else the machine does, do not count. A round measures all servers, one after the other.
- What counts is the steady state: every server first serves the same client 5,000 times, or for 25 s where its CRL makes it slow, uncounted. Node compiles while it runs, so the first handshakes of a process cost far more than what is shown. No server is started with options of V8.
- OpenSSL verifies the signature of the CRL in every handshake; \`pki\` verifies it once for each CRL and CA key. Dates and entries are looked at each time.
- Virtual cores share their caches with neighbours: absolute figures vary from run to run, ratios much less: the ranges show how much.`;

function rate({ handshakes, processorSeconds }: HandshakeFigures): number {
  return handshakes / processorSeconds;
}

function costs(values: readonly Cost[]): { readonly seconds: string; readonly memory: string } {
  const seconds = spread(values.map(({ processorSeconds }) => processorSeconds));
  const memory = spread(values.map(({ peakMemory }) => peakMemory));
  return { seconds: withRange(seconds, (value) => `${fixed(value, 2)} s`), memory: megabytes(memory.median) };
}

function withRange({ median, minimum, maximum }: Spread, text: (value: number) => string): string {
  return `${text(median)} (${text(minimum)}–${text(maximum)})`;
}

const fixed = (value: number, digits: number): string => value.toFixed(digits);
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const times = (value: number): string => `${fixed(value, value < 10 ? 2 : 0)} ×`;
const megabytes = (octets: number): string => `${whole(octets / 1e6)} MB`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
