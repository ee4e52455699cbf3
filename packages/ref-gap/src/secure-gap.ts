import { createServer } from 'node:http';
import { Admission, type Clock } from './admission.ts';
import { answerTerminal } from './answer.ts';
import type { Defect } from './defects/defect.ts';
import type { GapServer } from './gap-server.ts';
import type { GapMaterial } from './material.ts';
import { type SecureServerFactory, secureServerSettings } from './secure-server.ts';

/** The GAP on an injected stack: HTTP over the connections that this stack lets through. */
export function createSecureGap(
  createSecureServer: SecureServerFactory,
  material: GapMaterial,
  clock: Clock,
  defects: readonly Defect[],
): GapServer {
  const admission = new Admission(material, clock, defects);
  const settings = defects.reduce(
    (planned, defect) => defect.secure?.(planned) ?? planned,
    secureServerSettings(material, (chain) => admission.judge(chain)),
  );
  const http = createServer(answerTerminal);
  const server = createSecureServer(settings, (connection) => http.emit('connection', connection));
  return { server, useCrls: (crls) => admission.useCrls(crls) };
}
