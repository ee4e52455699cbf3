import type { Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { Admission, type Clock } from './admission.ts';
import type { Defect } from './defects/defect.ts';
import type { GapMaterial } from './material.ts';
import { createTerminalServer, terminalServerOptions } from './node-server.ts';

/** The GAP on node:tls: the correct one, unless a defect changes its settings or takes the decision from OpenSSL. */
export function createNodeGap(material: GapMaterial, clock: Clock, defects: readonly Defect[]): Server {
  const options = defects.reduce(
    (settings, defect) => defect.node?.(settings) ?? settings,
    terminalServerOptions(material),
  );
  if (!defects.some(({ forgives, refuses }) => forgives ?? refuses)) return createTerminalServer(options);

  const admission = new Admission(material, clock, defects);
  const server = createTerminalServer({ ...options, rejectUnauthorized: false });
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const verdict = admission.judge(presentedChain(socket), socket.authorized ? 'accepts' : 'refuses');
    if (!verdict.accepted) socket.destroy(); // as node:tls does when it rejects by itself
  });
  return server;
}

/** The certificates in the order in which they were sent, DER. */
function presentedChain(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  for (let sent = socket.getPeerX509Certificate(); sent !== undefined; sent = sent.issuerCertificate) {
    chain.push(sent.raw);
  }
  return chain;
}
