import type { Duplex } from 'node:stream';
import { checkServerIdentity, type TLSSocket } from 'node:tls';
import { Certificate } from '@banc-gap/pki';
import type { Clock } from './admission.ts';
import type { CallDefect, Defect, Objection } from './defects/defect.ts';
import type { GapMaterial } from './material.ts';
import {
  type Connect,
  connectToPeer,
  type PeerAccess,
  type PeerName,
  peerConnectionOptions,
} from './peer-client.ts';
import { objectionToPeer } from './peer-judgement.ts';
import { presentedChain } from './presented-chain.ts';
import { certificateRequestOf, type SecureClientFactory, secureClientSettings } from './secure-client.ts';

interface ConnectorOptions {
  readonly material: GapMaterial;
  readonly clock: Clock;
  readonly defects: readonly Defect[];
  /** The stack to connect with; default node:tls. */
  readonly createSecureClient?: SecureClientFactory;
}

/** How a GAP connects to a peer: rightly, unless a defect changes what it has, its settings or its judgement. */
export function peerConnector(
  peer: PeerName,
  right: PeerAccess,
  { material, clock, defects, createSecureClient }: ConnectorOptions,
): Connect {
  const wrong = callDefects(defects, peer);
  const access = wrong.reduce((planned, { access: change }) => change?.(planned, material) ?? planned, right);
  const minds = access.client !== undefined && !wrong.some(({ goesOnUnasked }) => goesOnUnasked);
  if (createSecureClient === undefined) {
    const connect = nodeConnector(access, clock, wrong);
    return async () => {
      const connection = await connect();
      // OpenSSL has them from CertificateRequest, and from nothing else; node:tls does not tell of that itself.
      const isAsked = connection.getSharedSigalgs().length > 0;
      return minds && !isAsked ? breakOff(connection, UNASKED) : connection;
    };
  }
  const settings = wrong.reduce(
    (planned, { secure }) => secure?.(planned) ?? planned,
    secureClientSettings(access, clock),
  );
  return async () => {
    const connection = await createSecureClient(settings);
    const request = certificateRequestOf(connection);
    if (request === undefined) return minds ? breakOff(connection, UNASKED) : connection;
    const refuses = wrong.some(({ refusesRequest }) => refusesRequest?.(request, access));
    return refuses ? breakOff(connection, 'the server names none of our CAs') : connection;
  };
}

/** Who does not ask who calls is not the peer whose certificates ANS prescribes. */
const UNASKED = 'the server does not ask for our certificate';

function breakOff(connection: Duplex, why: string): never {
  connection.destroy();
  throw new Error(why);
}

/** Those of the defects that show when this peer is called. */
export function callDefects(defects: readonly Defect[], peer: PeerName): readonly CallDefect[] {
  return defects.flatMap(({ call }) => (call?.peers.includes(peer) ? call : []));
}

function nodeConnector(
  access: PeerAccess,
  clock: Clock,
  wrong: readonly CallDefect[],
): () => Promise<TLSSocket> {
  const options = wrong.reduce(
    (planned, { options: change }) => change?.(planned) ?? planned,
    peerConnectionOptions(access),
  );
  const judges = wrong.filter(({ forgives, refuses, names }) => forgives ?? refuses ?? names);
  if (judges.length === 0) return () => connectToPeer(options);
  return async () => {
    const connection = await connectToPeer({ ...options, rejectUnauthorized: false });
    if (accepts(connection, access, clock, judges)) return connection;
    connection.destroy();
    throw new Error('the server is not the right one');
  };
}

function accepts(
  connection: TLSSocket,
  access: PeerAccess,
  clock: Clock,
  defects: readonly CallDefect[],
): boolean {
  // Before the chain is read: node:tls has no legacy form of it any more afterwards.
  const sent = connection.getPeerCertificate();
  const chain = presentedChain(connection).map((der) => Certificate.parse(der));
  const [leaf] = chain;
  if (leaf === undefined || defects.some(({ refuses }) => refuses?.(leaf))) return false;
  const { host } = access;
  const names = defects.find((defect) => defect.names)?.names;
  const named = names?.(host, leaf) ?? checkServerIdentity(host, sent) === undefined;
  if (!named) return false;
  const { authorizationError } = connection;
  // node:tls compares names last: where that is what it found, the chain is right.
  if (!authorizationError || String(authorizationError) === 'ERR_TLS_CERT_ALTNAME_INVALID') return true;
  const objection: Objection = objectionToPeer(chain, access, clock.now()) ?? UNEXPLAINED;
  return defects.some(({ forgives }) => forgives?.(objection, chain));
}

const UNEXPLAINED: Objection = { code: 'unexplained', position: 0 };
