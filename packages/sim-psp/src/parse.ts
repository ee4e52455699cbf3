import { fieldErrors } from '@banc-gap/simkit';
import type { z } from 'zod';
import { PspProblem } from './problems/problem.ts';

/** @throws PspProblem schema-error naming each field that is wrong, and never its value */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error, input);
  throw new PspProblem('schema-error', { fields: errors.map(({ field }) => field).join(', ') }, { errors });
}
