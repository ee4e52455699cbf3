import type { CaseReport } from '@banc-gap/conformance';
import { CERTIFICATE_USES } from '@banc-gap/pki';
import { type FileBench, fqdn, type GapFiles, judgeFiles, pem, pfcngFile } from './bench.ts';
import type { WrongFile } from './makers.ts';

/** The right file of every use, as PFCNG delivers them. */
export async function rightFiles({ right }: FileBench): Promise<GapFiles> {
  const files = CERTIFICATE_USES.map(async (use) => [use, await pfcngFile(right[use])] as const);
  return Object.fromEntries(await Promise.all(files));
}

/** What suite `certificates` says of a GAP with this one file in place of the right one. */
export async function judgeWrongFile(
  bench: FileBench,
  { use, make, fqdn: configured = fqdn, alone }: WrongFile,
): Promise<readonly CaseReport[]> {
  const wrong = { [use]: await make(bench) };
  // PEM is read faster, and the form of the other files matters not.
  const right = Object.fromEntries(CERTIFICATE_USES.map((name) => [name, pem(bench.right[name])]));
  return judgeFiles(bench.authorities, alone ? wrong : { ...right, ...wrong }, configured);
}
