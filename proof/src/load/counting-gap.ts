import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';

/** A GAP on node:https that remembers who came. */
export interface CountingGap extends AsyncDisposable {
  readonly port: number;
  /** The CN of each terminal that connected, each time it did. */
  readonly visitors: readonly string[];
}

export async function startCountingGap(kit: string, host = '127.0.0.1'): Promise<CountingGap> {
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
    (_request, response) => void response.end(),
  );
  server.on('secureConnection', (socket: TLSSocket) => {
    visitors.push(String(socket.getPeerCertificate().subject.CN));
  });
  // A terminal that stays connected speaks no HTTP: it gets no answer, and keeps its connection.
  server.on('clientError', () => {});
  await once(server.listen(0, host), 'listening');
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
