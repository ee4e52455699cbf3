import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Identity, type TlsConnection } from '@banc-gap/tls12';
import { SERVER_NAME } from './pki.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
  readonly json: any;
}

export interface Sent {
  readonly json?: unknown;
  readonly xml?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A connection with one certificate, or none. */
export function connectAs(port: number, identity: Identity | null): Promise<TlsConnection> {
  return connect({
    host: '127.0.0.1',
    port,
    serverName: SERVER_NAME,
    verifyPeer: () => ({ accepted: true }),
    ...(identity && { identity }),
  });
}

/** One request over a connection that is given. */
export async function send(
  connection: TlsConnection,
  method: string,
  path: string,
  { json, xml, headers = {} }: Sent = {},
): Promise<Answer> {
  const content = xml ?? (json === undefined ? undefined : JSON.stringify(json));
  const type = xml === undefined ? 'application/json' : 'application/xml';
  const sent = request({
    createConnection: () => connection,
    method,
    path,
    headers: {
      host: SERVER_NAME,
      connection: 'keep-alive',
      ...(content !== undefined && { 'content-type': type }),
      ...headers,
    },
  });
  sent.end(content);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  const isJson = response.headers['content-type']?.includes('json') ?? false;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}
