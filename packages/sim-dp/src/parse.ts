import type { z } from 'zod';
import { DpProblem } from './problems/problem.ts';

/** @throws DpProblem schema-error naming each field that is wrong, and never its value */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: fieldName([...issue.path, key]), message: 'unknown field' }))
      : [{ field: fieldName(issue.path), message: issue.message }],
  );
  throw new DpProblem('schema-error', { fields: errors.map(({ field }) => field).join(', ') }, { errors });
}

const fieldName = (path: readonly PropertyKey[]): string => path.map(String).join('.') || '(whole)';
