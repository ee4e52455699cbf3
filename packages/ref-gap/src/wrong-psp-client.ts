import { checkServerIdentity, type TLSSocket } from 'node:tls';
import { Certificate, validatePath } from '@banc-gap/pki';
import type { Defect, Objection, PspDefect } from './defects/defect.ts';
import type { GapMaterial } from './material.ts';
import { presentedChain } from './presented-chain.ts';
import { connectToPsp, type PspAccess, pspConnectionOptions } from './psp-client.ts';

/** How a GAP connects to its provider: rightly, unless a defect changes what it has, its settings or its judgement. */
export function pspConnector(
  right: PspAccess,
  material: GapMaterial,
  defects: readonly Defect[],
): () => Promise<TLSSocket> {
  const wrong = defects.flatMap(({ psp }) => psp ?? []);
  const access = wrong.reduce((planned, { access: change }) => change?.(planned, material) ?? planned, right);
  const options = wrong.reduce(
    (planned, { options: change }) => change?.(planned) ?? planned,
    pspConnectionOptions(access),
  );
  const judges = wrong.filter(({ forgives, refuses, names }) => forgives ?? refuses ?? names);
  if (judges.length === 0) return () => connectToPsp(options);
  return async () => {
    const connection = await connectToPsp({ ...options, rejectUnauthorized: false });
    if (accepts(connection, access, judges)) return connection;
    connection.destroy();
    throw new Error('the server is not the provider');
  };
}

function accepts(connection: TLSSocket, { host, trust }: PspAccess, defects: readonly PspDefect[]): boolean {
  // Before the chain is read: node:tls has no legacy form of it any more afterwards.
  const sent = connection.getPeerCertificate();
  const chain = presentedChain(connection).map((der) => Certificate.parse(der));
  const [leaf] = chain;
  if (leaf === undefined || defects.some(({ refuses }) => refuses?.(leaf))) return false;
  const names = defects.find((defect) => defect.names)?.names;
  const named = names?.(host, leaf) ?? checkServerIdentity(host, sent) === undefined;
  if (!named) return false;
  const { authorizationError } = connection;
  // node:tls compares names last: where that is what it found, the chain is right.
  if (!authorizationError || String(authorizationError) === 'ERR_TLS_CERT_ALTNAME_INVALID') return true;
  const objection = objectionTo(chain, trust);
  return defects.some(({ forgives }) => forgives?.(objection, chain));
}

function objectionTo(chain: readonly Certificate[], trust: string): Objection {
  const trustAnchors = Certificate.parseAll(trust);
  const result = validatePath(chain, { trustAnchors, at: new Date(), purpose: 'serverAuth' });
  return result.valid ? { code: 'unexplained', position: 0 } : result.failure;
}
