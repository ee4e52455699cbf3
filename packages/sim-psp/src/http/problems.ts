import { problemOf } from '@banc-gap/simkit';
import { PspProblem } from '../problems/problem.ts';

/** Octets: a consent or a debit is some hundred. */
export const BODY_LIMIT = 65_536;

/** Whatever went wrong as a problem. */
export const asProblem = (error: unknown): PspProblem =>
  error instanceof PspProblem
    ? error
    : problemOf(error, BODY_LIMIT, (slug, parameters) => new PspProblem(slug, parameters));
