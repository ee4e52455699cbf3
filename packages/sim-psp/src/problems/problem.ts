import { Problem, type ProblemEntry, type ProblemExtras, type ProblemParameters } from '@banc-gap/simkit';
import { z } from 'zod';
import { responseCode } from '../schemas/cards.ts';
import { id } from '../schemas/identifiers.ts';
import { PROBLEMS, type ProblemSlug } from './catalogue.ts';

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

export interface PspExtras extends ProblemExtras, Pick<ProblemDetails, 'responseCode' | 'payment'> {}

/** A refusal. It never repeats what a request said: there may be a card number in it. */
export class PspProblem extends Problem<ProblemSlug, PspExtras> {
  override readonly name = 'PspProblem';

  constructor(slug: ProblemSlug, parameters: ProblemParameters = {}, extras: PspExtras = {}) {
    super(slug, parameters, extras);
  }

  get entry(): ProblemEntry {
    return PROBLEMS[this.slug];
  }

  get type(): string {
    return problemType(this.slug);
  }
}

export const problemType = (slug: ProblemSlug): string => `urn:banc-gap:psp:problem:${slug}`;
