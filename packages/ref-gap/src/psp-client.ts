import { request } from 'node:https';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { pemBlocks, type ServedCertificate } from './material.ts';

/** The payment provider as a GAP is configured for it. */
export interface PspAccess {
  /** The name in its certificate (RFC 2818 §3.1). */
  readonly host: string;
  readonly port: number;
  /** Where to dial; default: what the name resolves to. */
  readonly address?: string;
  /** The ORG AUTH_CLI certificate of the GAP, with its intermediate. */
  readonly client: ServedCertificate;
  /** The roots of the provider, in PEM. */
  readonly trust: string;
}

/** The suite that ANS prescribes, as it is read (0xC028), then two stronger ones. */
const CIPHERS = ['ECDHE-RSA-AES256-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES128-GCM-SHA256'];
const PATIENCE_MS = 10_000;

/** How a GAP connects to its payment provider with nothing but Node: this is the whole of what ANS asks for on that link. */
export function pspConnectionOptions({ host, port, address, client, trust }: PspAccess): ConnectionOptions {
  return {
    host: address ?? host,
    port,
    servername: host, // what SNI says, and what the certificate is compared with
    key: client.privateKey,
    cert: client.certificateChain, // with the intermediate: the provider knows the root only
    ca: pemBlocks(trust), // the PKI of the provider and no other, in place of the system's roots
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: CIPHERS.join(':'),
  };
}

export interface Debit {
  readonly mandate: string;
  /** Cents of a euro. */
  readonly amount: number;
  readonly merchantReference: string;
}

/** Asks for a debit on a connection that was found right; resolves to the HTTP status. */
export async function debit(
  connection: TLSSocket,
  host: string,
  key: string,
  payment: Debit,
): Promise<number> {
  const body = JSON.stringify({ ...payment, currency: 'EUR' });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const call = request({
    createConnection: () => connection,
    host,
    method: 'POST',
    path: '/diapason/v1/self/payments',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': key,
    },
    timeout: PATIENCE_MS,
  });
  call.once('timeout', () => call.destroy(new Error('the provider does not answer')));
  call.once('error', reject);
  call.once('response', (response) => {
    response.resume().once('end', () => resolve(response.statusCode!));
  });
  call.end(body);
  return promise;
}

/** A connection whose server has shown to be the provider; nothing was written to it before. */
export function connectToPsp(options: ConnectionOptions): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const connection = connect(options);
  connection.setTimeout(PATIENCE_MS, () => connection.destroy(new Error('the provider does not answer')));
  connection.once('secureConnect', () => resolve(connection));
  connection.once('error', reject);
  connection.once('close', () => reject(new Error('the provider closed the connection')));
  return promise;
}
