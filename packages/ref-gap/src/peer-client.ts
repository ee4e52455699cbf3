import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { pemBlocks, type ServedCertificate } from './material.ts';

/** Whom a GAP calls: the payment provider, the directory of insurers, an insurer, the Dossier Pharmaceutique. */
export type PeerName = 'psp' | 'annuaire' | 'amc' | 'dp';

/** A server that a GAP calls, as the GAP is configured for it. */
export interface PeerAccess {
  /** The name in its certificate (RFC 2818 §3.1). */
  readonly host: string;
  readonly port: number;
  /** Where to dial; default: what the name resolves to. */
  readonly address?: string;
  /** The certificate of the GAP for this peer, with its intermediate; absent where the peer asks for none. */
  readonly client?: ServedCertificate;
  /** The roots of the peer, in PEM. */
  readonly trust: string;
  /** The current CRL of every CA below those roots and of the roots themselves; without them revocation is not checked. */
  readonly crls?: readonly string[];
}

/** Makes a connection whose server has shown to be the peer, with nothing written to it; rejects otherwise. */
export type Connect = () => Promise<Duplex>;

export interface Peer {
  readonly host: string;
  readonly connect: Connect;
}

/** Finds a peer; with another certificate than the GAP has for it, where that depends on the person. */
export type Callable = (peer: PeerName, client?: ServedCertificate) => Peer;

/** The suite that ANS prescribes, as it is read (0xC028), then two stronger ones. */
const CIPHERS = ['ECDHE-RSA-AES256-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES128-GCM-SHA256'];
export const PATIENCE_MS = 10_000;

/** How a GAP connects to a peer with nothing but Node: this is the whole of what ANS asks for on those links. */
export function peerConnectionOptions(access: PeerAccess): ConnectionOptions {
  const { host, port, address, client, trust, crls } = access;
  return {
    host: address ?? host,
    port,
    servername: host, // what SNI says, and what the certificate is compared with
    ...(client && { key: client.privateKey, cert: client.certificateChain }), // with the intermediate: a peer knows the root only
    ca: pemBlocks(trust), // the PKI of the peer and no other, in place of the system's roots
    ...(crls && { crl: pemBlocks(...crls) }), // of every CA of a chain: where one lacks, OpenSSL refuses the chain
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: CIPHERS.join(':'),
  };
}

export function connectToPeer(options: ConnectionOptions): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const connection = connect(options);
  connection.setTimeout(PATIENCE_MS, () => connection.destroy(new Error('the server does not answer')));
  connection.once('secureConnect', () => resolve(connection));
  connection.once('error', reject);
  connection.once('close', () => reject(new Error('the server closed the connection')));
  return promise;
}

export interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Asks a peer one thing, on a connection that is used up by it. Rejects where no complete answer comes: whether the peer
 * has done what it was asked is then not known.
 */
export function ask(
  connection: Duplex,
  host: string,
  { body = '', ...question }: Question,
  patienceMs = PATIENCE_MS,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const call = request({
    ...question,
    createConnection: () => connection,
    host,
    headers: { ...question.headers, 'content-length': Buffer.byteLength(body) },
  });
  call.setTimeout(patienceMs, () => call.destroy(new Error('the server does not answer')));
  let incoming: IncomingMessage | undefined;
  call.on('error', (error) => {
    // What comes after a complete answer takes nothing back.
    if (!incoming?.complete) reject(error);
  });
  call.once('response', (response) => {
    incoming = response;
    const { statusCode: status = 0, headers } = response;
    buffer(response).then((octets) => resolve({ status, headers, body: octets }), reject);
  });
  call.end(body);
  return promise;
}
