import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { Certificate } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';

/** Where the DP is, and who certifies it. */
export interface DpAddress {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** The name in its certificate. */
  readonly serverName: string;
  readonly trustAnchors: readonly Certificate[];
}

export interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Milliseconds until the whole answer is there. */
  readonly patience: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Makes a request with the key of one person. The connection is this request's alone: one that is kept would carry the
 * requests of another person under the same certificate.
 */
export async function forward(
  message: Message,
  { chain, privateKey }: Identity,
  dp: DpAddress,
): Promise<Answer> {
  const request = requestHttps({
    agent: false,
    host: dp.address,
    port: dp.port,
    servername: dp.serverName,
    ca: dp.trustAnchors.map(({ pem }) => pem),
    cert: chain.map((der) => Certificate.parse(der).pem).join(''),
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    method: message.method,
    path: message.path,
    headers: { ...message.headers, host: dp.serverName },
    signal: AbortSignal.timeout(message.patience),
  });
  request.end(message.body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode!, headers: response.headers, body: await buffer(response) };
}
