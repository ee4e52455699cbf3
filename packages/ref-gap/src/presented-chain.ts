import type { TLSSocket } from 'node:tls';

/** The certificates in the order in which they were sent, DER. */
export function presentedChain(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  for (let sent = socket.getPeerX509Certificate(); sent !== undefined; sent = sent.issuerCertificate) {
    chain.push(sent.raw);
  }
  return chain;
}
