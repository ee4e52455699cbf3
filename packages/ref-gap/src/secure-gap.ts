import { Admission, type Clock } from './admission.ts';
import type { Defect } from './defects/defect.ts';
import type { GapServer } from './gap-server.ts';
import type { GapMaterial } from './material.ts';
import { type SecureServerFactory, secureIdentity, secureServerSettings } from './secure-server.ts';
import type { Reception } from './terminals/reception.ts';

/** The GAP on an injected stack: what is said over the connections that this stack lets through. */
export function createSecureGap(
  createSecureServer: SecureServerFactory,
  material: GapMaterial,
  clock: Clock,
  defects: readonly Defect[],
  receive: Reception,
): GapServer {
  let identity = secureIdentity(material);
  const admission = new Admission(material, clock, defects);
  const settings = defects.reduce(
    (planned, defect) => defect.secure?.(planned) ?? planned,
    secureServerSettings(
      material,
      () => identity,
      (chain) => admission.judge(chain),
    ),
  );
  const server = createSecureServer(settings, (connection) => receive(connection, connection.peerChain));
  return {
    server,
    useCrls: (crls) => admission.useCrls(crls),
    useCertificate: (served) => {
      identity = secureIdentity(served);
    },
  };
}
