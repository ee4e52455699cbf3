import type { CipherSuite } from '../cipher-suites.ts';

export type Side = 'client' | 'server';

export function otherSide(side: Side): Side {
  return side === 'client' ? 'server' : 'client';
}

/** What both hellos settle. */
export interface Negotiated {
  readonly version: number;
  readonly suite: CipherSuite;
  readonly clientRandom: Buffer;
  readonly serverRandom: Buffer;
  readonly sessionId: Buffer;
  readonly resumed: boolean;
  readonly extendedMasterSecret: boolean;
  readonly encryptThenMac: boolean;
  readonly secureRenegotiation: boolean;
  readonly serverName?: string | undefined;
}

/** What both sides keep of a complete handshake for the next one (RFC 5746 §3.1). */
export interface Established {
  readonly secureRenegotiation: boolean;
  readonly verifyData: Readonly<Record<Side, Buffer>>;
}

/** What renegotiation_info says in the hello of that side (RFC 5746 §3): nothing in the first handshake. */
export function renegotiationInfo(established: Established | undefined, side: Side): Buffer {
  if (established === undefined) return Buffer.alloc(0);
  const { client, server } = established.verifyData;
  return side === 'client' ? client : Buffer.concat([client, server]);
}
