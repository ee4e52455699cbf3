import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { simkitErrors } from '../errors.ts';
import { knownKeys, nearest } from './known-keys.ts';
import { describeValue, expectation, type Issue } from './wording.ts';

/**
 * Reads a YAML text by a schema made of strict objects. Throws SIMKIT_CONFIG_INVALID with one line for each problem:
 * where it is, what was found, what was expected.
 */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  fileName: string,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw invalid(
      fileName,
      document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: ${error.message}`),
    );
  }
  const value = plainValue(document, fileName);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => flatten(issue as Issue));
  throw invalid(
    fileName,
    problems.flatMap((issue) =>
      sentences(issue, schema, value).map(({ path, text: sentence }) => {
        const line = lineOf(document, lines, path);
        return `${line === undefined ? '' : `line ${line}: `}${formatPath(path)}: ${sentence}`;
      }),
    ),
  );
}

function plainValue(document: Document, fileName: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    // An alias without its anchor, or so many that they would fill the memory.
    throw invalid(fileName, [(error as Error).message]);
  }
}

function invalid(file: string, problems: readonly string[]): Error {
  return simkitErrors.error('SIMKIT_CONFIG_INVALID', {
    file,
    problems: problems.map((line) => `  ${line}`).join('\n'),
  });
}

/** Of a union that matches nothing, the alternative that comes closest says best what is wrong. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const deepest = (issues: readonly Issue[]) => Math.max(...issues.map((one) => one.path.length));
  const [closest, ...others] = (issue.errors as Issue[][]).toSorted((a, b) => deepest(b) - deepest(a));
  if (closest === undefined || others.some((other) => deepest(other) === deepest(closest))) return [issue];
  return closest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
}

function sentences(issue: Issue, schema: z.ZodType, value: unknown): { path: PropertyKey[]; text: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      const advice = guess === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${guess}?`;
      return { path: [...issue.path, key], text: `found an unknown key, ${advice}` };
    });
  }
  const text = `found ${describeValue(valueAt(value, issue.path))}, expected ${expectation(issue)}`;
  return [{ path: issue.path, text }];
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown> | undefined)?.[key], root);
}

function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole';
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

/** The line of the value at a path, or of the innermost thing around it that the text has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
