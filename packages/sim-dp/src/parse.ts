import { fieldErrors } from '@banc-gap/simkit';
import type { z } from 'zod';
import { DpProblem } from './problems/problem.ts';

/** @throws DpProblem schema-error naming each field that is wrong, and never its value */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error, input);
  throw new DpProblem('schema-error', { fields: errors.map(({ field }) => field).join(', ') }, { errors });
}
