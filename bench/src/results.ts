import { z } from 'zod';

/** Who is measured, in the order of the tables. */
export const SERVERS = ['tls12', 'nginx', 'opensslServer', 'nodeTls'] as const;
export type ServerName = (typeof SERVERS)[number];

const positive = z.number().positive();
const count = z.int().positive();

const handshakeFigures = z.strictObject({ handshakes: count, processorSeconds: positive });
export type HandshakeFigures = z.infer<typeof handshakeFigures>;

const perServer = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ tls12: value, nginx: value, opensslServer: value, nodeTls: value });

const handshakeSeries = z.strictObject({
  crlEntries: count,
  /** In the order in which they were measured. */
  rounds: z.array(perServer(handshakeFigures)).min(1),
  /** Octets. */
  peakMemory: perServer(positive),
  /** Of `tls12`, octets after all that: of the program itself, mapped; of what garbage collection leaves. */
  memory: z.strictObject({ program: positive, live: positive }),
});
export type HandshakeSeries = z.infer<typeof handshakeSeries>;

/** Lengths of the CRL between those of which all servers are measured. */
const crlGrowth = z.strictObject({
  crlEntries: count,
  rounds: z.array(z.strictObject({ tls12: handshakeFigures, nginx: handshakeFigures })).min(1),
});
export type CrlGrowth = z.infer<typeof crlGrowth>;

/** `tls12`, whose clients present so many certificates in turn. */
const fleetGrowth = z.strictObject({ identities: count, rounds: z.array(handshakeFigures).min(1) });
export type FleetGrowth = z.infer<typeof fleetGrowth>;

/** Processes that are alone on one core or on two, clients included. */
const coreFigures = z.strictObject({
  handshakes: count,
  /** By the clock on the wall. */
  seconds: positive,
  /** Of servers and clients together. */
  processorSeconds: positive,
});
const coreRound = z.strictObject({ one: coreFigures, two: coreFigures });
export type CoreRound = z.infer<typeof coreRound>;

const processResults = z.strictObject({
  /** It can be measured without the rest. */
  measuredAt: z.iso.datetime(),
  /** `tls12` and nothing else: as many processes at one port as there are cores. */
  servers: z.array(coreRound).min(1),
  /** A simulator, and a request on each connection: TLS in as many processes, the application in one. */
  simulators: z.array(coreRound).min(1),
});
export type ProcessResults = z.infer<typeof processResults>;

const generatorRound = z.strictObject({
  opensslTime: handshakeFigures,
  nodeTls: handshakeFigures,
  /** Where it was built. */
  k6: handshakeFigures.optional(),
  stockK6: handshakeFigures.optional(),
});
export type GeneratorRound = z.infer<typeof generatorRound>;

const generatorResults = z.strictObject({
  /** It can be measured without the rest. */
  measuredAt: z.iso.datetime(),
  rounds: z.array(generatorRound).min(1),
});
export type GeneratorResults = z.infer<typeof generatorResults>;

export const TERMINAL_BINDINGS = ['socket', 'https'] as const;
export type TerminalBinding = (typeof TERMINAL_BINDINGS)[number];

const terminalResults = z.strictObject({
  /** It can be measured without the rest. */
  measuredAt: z.iso.datetime(),
  binding: z.enum(TERMINAL_BINDINGS),
  terminals: count,
  /** As their GAP counts them. */
  connected: z.int().nonnegative(),
  failures: z.int().nonnegative(),
  /** Connected between the two measurements of memory, in which time. */
  added: count,
  seconds: positive,
  /** Resident octets. */
  memory: z.strictObject({ before: positive, after: positive }),
  processorSeconds: z.strictObject({ terminals: positive, gap: positive }),
});
export type TerminalResults = z.infer<typeof terminalResults>;

const cost = z.strictObject({
  processorSeconds: positive,
  /** Octets. */
  peakMemory: positive,
});
export type Cost = z.infer<typeof cost>;

const pair = z.strictObject({ ours: cost, openssl: cost });

const crlResults = z.strictObject({
  entries: count,
  /** Of the DER. */
  octets: count,
  rounds: z.array(z.strictObject({ write: pair, read: pair })).min(1),
  /** In processor seconds: the first look-up makes the index. */
  firstLookup: positive,
  lookup: positive,
});
export type CrlResults = z.infer<typeof crlResults>;

const tokenFigures = z.strictObject({ operations: count, processorSeconds: positive });
export type TokenFigures = z.infer<typeof tokenFigures>;

const samlResults = z.strictObject({
  /** It can be measured without the rest. */
  measuredAt: z.iso.datetime(),
  /** Of the message that is verified. */
  octets: count,
  rounds: z
    .array(
      z.strictObject({
        verify: z.strictObject({
          saml: tokenFigures,
          libxmlsec: tokenFigures,
          libxmlsecGivenTheKey: tokenFigures,
          xmlCrypto: tokenFigures,
        }),
        sign: z.strictObject({
          saml: tokenFigures,
          rsa: tokenFigures,
          libxmlsec: tokenFigures,
          xmlCrypto: tokenFigures,
        }),
      }),
    )
    .min(1),
});
export type SamlResults = z.infer<typeof samlResults>;

const profilePart = z.strictObject({ name: z.string(), seconds: z.number().nonnegative() });
export type ProfilePart = z.infer<typeof profilePart>;

const issuanceFigures = z.strictObject({ certificates: count, processorSeconds: positive });
export type IssuanceFigures = z.infer<typeof issuanceFigures>;

const issuanceResults = z.strictObject({
  /** It can be measured without the rest. */
  measuredAt: z.iso.datetime(),
  rounds: z
    .array(
      z.strictObject({
        /** Signatures of the length of a certificate alone, in the same process. */
        signature: issuanceFigures,
        bench: issuanceFigures,
        opensslCa: issuanceFigures,
        opensslX509: issuanceFigures,
      }),
    )
    .min(1),
  profile: z.array(profilePart).min(1),
});
export type IssuanceResults = z.infer<typeof issuanceResults>;

const profile = z.strictObject({
  handshakes: count,
  processorSeconds: positive,
  /** Where the samples lie, in seconds, idle time excluded. */
  parts: z.array(profilePart).min(1),
});
export type ProfileResults = z.infer<typeof profile>;

/** docs/benchmarks.json: all that one run measured, from which docs/benchmarks.md is made. */
export const benchmarkResults = z.strictObject({
  measuredAt: z.iso.datetime(),
  machine: z.strictObject({
    processor: z.string(),
    cores: count,
    /** Of the last minute, before the run. */
    loadAverage: z.number(),
  }),
  versions: z.strictObject({
    node: z.string(),
    nodeOpenssl: z.string(),
    openssl: z.string(),
    nginx: z.string(),
  }),
  /** What `openssl speed` does for a second of processor time, on one core. */
  speed: z.strictObject({
    rsa2048Sign: positive,
    rsa2048Verify: positive,
    rsa4096Sign: positive,
    ecdhP256: positive,
  }),
  handshakes: z.array(handshakeSeries).min(1),
  crlGrowth: z.array(crlGrowth),
  fleetGrowth: z.array(fleetGrowth).min(1),
  processes: processResults,
  crl: crlResults,
  issuance: issuanceResults,
  saml: samlResults,
  generators: generatorResults,
  terminals: z.array(terminalResults).min(1),
  profile,
});
export type BenchmarkResults = z.infer<typeof benchmarkResults>;
