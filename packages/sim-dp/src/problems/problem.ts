import { Problem, type ProblemEntry, type ProblemExtras, type ProblemParameters } from '@banc-gap/simkit';
import { z } from 'zod';
import { PROBLEMS, type ProblemSlug } from './catalogue.ts';

/** RFC 9457, with members of ours. */
export const problemDetails = z.strictObject({
  type: z.string().describe('Stable: urn:banc-gap:dp:problem: and a word'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  retriable: z.boolean().describe('Whether the same request may succeed later'),
  errors: z
    .array(z.strictObject({ field: z.string(), line: z.int().optional(), message: z.string() }))
    .optional()
    .describe('Of a message that is not as its schema has it'),
  signatureError: z.string().optional().describe('Of a signature: the exact code, SAML_*, of docs/errors.md'),
});
type ProblemDetails = z.output<typeof problemDetails>;

export interface DpExtras extends ProblemExtras, Pick<ProblemDetails, 'signatureError'> {}

/** A refusal. */
export class DpProblem extends Problem<ProblemSlug, DpExtras> {
  override readonly name = 'DpProblem';

  constructor(slug: ProblemSlug, parameters: ProblemParameters = {}, extras: DpExtras = {}) {
    super(slug, parameters, extras);
  }

  get entry(): ProblemEntry {
    return PROBLEMS[this.slug];
  }

  get type(): string {
    return problemType(this.slug);
  }
}

export const problemType = (slug: ProblemSlug): string => `urn:banc-gap:dp:problem:${slug}`;
