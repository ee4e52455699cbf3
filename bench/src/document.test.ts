import { describe, expect, it } from 'vitest';
import { growthPlot } from './document/plot.ts';
import { benchmarksDocument } from './document.ts';
import { type BenchmarkResults, benchmarkResults } from './results.ts';

const figures = (handshakes: number, processorSeconds: number) => ({ handshakes, processorSeconds });
const onCores = (handshakes: number, processorSeconds: number) => ({
  handshakes,
  seconds: 1,
  processorSeconds,
});
const same = (value: number) => ({ tls12: value, nginx: value, opensslServer: value, nodeTls: value });
const tokens = (operations: number, processorSeconds: number) => ({ operations, processorSeconds });
const issued = (certificates: number, processorSeconds: number) => ({ certificates, processorSeconds });
const pair = (ours: number, openssl: number) => ({
  ours: { processorSeconds: ours, peakMemory: 150e6 },
  openssl: { processorSeconds: openssl, peakMemory: 300e6 },
});

/** Figures that can be divided in the head. */
const RESULTS: BenchmarkResults = {
  measuredAt: '2026-11-21T23:50:00.000Z',
  machine: { processor: 'Imaginary 9000', cores: 2, loadAverage: 0.25 },
  versions: { node: '24.0.0', nodeOpenssl: '3.5.0', openssl: '3.0.1', nginx: '1.22.1' },
  // A signature, a verification and two ECDH: a millisecond.
  speed: { rsa2048Sign: 2000, rsa2048Verify: 10_000, rsa4096Sign: 480, ecdhP256: 5000 },
  handshakes: [
    {
      crlEntries: 1000,
      rounds: [
        {
          tls12: figures(1200, 1),
          nginx: figures(1000, 1),
          opensslServer: figures(800, 1),
          nodeTls: figures(600, 1),
        },
        {
          tls12: figures(900, 1),
          nginx: figures(1000, 1),
          opensslServer: figures(900, 2),
          nodeTls: figures(450, 1),
        },
        {
          tls12: figures(3000, 2),
          nginx: figures(1000, 1),
          opensslServer: figures(500, 1),
          nodeTls: figures(500, 1),
        },
      ],
      peakMemory: same(100e6),
      memory: { program: 60e6, live: 20e6 },
    },
    {
      crlEntries: 1_000_000,
      rounds: [
        {
          tls12: figures(1000, 1),
          nginx: figures(50, 1),
          opensslServer: figures(10, 1),
          nodeTls: figures(25, 1),
        },
      ],
      peakMemory: same(400e6),
      memory: { program: 60e6, live: 20e6 },
    },
  ],
  crlGrowth: [{ crlEntries: 10_000, rounds: [{ tls12: figures(1000, 1), nginx: figures(500, 1) }] }],
  fleetGrowth: [
    { identities: 10, rounds: [figures(1000, 1)] },
    { identities: 10_000, rounds: [figures(500, 1), figures(400, 1), figures(800, 1)] },
  ],
  processes: {
    measuredAt: '2026-11-21T23:50:00.000Z',
    servers: [
      { one: onCores(1000, 0.9), two: onCores(1800, 2) },
      { one: onCores(1000, 1), two: onCores(1900, 2) },
      { one: onCores(1000, 1), two: onCores(2000, 1.9) },
    ],
    simulators: [{ one: onCores(800, 1), two: onCores(1200, 2) }],
  },
  crl: {
    entries: 1_000_000,
    octets: 35e6,
    rounds: [
      { write: pair(0.25, 5), read: pair(0.5, 1) },
      { write: pair(0.2, 6), read: pair(0.6, 1.2) },
      { write: pair(0.3, 6), read: pair(0.7, 1.4) },
    ],
    firstLookup: 0.18,
    lookup: 2.5e-6,
  },
  issuance: {
    measuredAt: '2026-11-22T02:00:00.000Z',
    rounds: [
      {
        signature: issued(500, 1),
        bench: issued(400, 1),
        opensslCa: issued(200, 1),
        opensslX509: issued(50, 1),
      },
      {
        signature: issued(500, 1),
        bench: issued(900, 2),
        opensslCa: issued(150, 1),
        opensslX509: issued(50, 1),
      },
      {
        signature: issued(500, 1),
        bench: issued(300, 1),
        opensslCa: issued(200, 1),
        opensslX509: issued(60, 1),
      },
    ],
    profile: [
      { name: 'RSA-4096 signature', seconds: 0.7 },
      { name: 'SQLite', seconds: 0.3 },
    ],
  },
  saml: {
    measuredAt: '2026-11-22T02:00:00.000Z',
    octets: 6800,
    rounds: [
      {
        verify: {
          saml: tokens(6000, 1),
          libxmlsec: tokens(2000, 1),
          libxmlsecGivenTheKey: tokens(3000, 1),
          xmlCrypto: tokens(150, 1),
        },
        sign: {
          saml: tokens(1200, 1),
          rsa: tokens(4000, 2),
          libxmlsec: tokens(1000, 1),
          xmlCrypto: tokens(300, 1),
        },
      },
    ],
  },
  generators: {
    measuredAt: '2026-11-22T02:00:00.000Z',
    rounds: [{ opensslTime: figures(1000, 1), nodeTls: figures(500, 1), k6: figures(900, 1) }],
  },
  terminals: [
    {
      measuredAt: '2026-11-22T02:00:00.000Z',
      binding: 'socket',
      terminals: 1500,
      connected: 1500,
      failures: 0,
      added: 1000,
      seconds: 10,
      memory: { before: 100 * 2 ** 20, after: 150 * 2 ** 20 },
      processorSeconds: { terminals: 3, gap: 2 },
    },
    {
      measuredAt: '2026-11-22T02:00:00.000Z',
      binding: 'https',
      terminals: 1500,
      connected: 1499,
      failures: 1,
      added: 1000,
      seconds: 10,
      memory: { before: 100 * 2 ** 20, after: 150 * 2 ** 20 },
      processorSeconds: { terminals: 3, gap: 2 },
    },
  ],
  profile: {
    handshakes: 1000,
    processorSeconds: 1.1,
    parts: [
      { name: 'RSA signature', seconds: 0.75 },
      { name: 'Other', seconds: 0.25 },
    ],
  },
};

