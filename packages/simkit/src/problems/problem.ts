import type { Language, Text } from '@banc-gap/pki';

/** One kind of refusal (RFC 9457). `{name}` in a detail stands for the parameter of that name. */
export interface ProblemEntry {
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retriable?: true;
  readonly title: Text;
  readonly detail: Text;
}

/** What is wrong with one field of a request. */
export interface FieldError {
  readonly field: string;
  /** In words of its own in each language, or as a tool has it. */
  readonly message: Text | string;
  readonly line?: number;
}

/** Names of fields, amounts, and what is said in words: nothing of a request is repeated that a journal should not have. */
export type ProblemParameters = Readonly<Record<string, string | number | Text>>;
export interface ProblemExtras {
  readonly errors?: readonly FieldError[] | undefined;
}

/** A refusal, in both languages. */
export abstract class Problem<
  Slug extends string = string,
  Extras extends ProblemExtras = ProblemExtras,
> extends Error {
  readonly slug: Slug;
  readonly parameters: ProblemParameters;
  readonly extras: Extras;

  constructor(slug: Slug, parameters: ProblemParameters, extras: Extras) {
    super(slug);
    this.slug = slug;
    this.parameters = parameters;
    this.extras = extras;
  }

  abstract get entry(): ProblemEntry;
  /** A URN that is stable, and the same in both languages. */
  abstract get type(): string;

  get retriable(): boolean {
    return this.entry.retriable ?? false;
  }

  details(language: Language) {
    const { status, title, detail } = this.entry;
    const { errors, ...extras } = this.extras;
    const inLanguage = (words: string | number | Text): string =>
      typeof words === 'object' ? words[language] : String(words);
    return {
      type: this.type,
      title: title[language],
      status,
      detail: detail[language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
        inLanguage(this.parameters[name] ?? placeholder),
      ),
      retriable: this.retriable,
      ...(errors && {
        errors: errors.map(({ message, ...error }) => ({ ...error, message: inLanguage(message) })),
      }),
      ...extras,
    };
  }
}
