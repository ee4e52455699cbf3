import { z } from 'zod';

const french = new Map<string, string>();

/** What a field should be, in both languages: the English text is the message of the schema. */
export function expected(fr: string, en: string): string {
  french.set(en, fr);
  return en;
}

type Issue = z.core.$ZodIssue;

const locales = {
  fr: z.locales.fr().localeError,
  en: z.locales.en().localeError,
};

/** What is wrong with a field. */
export interface FieldError {
  /** `administrators[0].cardNumber`; empty for the whole. */
  readonly field: string;
  readonly message: { readonly fr: string; readonly en: string };
}

export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: fieldName([...issue.path, key]),
          message: { fr: 'champ inconnu', en: 'unknown field' },
        }))
      : [{ field: fieldName(issue.path), message: messageOf(issue) }],
  );
}

function messageOf(issue: Issue): FieldError['message'] {
  const own = french.get(issue.message);
  if (own !== undefined) return { fr: own, en: issue.message };
  return { fr: localized(issue, locales.fr), en: localized(issue, locales.en) };
}

function localized(issue: Issue, locale: z.core.$ZodErrorMap): string {
  const said = locale(issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
