import { createServer, type TLSSocket } from 'node:tls';
import type { SecureServerFactory } from '../secure-server.ts';

/** Stands in for the stack tls12, which this package may not import: it leaves every verdict to `verifyPeer`. */
export const createNodeServer: SecureServerFactory = (settings, onConnection) => {
  const context = () => {
    const { chain, privateKey } = settings.identity();
    return {
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      cert: chain.map((der) => pem(der)).join(''),
    };
  };
  const server = createServer({ ...context(), requestCert: true, rejectUnauthorized: false }, (socket) => {
    const presented = sentChain(socket);
    const mayEnter = presented.length > 0 || settings.clientCertificate === 'request';
    if (mayEnter && settings.verifyPeer(presented).accepted)
      onConnection(Object.assign(socket, { peerChain: presented }));
    else socket.destroy();
  });
  server.prependListener('connection', () => server.setSecureContext(context()));
  return server;
};

function sentChain(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  for (let sent = socket.getPeerX509Certificate(); sent; sent = sent.issuerCertificate) chain.push(sent.raw);
  return chain;
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
