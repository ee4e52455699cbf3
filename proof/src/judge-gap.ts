import {
  drivePort,
  filePorts,
  freePort,
  peerPorts,
  startGap,
  terminalCrls,
  terminalPort,
} from '@banc-gap/cli';
import { type CaseReport, type PeerName, runCases, runConfigSchema } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { DEFECTS, type Defect, type DefectId, type Stack, startDrive } from '@banc-gap/ref-gap';
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
  more: object = {},
): Promise<readonly CaseReport[]> {
  const config = runConfigSchema.parse({
    gap: { diapasonServer: { address: '127.0.0.1', port, fqdn, ...server } },
    ...more,
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
      peers: peerPorts(config, authorities),
      ...drivePort(config, 'en', process),
      files: filePorts(authorities, () => Buffer.alloc(0)),
      serverTrust: authorities.trust.igcSante,
      clock: systemClock,
    },
  });
  return report.cases;
}

/** Whether a case shows what is wrong: by its verdict; at level MAY, which has none, by a peer that was not refused. */
export function isCaught({ level, verdict, strict }: CaseReport): boolean {
  const tolerated = level === 'MAY' && verdict === 'pass' && strict === null;
  return verdict === 'fail' || verdict === 'warn' || tolerated;
}

/** The suites that the reference GAP stands for, and whom it calls in those of them where it is the client. */
export const SUITES = ['diapason-tpe', 'diapason-psp', 'roc-annuaire', 'roc-amc', 'dp'] as const;
type Suite = (typeof SUITES)[number];
const SUITE_OF_PEER: Readonly<Partial<Record<PeerName, Suite>>> = {
  psp: 'diapason-psp',
  annuaire: 'roc-annuaire',
  amc: 'roc-amc',
  dp: 'dp',
};

/**
 * Runs the suites against the reference GAP with these defects, in as few batches as its speed allows: those of the
 * half where the defects are, since the server of terminals and the clients share nothing; all without any.
 */
export async function judgeReferenceGap(
  authorities: Authorities,
  stack: Stack,
  defects: readonly DefectId[] = [],
): Promise<readonly CaseReport[]> {
  const peers = await somewhere(Object.keys(SUITE_OF_PEER));
  await using gap = await startGap(authorities, { fqdn, stack, defects, peers });
  await using drive = await startDrive(gap);
  const wanted = DEFECTS.filter(({ id }) => defects.includes(id)).flatMap(suitesOf);
  return await judgeGap(authorities, gap.port, { parallel: 12 }, wanted.length > 0 ? wanted : SUITES, {
    drive: { mode: 'http', url: drive.url },
    peers,
  });
}

async function somewhere(peers: readonly string[]) {
  const places = peers.map(
    async (peer) => [peer, { host: `${peer}.banc.test`, port: await freePort() }] as const,
  );
  return Object.fromEntries(await Promise.all(places));
}

function suitesOf({ call }: Defect): readonly Suite[] {
  return call === undefined ? ['diapason-tpe'] : call.peers.flatMap((peer) => SUITE_OF_PEER[peer] ?? []);
}
