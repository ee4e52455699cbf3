import type { TLSSocket } from 'node:tls';
import { Admission, type Clock } from './admission.ts';
import type { Defect } from './defects/defect.ts';
import type { GapServer } from './gap-server.ts';
import { type GapMaterial, pemBlocks } from './material.ts';
import { createTerminalServer, terminalServerOptions } from './node-server.ts';
import { presentedChain } from './presented-chain.ts';
import type { Reception } from './terminals/reception.ts';

/** The GAP on node:tls: the correct one, unless a defect changes its settings or takes the decision from OpenSSL. */
export function createNodeGap(
  material: GapMaterial,
  clock: Clock,
  defects: readonly Defect[],
  receive: Reception,
): GapServer {
  let options = defects.reduce(
    (settings, defect) => defect.node?.(settings) ?? settings,
    terminalServerOptions(material),
  );
  const judgesItself = defects.some(({ forgives, refuses, resumed }) => forgives ?? refuses ?? resumed);
  const admission = judgesItself ? new Admission(material, clock, defects) : undefined;
  const server = createTerminalServer(
    judgesItself ? { ...options, rejectUnauthorized: false } : options,
    receive,
    admission && ((socket) => isLetIn(socket, admission, defects)),
  );
  // A new context has new keys for its session tickets, too: nobody resumes what the new CRLs forbid.
  const renewContext = (changed: Partial<typeof options>) => {
    options = { ...options, ...changed };
    server.setSecureContext(options);
  };
  return {
    server,
    useCrls: (crls) => {
      admission?.useCrls(crls);
      renewContext({ crl: pemBlocks(...crls) });
    },
    useCertificate: ({ privateKey, certificateChain }) =>
      renewContext({ key: privateKey, cert: certificateChain }),
  };
}

/** What a GAP that judges for itself makes of a connection; one that it does not let in is over. */
function isLetIn(socket: TLSSocket, admission: Admission, defects: readonly Defect[]): boolean {
  const resumed = socket.isSessionReused() ? defects.find((defect) => defect.resumed)?.resumed : undefined;
  if (resumed === 'accepts') return true;
  if (resumed === 'refuses') {
    socket.destroy();
    return false;
  }
  const verdict = admission.judge(presentedChain(socket), socket.authorized ? 'accepts' : 'refuses');
  if (verdict.accepted) return true;
  // Where the handshake is left to end, the terminal has a session to come back with.
  if (defects.some((defect) => defect.resumed === 'accepts')) socket.end(FORBIDDEN);
  else socket.destroy(); // as node:tls does when it rejects by itself
  return false;
}

const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';
