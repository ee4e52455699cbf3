import { PfcngProblem } from '../problems/problem.ts';

/** The problem by which an action is refused, whose texts must say everything that they promise. */
export async function refusal(action: () => unknown): Promise<PfcngProblem> {
  try {
    await action();
  } catch (problem) {
    if (!(problem instanceof PfcngProblem)) throw problem;
    for (const language of ['fr', 'en'] as const) {
      const { title, detail } = problem.details(language);
      if (/[{}]|undefined/.test(`${title} ${detail}`))
        throw new Error(`${problem.slug} has a gap: ${detail}`);
    }
    return problem;
  }
  throw new Error('nothing was refused');
}

/** Only its name. */
export async function slugOf(action: () => unknown): Promise<string> {
  return (await refusal(action)).slug;
}
