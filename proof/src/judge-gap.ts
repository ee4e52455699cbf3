import { drivePort, filePorts, startGap, terminalCrls, terminalPort } from '@banc-gap/cli';
import { type CaseReport, runCases, runConfigSchema } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { type DefectId, type Stack, startDrive } from '@banc-gap/ref-gap';
import { seededRandom, systemClock } from '@banc-gap/simkit';

/** The name that every GAP of these tests answers to. */
export const fqdn = 'gap.ch-test.fr';

interface ServerSettings {
  readonly parallel?: number;
  readonly timeoutMs?: number;
  readonly probe?: object;
}

/** Runs the suite of the terminal, or the part of it with these prefixes, against a GAP on this machine. */
export async function judgeGap(
  authorities: Authorities,
  port: number,
  server: ServerSettings = {},
  prefixes: readonly string[] = ['diapason-tpe'],
  drive: object = {},
): Promise<readonly CaseReport[]> {
  const config = runConfigSchema.parse({
    gap: { diapasonServer: { address: '127.0.0.1', port, fqdn, ...server } },
    drive,
  });
  const { report } = await runCases({
    config,
    prefixes,
    seed: 1,
    version: 'test',
    language: 'en',
    ports: {
      terminal: await terminalPort(config, authorities, {
        clock: systemClock,
        random: seededRandom('the terminal'),
      }),
      identities: authorities.identities,
      revocation: terminalCrls(authorities),
      ...drivePort(config, 'en', process),
      files: filePorts(authorities, () => Buffer.alloc(0)),
      serverTrust: authorities.trust.igcSante,
      clock: systemClock,
    },
  });
  return report.cases;
}

/** Runs the whole suite against the reference GAP with these defects, in as few batches as its speed allows. */
export async function judgeReferenceGap(
  authorities: Authorities,
  stack: Stack,
  defects: readonly DefectId[] = [],
): Promise<readonly CaseReport[]> {
  await using gap = await startGap(authorities, { fqdn, stack, defects });
  await using drive = await startDrive(gap);
  const { url } = drive;
  return await judgeGap(authorities, gap.port, { parallel: 12 }, ['diapason-tpe'], { mode: 'http', url });
}

/** The cases that the GAP did not get right, at whatever level. */
export function failing(cases: readonly CaseReport[]): string[] {
  return cases.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip').map(({ id }) => id);
}
