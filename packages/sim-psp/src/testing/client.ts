import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Identity, type TlsConnection } from '@banc-gap/tls12';
import { SERVER_NAME } from './pki.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
  readonly json: any;
}

/** A connection of a GAP to the provider, with one certificate. */
export function connectAs(port: number, identity: Identity | null): Promise<TlsConnection> {
  return connect({
    host: '127.0.0.1',
    port,
    serverName: SERVER_NAME,
    verifyPeer: () => ({ accepted: true }),
    ...(identity && { identity }),
  });
}

/** The alert that the handshake ends with. */
export async function alertFor(port: number, identity: Identity | null): Promise<string> {
  const failure = await connectAs(port, identity).then(
    (connection) => {
      connection.destroy();
      return undefined;
    },
    (error: { parameters?: { alert?: string } }) => error,
  );
  return String(failure?.parameters?.alert ?? failure);
}

interface Sent {
  readonly body?: unknown;
  /** In place of a body: as it is. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request over a connection of its own, or one that is given. */
export async function send(
  connection: TlsConnection,
  method: string,
  path: string,
  { body, text, headers = {} }: Sent = {},
): Promise<Answer> {
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const sent = request({
    createConnection: () => connection,
    method,
    path,
    headers: {
      host: SERVER_NAME,
      connection: 'keep-alive',
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  sent.end(content);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const said = Buffer.concat(parts).toString();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    json: said === '' ? undefined : JSON.parse(said),
  };
}
