/** One entry of a package's error catalogue: `{name}` in a text is replaced by the parameter of that name. */
export interface CatalogueEntry {
  /** What happened. */
  readonly message: string;
  /** What to do next. */
  readonly next: string;
}

type ErrorParameters = Readonly<Record<string, string | number>>;

/** An error of the bench: a stable `code`, what happened, and what to do next. */
export class BancError extends Error {
  override readonly name = 'BancError';
  readonly code: string;
  readonly next: string;
  readonly parameters: ErrorParameters;

  constructor(
    code: string,
    entry: CatalogueEntry,
    parameters: ErrorParameters = {},
    options?: { cause?: unknown },
  ) {
    super(fill(entry.message, parameters), options);
    this.code = code;
    this.next = fill(entry.next, parameters);
    this.parameters = parameters;
  }
}

/** A package's catalogue: makes errors by code, and lists its entries for the documentation. */
export interface ErrorCatalogue<Code extends string> {
  readonly entries: Readonly<Record<Code, CatalogueEntry>>;
  error(code: Code, parameters?: ErrorParameters, options?: { cause?: unknown }): BancError;
}

export function defineErrors<Code extends string>(
  entries: Readonly<Record<Code, CatalogueEntry>>,
): ErrorCatalogue<Code> {
  return {
    entries,
    error: (code, parameters, options) => new BancError(code, entries[code], parameters, options),
  };
}

function fill(text: string, parameters: ErrorParameters): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(parameters[name] ?? placeholder));
}
