import { join } from 'node:path';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import {
  openPsp,
  type Psp,
  type PspOptions,
  type PspServiceOptions,
  type RunningPsp,
  startPsp,
} from '@banc-gap/sim-psp';
import type { Clock } from '@banc-gap/simkit';

/** As the kit and banc.yaml have it, unless told otherwise. */
export const SERVER_NAME = 'psp.banc.test';

/** The payment provider on a state folder, where its store is. */
export function openProvider(authorities: Authorities, options: Omit<PspOptions, 'file'>): Psp {
  return openPsp({ ...options, file: join(authorities.directory, 'psp.sqlite') });
}

/** Serves it with a Geotrust certificate; whom it lets in is for the issuers of the state to say. */
export async function startProvider(
  authorities: Authorities,
  psp: Psp,
  options: Pick<PspServiceOptions, 'host' | 'port' | 'control' | 'revocation' | 'naming' | 'processes'> & {
    readonly clock: Clock;
  },
): Promise<RunningPsp> {
  const { certificate, chain, privateKey } = await authorities.issue({
    // The certificate lives for half a year.
    orderId: `psp/${options.clock.now().toISOString().slice(0, 7)}`,
    profile: 'geotrust/server',
    subject: { fqdn: SERVER_NAME },
  });
  return startPsp({
    ...options,
    psp,
    serverName: SERVER_NAME,
    identity: {
      chain: [certificate, ...chain.slice(0, -1)].map(({ der }) => der),
      privateKey: privateKey!,
    },
    trust: {
      trustAnchors: () => [...authorities.trust.igcSante, ...authorities.trust.igcSanteProduction],
      crls: () => [...authorities.crls().igcSante, ...authorities.crls().igcSanteProduction],
    },
  });
}
