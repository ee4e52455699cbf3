import { ALERTS, type AlertName } from '@banc-gap/pki';
import { z } from 'zod';
import { LEVELS, SUITES } from '../cases/case.ts';
import { runConfigSchema } from '../config/schema.ts';
import { CLIENT_REVOCATION } from '../ports.ts';
import { VERDICTS } from '../runner/verdict.ts';
import { LANGUAGES } from '../text.ts';

const alert = z.enum(Object.keys(ALERTS) as [AlertName, ...AlertName[]]);
const count = z.int().min(0);

const caseReportSchema = z.strictObject({
  id: z.string().describe('<suite>/<topic>/<slug>, never renumbered'),
  title: z.string(),
  level: z.enum(LEVELS),
  source: z
    .strictObject({ requirement: z.string(), document: z.string(), section: z.string().optional() })
    .describe('The row of docs/requirements.csv that the case tests'),
  rfc: z.string().optional(),
  verdict: z.enum(VERDICTS),
  strict: z
    .boolean()
    .nullable()
    .describe('Of a refusal: whether the best alert was seen; null where nothing was refused'),
  expected: z.string(),
  actual: z.string(),
  bestAlert: alert.nullable().describe('The alert that says best why'),
  alert: alert.nullable().describe('The alert that the GAP sent'),
  observed: z.string().nullable().describe('What was negotiated'),
  twin: z
    .strictObject({ verdict: z.enum(['pass', 'untestable']), detail: z.string() })
    .nullable()
    .describe('The same case without its one defect'),
  lookAt: z.string().nullable().describe('Where to look when the case did not pass'),
  durationMs: z.number().min(0),
  evidence: z.array(z.string()).describe('Paths relative to the report'),
});

export const reportSchema = z.strictObject({
  tool: z.literal('banc-gap'),
  version: z.string(),
  language: z.enum(LANGUAGES),
  startedAt: z.iso.datetime(),
  durationMs: z.number().min(0),
  seed: z.union([z.string(), z.number()]),
  gap: z.strictObject({
    editor: z.string(),
    product: z.string(),
    version: z.string(),
    fqdn: z.string(),
    address: z.string().nullable(),
    port: z.int(),
  }),
  cipher: runConfigSchema.shape.cipher,
  clientRevocation: z
    .partialRecord(z.enum(SUITES), z.enum(CLIENT_REVOCATION))
    .describe(
      'Of each suite whose peer may or may not look up whether the certificate of the GAP is revoked: what the bench did as that peer. ANS leaves it open',
    ),
  notes: z.array(z.string()).describe('What a reader has to know: first how the prescribed suite was read'),
  cases: z.array(caseReportSchema),
  summary: z.strictObject({
    pass: count,
    fail: count,
    warn: count,
    skip: count,
    untestable: count,
    error: count,
  }),
});

export type Report = z.infer<typeof reportSchema>;
export type CaseReport = z.infer<typeof caseReportSchema>;

/** The JSON Schema of report.json. */
export function reportJsonSchema(): object {
  return { title: 'Report of a run of Banc GAP', ...z.toJSONSchema(reportSchema) };
}
