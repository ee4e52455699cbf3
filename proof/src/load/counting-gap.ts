import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';

/** A GAP on node:https that remembers who came. */
export interface CountingGap extends AsyncDisposable {
  readonly port: number;
  /** The CN of each terminal that asked for something. */
  readonly visitors: readonly string[];
}

export async function startCountingGap(kit: string): Promise<CountingGap> {
  const read = (file: string) => readFileSync(join(kit, file));
  const visitors: string[] = [];
  const server = createServer(
    {
      cert: read('diapason-tpe-server/fullchain.pem'),
      key: read('diapason-tpe-server/key.pem'),
      ca: read('trust/tpe.pem'),
      requestCert: true,
      rejectUnauthorized: true,
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES256-SHA384',
    },
    (request, response) => {
      visitors.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
      response.end();
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    visitors,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
