import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import type { ServerCredential, TestPki } from './pki.ts';

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly server: Server;
}

/** Any TCP server. */
export function tcpServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return listening(createServer(onConnection));
}

/** A GAP on node:tls with this certificate, which does with a terminal that it let in what it is told to. */
export function tlsServer(
  pki: TestPki,
  { chain, keys }: ServerCredential,
  onConnection: (socket: TLSSocket, transport: Socket) => void = answer(OK),
  options: TlsOptions = {},
): Promise<TestServer> {
  let transport: Socket;
  const server = createTlsServer(
    {
      cert: chain.map(({ pem }) => pem).join(''),
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      ca: pki.ingeTrustRoot.certificate.pem,
      requestCert: true,
      rejectUnauthorized: true,
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES256-SHA384',
      ...options,
    },
    (socket) => {
      socket.on('error', () => undefined); // the terminal may leave at any time
      onConnection(socket, transport);
    },
  );
  server.on('connection', (socket: Socket) => {
    transport = socket;
  });
  return listening(server);
}

export const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** Waits for the request, sends that and closes. */
export function answer(text: string): (socket: Socket) => void {
  return (socket) => socket.once('data', () => socket.end(text));
}

async function listening(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined); // as above
    sockets.add(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    server,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
