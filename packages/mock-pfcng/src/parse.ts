import type { z } from 'zod';
import { PfcngProblem } from './problems/problem.ts';
import { fieldErrors } from './schemas/wording.ts';

/** @throws PfcngProblem invalid-request naming each field that is wrong */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  const fields = errors.map(({ field }) => field || '(tout)').join(', ');
  throw new PfcngProblem('invalid-request', { fields }, { errors });
}
