import { X509Certificate } from 'node:crypto';
import { Certificate, Crl, CrlSet, type PathFailure, validatePath } from '@banc-gap/pki';
import { pemBlocks } from './material.ts';
import type { PeerAccess } from './peer-client.ts';

/** What is to be said against the chain of a server, its name aside. */
export function objectionToPeer(
  chain: readonly Certificate[],
  { trust, crls }: PeerAccess,
  at: Date,
): PathFailure | undefined {
  const result = validatePath(chain, {
    trustAnchors: Certificate.parseAll(trust),
    at,
    purpose: 'serverAuth',
    ...(crls && { crls: new CrlSet(pemBlocks(...crls).map((pem) => Crl.parse(pem))) }),
  });
  return result.valid ? undefined : result.failure;
}

/** Whether the certificate is for that host (RFC 2818 §3.1). */
export function isFor(host: string, [leaf]: readonly Buffer[]): boolean {
  return leaf !== undefined && new X509Certificate(leaf).checkHost(host) !== undefined;
}
