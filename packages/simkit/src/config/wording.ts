import type { z } from 'zod';

export type Issue = z.core.$ZodIssue;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a group of keys',
  record: 'a group of keys',
  string: 'a text',
};

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  datetime: 'a date and time such as 2026-11-21T10:00:00Z',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  url: 'a URL',
};

/** What an issue says should have been there. */
export function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue ? oneOf(issue.options as unknown[]) : alternatives(issue.errors as Issue[][]);
    case 'too_small':
      return bound(issue.origin, 'at least', issue.minimum, issue.inclusive);
    case 'too_big':
      return bound(issue.origin, 'at most', issue.maximum, issue.inclusive);
    case 'invalid_format':
      return FORMAT_NAMES[issue.format] ?? patternInWords(issue.message, issue.pattern);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_key':
      return `a key that is ${(issue.issues as Issue[]).map(expectation).join(' and ')}`;
    default:
      return issue.message;
  }
}

/** A schema may say in words what its pattern wants; zod's own words are no help. */
function patternInWords(message: string, pattern: string | undefined): string {
  return pattern === undefined || !message.startsWith('Invalid') ? message : `a text that matches ${pattern}`;
}

/** A value as a reader of the file would know it again. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return `a group of keys (${Object.keys(value).join(', ')})`;
  if (typeof value !== 'string') return String(value);
  return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => String(value));
  return texts.length === 1 ? `${texts[0]}` : `one of ${texts.join(', ')}`;
}

function alternatives(errors: readonly (readonly Issue[])[]): string {
  return [...new Set(errors.flatMap((issues) => issues.slice(0, 1).map(expectation)))].join(' or ');
}

function bound(origin: string, relation: string, limit: number | bigint, inclusive = true): string {
  if (origin === 'string') return `${relation} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `${relation} ${limit} entries`;
  if (inclusive) return `${relation} ${limit}`;
  return relation === 'at least' ? `more than ${limit}` : `less than ${limit}`;
}
