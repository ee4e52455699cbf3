import type { RunConfig, TerminalPort } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { Terminal } from '@banc-gap/sim-tpe';
import type { Clock, Random } from '@banc-gap/simkit';

/** The payment terminal that the suite plays, aimed at the GAP of the configuration. */
export async function terminalPort(
  config: RunConfig,
  authorities: Authorities,
  { clock, random }: { clock: Clock; random: Random },
): Promise<TerminalPort> {
  const { fqdn, address, port } = config.gap.diapasonServer;
  const terminal = new Terminal({
    identity: await authorities.identities.identity(),
    gap: { fqdn, port, ...(address === undefined ? {} : { address }) },
    trust: authorities.trust.igcSante,
    // The suite judges the GAP's certificate by cases of its own: here it is only recorded.
    checks: { mode: 'report', revocation: false },
    allowPublic: config.allowPublic,
    clock,
    random,
  });
  return { exchange: (attempt) => terminal.exchange(attempt) };
}
