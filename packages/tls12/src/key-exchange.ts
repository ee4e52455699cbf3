import { createECDH, createPublicKey, diffieHellman, type ECDH, generateKeyPairSync } from 'node:crypto';

/** The groups of ECDHE that this endpoint speaks (RFC 8422 §5.1.1). */
export const GROUPS = { 'P-256': 23, 'P-384': 24, X25519: 29 } as const;
export type GroupName = keyof typeof GROUPS;

/** In the order of preference of the bench. */
export const DEFAULT_GROUPS: readonly GroupName[] = ['P-256', 'X25519', 'P-384'];

export function groupByCode(code: number): GroupName | undefined {
  return (Object.keys(GROUPS) as GroupName[]).find((name) => GROUPS[name] === code);
}

/** One side's ephemeral key of one handshake. */
export interface KeyShare {
  readonly group: GroupName;
  /** As it is sent: an uncompressed point (RFC 8422 §5.4), or the 32 octets of X25519. */
  readonly publicPoint: Buffer;
  /** The premaster secret; undefined if `peerPoint` is no point of the group (RFC 8422 §5.11). */
  agree(peerPoint: Uint8Array): Buffer | undefined;
}

export function createKeyShare(group: GroupName): KeyShare {
  return group === 'X25519' ? x25519Share() : nistShare(group);
}

const NIST_CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' } as const;

function nistShare(group: keyof typeof NIST_CURVES): KeyShare {
  const ecdh: ECDH = createECDH(NIST_CURVES[group]);
  const publicPoint = ecdh.generateKeys();
  return {
    group,
    publicPoint,
    agree(peerPoint) {
      // OpenSSL would take the compressed forms, which RFC 8422 §5.1.2 took out.
      if (peerPoint[0] !== 4 || peerPoint.length !== publicPoint.length) return undefined;
      try {
        return ecdh.computeSecret(peerPoint);
      } catch {
        return undefined;
      }
    },
  };
}

const X25519_LENGTH = 32;

function x25519Share(): KeyShare {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return {
    group: 'X25519',
    publicPoint: Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url'),
    agree(peerPoint) {
      if (peerPoint.length !== X25519_LENGTH) return undefined;
      const x = Buffer.from(peerPoint).toString('base64url');
      try {
        const peerKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
        const secret = diffieHellman({ privateKey, publicKey: peerKey });
        // A point of small order (RFC 7748 §6.1, RFC 8422 §5.11).
        return secret.every((octet) => octet === 0) ? undefined : secret;
      } catch {
        return undefined;
      }
    },
  };
}