const document = benchmarksDocument(RESULTS);
const lines = document.split('\n');

describe('the document of a benchmark', () => {
  it('says of each budget whether it was met', () => {
    expect(lines.filter((line) => /\| (yes|\*\*no\*\*) \|$/.test(line))).toEqual([
      '| Full mTLS handshakes for a second of processor time, CRL of 1,000 entries | at least 1 × nginx | 1.20 × nginx | yes |',
      '| Full mTLS handshakes for a second of processor time, CRL of 1,000,000 entries | at least 30 × nginx | 20 × nginx | **no** |',
      '| Handshakes of two processes on two cores | at least 1.8 × one on one core | 1.90 × one on one core | yes |',
      '| CRL of 1,000,000 entries, written and signed | less than 0.5 s | 0.25 s | yes |',
      '| CRL of 1,000,000 entries, read and verified | less than 0.5 s | 0.60 s | **no** |',
      '| Memory of the process that reads, verifies and looks up in it | less than 200 MB | 150 MB | yes |',
      '| Certificates issued from CSRs for a second of processor time | at least 0.8 × RSA-4096 alone | 0.80 × RSA-4096 alone | yes |',
      '| SAML tokens verified for a second of processor time | at least 2 × libxmlsec | 3.00 × libxmlsec | yes |',
      '| SAML tokens signed for a second of processor time | at least 0.65 × RSA alone | 0.60 × RSA alone | **no** |',
      '| Handshakes that the load generator makes for a second of its processor time | at least 0.85 × `openssl s_time` | 0.90 × `openssl s_time` | yes |',
      '| Memory of an idle terminal of 1,500, framed socket, none failed | less than 100 KiB | 51 KiB, 0 failed | yes |',
      '| Memory of an idle terminal of 1,500, HTTPS long polling, none failed | less than 100 KiB | 51 KiB, 1 failed | **no** |',
    ]);
  });

  it('gives the median and the range of rates, and of the ratios of each round', () => {
    expect(
      lines.filter((line) => /^\| (`tls12`|nginx|`openssl s_server`|node:tls) .*100 MB \|$/.test(line)),
    ).toEqual([
      '| `tls12` with `validatePath` | 1,200 (900–1,500) | 120.0 % |  | 5,100 | 100 MB |',
      '| nginx | 1,000 (1,000–1,000) | 100.0 % | 1.20 × (0.90 ×–1.50 ×) | 3,000 | 100 MB |',
      '| `openssl s_server` | 500 (450–800) | 50.0 % | 2.00 × (1.50 ×–3.00 ×) | 2,200 | 100 MB |',
      '| node:tls | 500 (450–600) | 50.0 % | 2.00 × (2.00 ×–3.00 ×) | 1,550 | 100 MB |',
    ]);
  });

  it('says what a second core adds, and how much of both there was', () => {
    expect(lines.filter((line) => /a process for each core/.test(line))).toEqual([
      '| `tls12`, a process for each core at one port | 1,000 (1,000–1,000) | 1,900 (1,800–2,000) | 1.90 × (1.80 ×–2.00 ×) |',
      '| a simulator, a request on each connection: TLS in a process for each core, the application in one | 800 (800–800) | 1,200 (1,200–1,200) | 1.50 × (1.50 ×–1.50 ×) |',
    ]);
    expect(document).toContain('got 100.0 % (90.0 %–100.0 %) of the time of their cores');
  });

  it('compares what a certificate costs to issue', () => {
    expect(
      lines.filter((line) => /^\| .*(the bench:|RSA-4096 alone, |`openssl (ca|x509) -)/.test(line)),
    ).toEqual([
      '| the bench: CSR read and checked, certificate recorded | 400 (300–450) |  |',
      '| RSA-4096 alone, node:crypto: the limit | 500 (500–500) | 0.80 × (0.60 ×–0.90 ×) |',
      '| `openssl ca -infiles`, one process for all | 200 (150–200) | 2.00 × (1.50 ×–3.00 ×) |',
      '| `openssl x509 -req`, a process for each | 50 (50–60) | 8.00 × (5.00 ×–9.00 ×) |',
    ]);
    expect(document).toContain('`openssl speed rsa4096` makes 480 signatures a second.');
  });

  it('compares what a CRL costs', () => {
    expect(lines).toContain(
      '| written and signed | 0.25 s (0.20 s–0.30 s) | 6.00 s (5.00 s–6.00 s) | 20 × (20 ×–30 ×) | 150 MB | 300 MB |',
    );
    expect(document).toContain('A look-up takes 2.5 µs');
    expect(document).toContain('takes 180 ms');
  });

  it('compares what tokens cost', () => {
    expect(lines).toContain(
      '| libxmlsec: signature alone, given the key | 3,000 (3,000–3,000) | 2.00 × (2.00 ×–2.00 ×) |',
    );
    expect(lines).toContain('| RSA alone, node:crypto | 2,000 (2,000–2,000) | 0.60 × (0.60 ×–0.60 ×) |');
  });

  it('has k6 among those who make handshakes, if it was measured', () => {
    const row = '| k6 with `k6/x/mtls` | 900 (900–900) | 0.90 × (0.90 ×–0.90 ×) |';
    expect(lines).toContain(row);
    const rounds = RESULTS.generators.rounds.map(({ k6: _, ...others }) => others);
    const without = benchmarksDocument({ ...RESULTS, generators: { ...RESULTS.generators, rounds } });
    expect(without).not.toContain('k6 with');
    expect(without).not.toContain('load generator');
  });

  it('gives each part its share of the time', () => {
    expect(lines.filter((line) => line.endsWith(' % |'))).toEqual([
      '| RSA signature | 75.0 % |',
      '| Other | 25.0 % |',
      '| RSA-4096 signature | 70.0 % |',
      '| SQLite | 30.0 % |',
    ]);
    expect(document).toContain('Most of it, 75.0 %, is arithmetic that every server does.');
  });
});

describe('as something grows', () => {
  it('the document has what a handshake costs, in the order of growth', () => {
    expect(lines.filter((line) => / ms \(/.test(line))).toEqual([
      '| 1,000 | 0.83 ms (0.67 ms–1.11 ms) | 1.00 ms (1.00 ms–1.00 ms) | 1.20 × |',
      '| 10,000 | 1.00 ms (1.00 ms–1.00 ms) | 2.00 ms (2.00 ms–2.00 ms) | 2.00 × |',
      '| 1,000,000 | 1.00 ms (1.00 ms–1.00 ms) | 20.00 ms (20.00 ms–20.00 ms) | 20 × |',
      '| 10 | 1.00 ms (1.00 ms–1.00 ms) |',
      '| 10,000 | 2.00 ms (1.25 ms–2.50 ms) |',
    ]);
  });

  it('the plot has a line for each server, on logarithmic axes', () => {
    const plot = growthPlot(RESULTS);
    // 0.1 ms to 100 ms over 220 pixels upwards; 1,000 to 1,000,000 over 320 pixels.
    expect([...plot.matchAll(/points="(.*?)"/g)].map(([, points]) => points)).toEqual([
      '60,202.5 166.7,196.7 380,196.7',
      '60,196.7 166.7,174.6 380,101.3',
      '460,196.7 780,174.6',
    ]);
  });
});

describe('the results of a benchmark', () => {
  it('are refused when a measurement is missing', () => {
    expect(benchmarkResults.safeParse(RESULTS).success).toBe(true);
    expect(benchmarkResults.safeParse({ ...RESULTS, handshakes: [] }).success).toBe(false);
    expect(benchmarkResults.safeParse({ ...RESULTS, terminals: [] }).success).toBe(false);
  });
});
