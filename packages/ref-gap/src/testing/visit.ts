import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { TerminalCredential } from './terminals.ts';

/** What became of one visit of a terminal on node:tls. */
export interface Visit {
  /** 'refused' for whatever is not an HTTP answer. */
  readonly outcome: number | 'refused';
  readonly cipher?: string;
  /** Code of Node, where the terminal ended the connection. */
  readonly error?: string;
  readonly served?: DetailedPeerCertificate;
}

export async function visit(
  port: number,
  { chain, keys }: TerminalCredential,
  options: ConnectionOptions = {},
  request = 'GET /',
): Promise<Visit> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    maxVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    ...(chain.length > 0 && {
      cert: chain.map(({ pem }) => pem).join(''),
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    }),
    ...options,
  });
  let answer = '';
  let negotiated: Omit<Visit, 'outcome'> = {};
  socket.on('secureConnect', () => {
    negotiated = whatWasNegotiated(socket);
    socket.write(`${request} HTTP/1.1\r\nhost: gap.test\r\nconnection: close\r\n\r\n`);
  });
  socket.on('data', (bytes) => {
    answer += bytes;
  });
  let error: string | undefined;
  socket.on('error', ({ code }: NodeJS.ErrnoException) => {
    error = code;
  });
  await new Promise((resolve) => socket.once('close', resolve));
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return {
    outcome: status === undefined ? 'refused' : Number(status),
    ...negotiated,
    ...(error && { error }),
  };
}

function whatWasNegotiated(socket: TLSSocket): Omit<Visit, 'outcome'> {
  return {
    cipher: socket.getCipher().standardName,
    served: socket.getPeerCertificate(true),
  };
}
