import { problemOf } from '@banc-gap/simkit';
import { DpProblem } from '../problems/problem.ts';

/** Octets: a dispensation with its signature is some five thousand. */
export const BODY_LIMIT = 262_144;

/** Whatever went wrong as a problem. */
export const asProblem = (error: unknown): DpProblem =>
  error instanceof DpProblem
    ? error
    : problemOf(error, BODY_LIMIT, (slug, parameters) => new DpProblem(slug, parameters));
