import { constants } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CIPHERS, type StackBench } from './bench.ts';
import type { ForeignServer } from './program.ts';

/** The options of a right server, with the names of Node's documentation. */
export function rightOptions({ kit }: StackBench): ServerOptions {
  const read = (file: string) => readFileSync(join(kit, file));
  return {
    key: read('diapason-tpe-server/key.pem'),
    cert: read('diapason-tpe-server/fullchain.pem'),
    ca: read('trust/tpe.pem'),
    // Of each entry Node reads the first CRL only.
    crl: read('crl/tpe.pem')
      .toString()
      .split(/(?<=-----END X509 CRL-----\n)/)
      .filter(Boolean),
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: CIPHERS,
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  };
}

/** Starts a plain node:https server. */
export async function startNode(options: ServerOptions): Promise<ForeignServer> {
  const server = createServer(options, (_request, response) => response.end('GAP de test\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
