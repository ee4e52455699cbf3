import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { PeerPort, RunConfig } from '@banc-gap/conformance';
import type { Authorities } from '@banc-gap/mock-igc-sante';

/** The payment provider that the suite plays: it looks at the connection, so every debit is authorised. */
export function pspPort(config: RunConfig, authorities: Authorities): PeerPort {
  const identities = authorities.pspIdentities(config.peers.psp.host);
  return {
    identity: (defect) => identities.identity(defect),
    answer: answering(201, (payment) => ({ ...payment, state: 'AUTHORISED' })),
    replies: {
      'refused-by-issuer': answering(402, () => ({
        type: 'urn:banc-gap:psp:problem:issuer-refused',
        status: 402,
        retriable: false,
        responseCode: '51',
      })),
    },
    trust: authorities.trust.igcSante,
  };
}

type Payment = Readonly<Record<string, unknown>>;

function answering(status: number, content: (payment: Payment) => object): RequestListener {
  return (request, response) => void answer(request, response, status, content);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  content: (payment: Payment) => object,
): Promise<void> {
  const payment = await json(request).catch(() => ({}));
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(content({ ...(payment as Payment) }))}\n`);
}
