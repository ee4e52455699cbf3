import { z } from 'zod';
import { PROBLEMS, type ProblemEntry, type ProblemSlug } from './catalogue.ts';

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

export type ProblemExtras = Pick<ProblemDetails, 'errors' | 'signatureError'>;

/** A refusal. */
export class DpProblem extends Error {
  override readonly name = 'DpProblem';
  readonly slug: ProblemSlug;
  readonly #parameters: Readonly<Record<string, string | number>>;
  readonly #extras: ProblemExtras;

  constructor(
    slug: ProblemSlug,
    parameters: Readonly<Record<string, string | number>> = {},
    extras: ProblemExtras = {},
  ) {
    super(slug);
    this.slug = slug;
    this.#parameters = parameters;
    this.#extras = extras;
  }

  get entry(): ProblemEntry {
    return PROBLEMS[this.slug];
  }

  details(language: 'fr' | 'en'): ProblemDetails {
    const { status, title, detail, retriable = false } = this.entry;
    return {
      type: problemType(this.slug),
      title: title[language],
      status,
      detail: detail[language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
        String(this.#parameters[name] ?? placeholder),
      ),
      retriable,
      ...this.#extras,
    };
  }
}

/** Stable, and the same in both languages. */
export const problemType = (slug: ProblemSlug): string => `urn:banc-gap:dp:problem:${slug}`;
