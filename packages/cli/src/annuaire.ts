import { createHash } from 'node:crypto';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import {
  type AnnuaireServiceOptions,
  type RunningAnnuaire,
  readDirectory,
  startAnnuaire,
} from '@banc-gap/sim-amc';
import type { Clock } from '@banc-gap/simkit';
import { INSURER_NAME, insurerParts } from './insurer.ts';

/** As the kit and banc.yaml have it, unless told otherwise. */
const ANNUAIRE_NAME = 'annuaire.banc.test';

export interface AnnuaireOptions
  extends Pick<
    AnnuaireServiceOptions,
    'host' | 'port' | 'control' | 'journal' | 'clientRevocation' | 'templates' | 'processes'
  > {
  readonly clock: Clock;
  /** The file with what it knows; default that of the bench. */
  readonly directoryFile?: string | undefined;
  /** Where the web services of the bench listen. */
  readonly insurerPort: number;
}

/** Serves the annuaire AMC with an AC-SERVEUR certificate; it sends to the web services of the bench. */
export async function serveAnnuaire(
  authorities: Authorities,
  { directoryFile, insurerPort, ...options }: AnnuaireOptions,
): Promise<RunningAnnuaire> {
  const { clock } = options;
  const insurer = await insurerParts(authorities, INSURER_NAME, clock);
  const { certificate, chain, privateKey } = await authorities.issue({
    // The certificate lives for three years.
    orderId: `annuaire/${clock.now().toISOString().slice(0, 7)}`,
    profile: 'igc-osi/server',
    subject: { fqdn: ANNUAIRE_NAME },
  });
  return startAnnuaire({
    ...options,
    directory: readDirectory(directoryFile),
    webServices: {
      url: `https://${INSURER_NAME}:${insurerPort}`,
      fingerprint: createHash('sha256').update(insurer.identity.chain[0]!).digest('hex'),
    },
    serverName: ANNUAIRE_NAME,
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
