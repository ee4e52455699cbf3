/** A GAP for `measureTerminals`, on node:tls: welcomes every terminal, and tells how many are there. */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { FrameReader, frame } from '@banc-gap/sim-tpe';
import type { TerminalBinding } from './results.ts';
import { CIPHER } from './servers/server.ts';

const [, , kit, binding] = process.argv as [string, string, string, TerminalBinding];
const read = (file: string) => readFileSync(join(kit, file));
let connected = 0;

function welcome(message: Buffer): Buffer {
  const { MessageHeader } = JSON.parse(message.toString()).SaleToPOIRequest;
  const LoginResponse = { Response: { Result: 'Success' } };
  const header = { ...MessageHeader, MessageType: 'Response', SaleID: 'BENCH' };
  return Buffer.from(JSON.stringify({ SaleToPOIResponse: { MessageHeader: header, LoginResponse } }));
}

function serveSocket(socket: TLSSocket): void {
  const reader = new FrameReader();
  socket.on('data', (bytes) => {
    for (const message of reader.push(bytes)) socket.write(frame(welcome(message)));
  });
}

/** Answers the Login, and holds the polls that follow for as long as they may wait. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  if (pieces.length > 0) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(welcome(Buffer.concat(pieces)));
    return;
  }
  const seconds = Number(/^wait=(\d+)$/.exec(String(request.headers['prefer']))?.[1]);
  const timer = setTimeout(() => response.writeHead(204).end(), seconds * 1000);
  response.on('close', () => clearTimeout(timer));
}

const http = createHttpServer((request, response) => void answer(request, response));
// Node closes what is idle for five seconds.
http.keepAliveTimeout = 0;

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
    connected++;
    socket.on('error', () => undefined);
    socket.on('close', () => connected--);
    if (binding === 'socket') serveSocket(socket);
    else http.emit('connection', socket);
  },
);
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('message', () => process.send!(connected));
