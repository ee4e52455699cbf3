import { CERTIFICATE_USES, ENVIRONMENTS } from '@banc-gap/pki';
import { parseConfig } from '@banc-gap/simkit';
import { z } from 'zod';
import { FEATURES } from './features.ts';

const port = z.int().min(1).max(65535);
const hostName = z
  .string()
  .regex(
    /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
    'a host name, such as gap.ch-test.fr',
  );

const octets = z
  .union([
    z.string(),
    z.strictObject({ hex: z.string().regex(/^([0-9a-fA-F]{2})*$/, 'hexadecimal digits, in pairs') }),
  ])
  .describe('A text, sent as UTF-8, or { hex: "…" }.');

const httpProbe = z.strictObject({
  mode: z.literal('http'),
  method: z
    .string()
    .regex(/^[A-Z]+$/, 'an HTTP method in capitals, such as GET')
    .default('GET'),
  path: z.string().startsWith('/').default('/'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  expect: z
    .strictObject({
      status: z.int().min(200).max(299).optional().describe('Default: any 2xx.'),
      body: z.string().optional().describe('A text that the body of a good answer contains.'),
    })
    .prefault({})
    .describe('What a good answer looks like, beyond the status that the good terminal gets.'),
});

const rawProbe = z.strictObject({
  mode: z.literal('raw'),
  send: octets,
  expect: octets.describe('The octets that a good answer starts with.'),
});

const diapasonServer = z.strictObject({
  fqdn: hostName.describe('The name typed into the terminal; the CN of the GAP’s certificate.'),
  address: z.string().optional().describe('The address to dial; default: what the name resolves to.'),
  dnsServer: z.string().optional().describe('The DNS server to ask; default: that of the system.'),
  port: port.default(8443),
  parallel: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('Cases at a time. One at a time it is plain which case stopped the GAP.'),
  timeoutMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(5000)
    .describe('How long a connection, a handshake and an answer may each take, in milliseconds.'),
  probe: z
    .discriminatedUnion('mode', [httpProbe, rawProbe])
    .prefault({ mode: 'http' })
    .describe('The request that a good terminal makes, and that a good GAP answers with 2xx.'),
});

const drive = z
  .strictObject({
    mode: z
      .enum(['http', 'command', 'manual', 'none'])
      .default('none')
      .describe('docs/drive.md has the contract; manual asks the person at the terminal.'),
    url: z.url().optional().describe('For mode http: POST {url}/actions/{action}.'),
    command: z
      .string()
      .min(1)
      .optional()
      .describe('For mode command: what the shell runs, in the folder where banc was started.'),
    timeoutMs: z
      .int()
      .min(100)
      .max(3_600_000)
      .optional()
      .describe('How long an action may take, in milliseconds. Default: 30 s, of a person 10 minutes.'),
  })
  .refine(({ mode, url }) => mode !== 'http' || url !== undefined, {
    path: ['url'],
    message: 'the URL of the drive, which mode http needs',
  })
  .refine(({ mode, command }) => mode !== 'command' || command !== undefined, {
    path: ['command'],
    message: 'a command, which mode command needs',
  });

const peer = (host: string, defaultPort: number) =>
  z
    .strictObject({
      host: hostName.default(host).describe('The name in its certificate.'),
      bind: z.string().default('127.0.0.1'),
      port: port.default(defaultPort),
    })
    .prefault({});

const certificateFile = z.strictObject({
  file: z
    .string()
    .describe('Certificates in PEM or DER, .p7b, PKCS#12 or JKS; relative to the folder of banc.yaml.'),
  use: z.enum(CERTIFICATE_USES),
  password: z.string().optional().describe('Of a keystore, or of an encrypted key.'),
  key: z.string().optional().describe('The private key, where it is in a file of its own.'),
  chain: z.string().optional().describe('The ACI (and ACR), where they are in a file of their own.'),
});

/** banc.yaml. Everything but `gap` has a default; an unknown key is refused. */
export const runConfigSchema = z.strictObject({
  gap: z.strictObject({
    editor: z.string().default(''),
    product: z.string().default(''),
    version: z.string().default(''),
    environment: z
      .enum(ENVIRONMENTS)
      .default('test')
      .describe(
        'Where the GAP is to run with the files of `certificates`: which hierarchy of IGC-Santé they are to come from.',
      ),
    diapasonServer,
  }),
  drive: drive.prefault({}).describe('How the bench makes the GAP act as a client.'),
  peers: z
    .strictObject({
      psp: peer('psp.banc.test', 14443),
      annuaire: peer('annuaire.banc.test', 14444),
      amc: peer('amc.banc.test', 14445),
      dp: peer('dp.banc.test', 14446),
    })
    .prefault({})
    .describe('Fixed endpoints, configured in the GAP; the bench switches what stands behind them.'),
  certificates: z
    .array(certificateFile)
    .default([])
    .describe('What suite certificates looks at: the files that the GAP has.'),
  cipher: z
    .enum(['c028', 'c027', 'compat'])
    .default('c028')
    .describe('How the prescribed suite, which does not exist, is read.'),
  allowPublic: z
    .boolean()
    .default(false)
    .describe('Whether the GAP and its drive may be at public addresses. The bench sends malformed traffic.'),
  features: z
    .partialRecord(z.enum(FEATURES), z.boolean())
    .default({})
    .describe('What the GAP declares it does not do: those cases are skipped. It never waives a MUST.'),
});

export type RunConfig = z.output<typeof runConfigSchema>;
export type ProbeConfig = RunConfig['gap']['diapasonServer']['probe'];

/**
 * Reads the configuration of a run.
 * @throws BancError SIMKIT_CONFIG_INVALID naming each wrong path and what was expected there
 */
export function loadRunConfig(yaml: string, fileName: string): RunConfig {
  return parseConfig(runConfigSchema, yaml, fileName);
}
