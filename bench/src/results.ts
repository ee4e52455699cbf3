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
});
export type HandshakeSeries = z.infer<typeof handshakeSeries>;

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

const issuanceFigures = z.strictObject({ certificates: count, processorSeconds: positive });
export type IssuanceFigures = z.infer<typeof issuanceFigures>;

const issuanceResults = z.strictObject({
  /** It can be measured without the rest. */
  measuredAt: z.iso.datetime(),
  /** `openssl speed rsa4096`: signatures for a second of processor time. */
  opensslSpeed: positive,
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
});
export type IssuanceResults = z.infer<typeof issuanceResults>;

const profile = z.strictObject({
  handshakes: count,
  processorSeconds: positive,
  /** Where the samples lie, in seconds, idle time excluded. */
  parts: z.array(z.strictObject({ name: z.string(), seconds: z.number().nonnegative() })).min(1),
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
  /** `openssl speed rsa2048`, in processor seconds. */
  rsa2048SignaturesPerSecond: positive,
  handshakes: z.array(handshakeSeries).min(1),
  crl: crlResults,
  issuance: issuanceResults,
  saml: samlResults,
  profile,
});
export type BenchmarkResults = z.infer<typeof benchmarkResults>;
