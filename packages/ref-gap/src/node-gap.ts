import type { TLSSocket } from 'node:tls';
import { Admission, type Clock } from './admission.ts';
import type { Defect } from './defects/defect.ts';
import type { GapServer } from './gap-server.ts';
import { type GapMaterial, pemBlocks } from './material.ts';
import { createTerminalServer, terminalServerOptions } from './node-server.ts';
import { presentedChain } from './presented-chain.ts';

/** The GAP on node:tls: the correct one, unless a defect changes its settings or takes the decision from OpenSSL. */
export function createNodeGap(material: GapMaterial, clock: Clock, defects: readonly Defect[]): GapServer {
  const options = defects.reduce(
    (settings, defect) => defect.node?.(settings) ?? settings,
    terminalServerOptions(material),
  );
  const judgesItself = defects.some(({ forgives, refuses, resumed }) => forgives ?? refuses ?? resumed);
  const server = createTerminalServer(judgesItself ? { ...options, rejectUnauthorized: false } : options);
  // A new context has new keys for its session tickets, too: nobody resumes what the new CRLs forbid.
  const renewContext = (crls: readonly string[]) =>
    server.setSecureContext({ ...options, crl: pemBlocks(...crls) });
  if (!judgesItself) return { server, useCrls: renewContext };

  const admission = new Admission(material, clock, defects);
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const resumed = socket.isSessionReused() ? defects.find((defect) => defect.resumed)?.resumed : undefined;
    if (resumed === 'accepts') return;
    if (resumed === 'refuses') return void socket.destroy();
    const verdict = admission.judge(presentedChain(socket), socket.authorized ? 'accepts' : 'refuses');
    if (verdict.accepted) return;
    // Where the handshake is left to end, the terminal has a session to come back with.
    if (defects.some((defect) => defect.resumed === 'accepts')) socket.end(FORBIDDEN);
    else socket.destroy(); // as node:tls does when it rejects by itself
  });
  const useCrls = (crls: readonly string[]) => {
    admission.useCrls(crls);
    renewContext(crls);
  };
  return { server, useCrls };
}

const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';
