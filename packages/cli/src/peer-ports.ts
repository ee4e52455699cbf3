import type { PeerName, PeerPort, RunConfig } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';
import { amcPort } from './amc-port.ts';
import { annuairePort } from './annuaire-port.ts';
import { dpPort } from './dp-port.ts';
import { pspPort } from './psp-port.ts';

/** Whom the suite plays when the GAP is the client. */
export function peerPorts(
  config: RunConfig,
  authorities: Authorities,
): Readonly<Partial<Record<PeerName, PeerPort>>> {
  return {
    psp: pspPort(config, authorities),
    annuaire: annuairePort(config, authorities),
    amc: amcPort(config, authorities),
    dp: dpPort(config, authorities),
  };
}
