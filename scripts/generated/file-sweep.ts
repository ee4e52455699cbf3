import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { FileBench } from '../../proof/src/certificates/bench.ts';
import { judgeWrongFile } from '../../proof/src/certificates/sweep.ts';
import { WRONG_FILES } from '../../proof/src/certificates/wrong-files.ts';

/** A wrong file, whose place it takes, and its verdicts by case id. */
export interface SweptFile {
  readonly id: string;
  readonly use: string;
  readonly verdicts: Readonly<Record<string, string>>;
}

/** Judges a GAP with each wrong file in place of the right one. */
export async function sweepFiles(): Promise<readonly SweptFile[]> {
  await using temporary = await temporaryAuthorities();
  const bench = await FileBench.open(temporary.authorities);
  const swept: SweptFile[] = [];
  for (const file of WRONG_FILES) {
    const cases = await judgeWrongFile(bench, file);
    const verdicts = Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]));
    swept.push({ id: file.id, use: file.use, verdicts });
  }
  return swept;
}
