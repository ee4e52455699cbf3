import type { Text } from '@banc-gap/pki';
import type { z } from 'zod';
import type { FieldError } from './problem.ts';

type Issue = z.core.$ZodIssue;

const FRENCH = new Map<string, string>();

/** For the error of a schema, which zod has in one language: what is wanted, in both. */
export function wanted({ fr, en }: Text): string {
  FRENCH.set(en, fr);
  return en;
}

const TYPES: Readonly<Record<string, Text>> = {
  array: { fr: 'une liste', en: 'a list' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  int: { fr: 'un nombre entier', en: 'a whole number' },
  number: { fr: 'un nombre', en: 'a number' },
  object: { fr: 'un objet', en: 'an object' },
  record: { fr: 'un objet', en: 'an object' },
  string: { fr: 'un texte', en: 'a text' },
};

const FORMATS: Readonly<Record<string, Text>> = {
  date: { fr: 'une date comme 2026-11-21', en: 'a date such as 2026-11-21' },
  datetime: { fr: 'un instant comme 2026-11-21T10:00:00Z', en: 'a time such as 2026-11-21T10:00:00Z' },
  url: { fr: 'une URL', en: 'a URL' },
  uuid: { fr: 'un UUID', en: 'a UUID' },
};

const UNKNOWN: Text = { fr: 'champ inconnu', en: 'unknown field' };

/**
 * What is wrong with each field, and what was wanted of it; never what was there.
 *
 * @param input that the schema has refused
 */
export function fieldErrors({ issues }: z.ZodError, input: unknown): FieldError[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: fieldName([...issue.path, key]), message: UNKNOWN }))
      : [{ field: fieldName(issue.path), message: messageOf(issue, input) }],
  );
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(whole)';
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

function messageOf(issue: Issue, input: unknown): Text {
  const { fr, en } = expectation(issue);
  return isMissing(issue.path, input)
    ? { fr: `absent ; attendu : ${fr}`, en: `missing; wanted: ${en}` }
    : { fr: `attendu : ${fr}`, en: `wanted: ${en}` };
}

function isMissing(path: readonly PropertyKey[], input: unknown): boolean {
  const value = path.reduce<unknown>(
    (parent, key) => (parent as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );
  return value === undefined;
}

function expectation(issue: Issue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? same(issue.expected);
    case 'invalid_value': {
      const values = issue.values.join(', ');
      return issue.values.length === 1 ? same(values) : { fr: `l’un de ${values}`, en: `one of ${values}` };
    }
    case 'too_small':
      return bound(issue.origin, { fr: 'au moins', en: 'at least' }, issue.minimum);
    case 'too_big':
      return bound(issue.origin, { fr: 'au plus', en: 'at most' }, issue.maximum);
    case 'invalid_format':
      return FORMATS[issue.format] ?? ownWords(issue.message);
    default:
      return ownWords(issue.message);
  }
}

function bound(origin: string, relation: Text, limit: number | bigint): Text {
  const unit = {
    string: { fr: ' caractère(s)', en: ' character(s)' },
    array: { fr: ' élément(s)', en: ' item(s)' },
  }[origin];
  const { fr, en } = unit ?? same('');
  return { fr: `${relation.fr} ${limit}${fr}`, en: `${relation.en} ${limit}${en}` };
}

const ownWords = (en: string): Text => ({ fr: FRENCH.get(en) ?? en, en });
const same = (text: string): Text => ({ fr: text, en: text });
