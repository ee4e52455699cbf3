import { z } from 'zod';
import { responseCode } from '../schemas/cards.ts';
import { id } from '../schemas/identifiers.ts';
import { PROBLEMS, type ProblemEntry, type ProblemSlug } from './catalogue.ts';

/** RFC 9457, with members of ours. */
export const problemDetails = z.strictObject({
  type: z.string().describe('Stable: urn:banc-gap:psp:problem: and a word'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  retriable: z.boolean().describe('Whether the same request with the same key may succeed later'),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
  responseCode: responseCode.optional().describe('Of the issuer'),
  payment: id('payment').optional().describe('The payment that was refused, or that there is already'),
});
type ProblemDetails = z.output<typeof problemDetails>;

export type ProblemExtras = Pick<ProblemDetails, 'errors' | 'responseCode' | 'payment'>;
type ProblemParameters = Readonly<Record<string, string | number>>;

/** A refusal. It never repeats what a request said: there may be a card number in it. */
export class PspProblem extends Error {
  override readonly name = 'PspProblem';
  readonly slug: ProblemSlug;
  readonly parameters: ProblemParameters;
  readonly extras: ProblemExtras;

  constructor(slug: ProblemSlug, parameters: ProblemParameters = {}, extras: ProblemExtras = {}) {
    super(slug);
    this.slug = slug;
    this.parameters = parameters;
    this.extras = extras;
  }

  get entry(): ProblemEntry {
    return PROBLEMS[this.slug];
  }

  get retriable(): boolean {
    return this.entry.retriable ?? false;
  }

  details(language: 'fr' | 'en'): ProblemDetails {
    const { status, title, detail } = this.entry;
    return {
      type: problemType(this.slug),
      title: title[language],
      status,
      detail: detail[language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
        String(this.parameters[name] ?? placeholder),
      ),
      retriable: this.retriable,
      ...this.extras,
    };
  }
}

/** Stable, and the same in both languages. */
export const problemType = (slug: ProblemSlug): string => `urn:banc-gap:psp:problem:${slug}`;
