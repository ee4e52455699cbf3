import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PspPort, RunConfig } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';

/** The payment provider that the suite plays: its cases look at the connection, so every debit is authorised. */
export function pspPort(config: RunConfig, authorities: Authorities): PspPort {
  const identities = authorities.pspIdentities(config.peers.psp.host);
  return {
    identity: (defect) => identities.identity(defect),
    answer: authorise,
    trust: authorities.trust.igcSante,
  };
}

function authorise(request: IncomingMessage, response: ServerResponse): void {
  request.resume().once('end', () => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify({ state: 'AUTHORISED' })}\n`);
  });
}
