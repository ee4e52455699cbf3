import { constants } from 'node:crypto';
import { createServer, type Server, type TLSSocket, type TlsOptions } from 'node:tls';
import { type GapMaterial, pemBlocks } from './material.ts';
import { presentedChain } from './presented-chain.ts';
import type { Reception } from './terminals/reception.ts';

/**
 * The suite that ANS prescribes, as it is read (0xC028), then two stronger ones for terminals that do not have it;
 * nothing with a SHA-1 MAC, without forward secrecy or without authentication.
 */
const CIPHERS = [
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
] as const;

/** How a GAP serves payment terminals with nothing but Node: this is the whole of what ANS asks for on that link. */
export function terminalServerOptions(material: GapMaterial): TlsOptions {
  return {
    key: material.privateKey,
    cert: material.certificateChain, // with the intermediate: a terminal knows the root only
    ca: pemBlocks(material.trust), // the PKI of the terminals and no other, in place of the system's roots
    crl: pemBlocks(...material.crls), // of every CA of a chain: where one lacks, OpenSSL refuses the chain
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS.join(':'),
    honorCipherOrder: true,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION, // else Node lets a terminal renegotiate
    handshakeTimeout: 10_000,
  };
}

/** `judge` has a say before anything is read of a connection that the stack has let in: false, and it is over. */
export function createTerminalServer(
  options: TlsOptions,
  receive: Reception,
  judge: (socket: TLSSocket) => boolean = () => true,
): Server {
  const server = createServer(options, (socket) => {
    if (judge(socket)) receive(socket, presentedChain(socket));
  });
  // Of a handshake that took too long Node tells, and leaves its connection open.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  return server;
}
