import type { Overlooking } from './overlooking.ts';
import type { Findings, VerifierName } from './verifier.ts';

/** What a verifier finds wrong; or why it rightly accepts. */
type Opinion = Findings | { readonly cannotSee: string };

export type Opinions = Readonly<Record<VerifierName, Opinion>>;

/** What verifiers that are not ours must find in a chain, all of it, and what makes them accept it. */
export interface Expectation extends Opinions {
  /** The declared defect is all that is wrong: who overlooks it, accepts. */
  readonly overlooking: Overlooking;
  /** Why a verifier has no means to overlook that. */
  readonly noMeans?: Readonly<Partial<Record<VerifierName, string>>>;
}

export function findingsOf(opinion: Opinion): Findings {
  return 'cannotSee' in opinion ? [] : opinion;
}
