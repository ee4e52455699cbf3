/** A GAP of `terminals-main.ts`, on node:tls: greets every terminal on a framed socket, and tells how many are there. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { FrameReader, frame } from '@banc-gap/sim-tpe';
import { CIPHER } from './servers/server.ts';

const kit = process.argv[2]!;
const read = (file: string) => readFileSync(join(kit, file));
let connected = 0;

const server = createServer(
  {
    cert: read('diapason-tpe-server/fullchain.pem'),
    key: read('diapason-tpe-server/key.pem'),
    ca: read('trust/tpe.pem'),
    crl: read('crl/tpe.pem')
      .toString()
      .split(/(?<=-----END X509 CRL-----\n)/)
      .filter((pem) => pem.trim() !== ''),
    requestCert: true,
    rejectUnauthorized: true,
    maxVersion: 'TLSv1.2',
    ciphers: CIPHER,
  },
  (socket) => {
    const reader = new FrameReader();
    connected++;
    socket.on('error', () => undefined);
    socket.on('close', () => connected--);
    socket.on('data', (bytes) => {
      for (const message of reader.push(bytes)) {
        const { MessageHeader } = JSON.parse(message.toString()).SaleToPOIRequest;
        const LoginResponse = { Response: { Result: 'Success' } };
        const header = { ...MessageHeader, MessageType: 'Response', SaleID: 'BENCH' };
        const answer = { SaleToPOIResponse: { MessageHeader: header, LoginResponse } };
        socket.write(frame(Buffer.from(JSON.stringify(answer))));
      }
    });
  },
);
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('message', () => process.send!(connected));
