import { type FormReference, formReference } from '../data/forms.ts';
import type { FormNumber } from '../schemas/forms.ts';
import type { FieldError } from '../schemas/wording.ts';
import { PROBLEMS, type ProblemEntry, type ProblemSlug } from './catalogue.ts';
import { inWords } from './words.ts';

export type ProblemParameters = Readonly<Record<string, string | number>>;

export interface ProblemExtras {
  /** The fields that are to blame. */
  readonly errors?: readonly FieldError[];
  /** The forms that help in this very case, where they are fewer than the catalogue's. */
  readonly forms?: readonly FormNumber[];
  /** Of a bulk order: the problem of each bad line; the first line after the header is 2. */
  readonly lines?: readonly { readonly line: number; readonly problem: PfcngProblem }[];
  /** The form that was refused. */
  readonly formId?: string;
}

/** RFC 9457 members, in one language. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly missingRight?: string;
  readonly forms?: readonly FormReference[];
  readonly requirements: readonly string[];
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly lines?: readonly { readonly line: number; readonly problem: ProblemDetails }[];
  readonly formId?: string;
}

/** A refusal: what rule, on which words of the documents it stands, and which form gives the missing right. */
export class PfcngProblem extends Error {
  override readonly name = 'PfcngProblem';
  readonly slug: ProblemSlug;
  readonly parameters: ProblemParameters;
  readonly extras: ProblemExtras;

  constructor(slug: ProblemSlug, parameters: ProblemParameters = {}, extras: ProblemExtras = {}) {
    super(`${slug}: ${fill(PROBLEMS[slug].detail.en, parameters, 'en')}`);
    this.slug = slug;
    this.parameters = parameters;
    this.extras = extras;
  }

  get entry(): ProblemEntry {
    return PROBLEMS[this.slug];
  }

  get status(): ProblemEntry['status'] {
    return this.entry.status;
  }

  with(extras: ProblemExtras): PfcngProblem {
    return new PfcngProblem(this.slug, this.parameters, { ...this.extras, ...extras });
  }

  details(language: 'fr' | 'en'): ProblemDetails {
    const { status, title, detail, right, requirements } = this.entry;
    const { errors, lines, formId, forms = this.entry.forms } = this.extras;
    return {
      type: problemType(this.slug),
      title: title[language],
      status,
      detail: fill(detail[language], this.parameters, language),
      ...(right && { missingRight: right[language] }),
      ...(forms && forms.length > 0 && { forms: forms.map(formReference) }),
      requirements,
      ...(errors && { errors: errors.map(({ field, message }) => ({ field, message: message[language] })) }),
      ...(lines && {
        lines: lines.map(({ line, problem }) => ({ line, problem: problem.details(language) })),
      }),
      ...(formId !== undefined && { formId }),
    };
  }
}

/** Stable, and the same in both languages. */
export const problemType = (slug: ProblemSlug): string => `urn:banc-gap:pfcng:problem:${slug}`;

function fill(text: string, parameters: ProblemParameters, language: 'fr' | 'en'): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    return value === undefined ? placeholder : inWords(name, value, language);
  });
}
