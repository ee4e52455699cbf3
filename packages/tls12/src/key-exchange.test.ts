import { createPrivateKey, createPublicKey, diffieHellman, ECDH, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createKeyShare, GROUPS, type GroupName } from './key-exchange.ts';

const CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' } as const;

describe.each(Object.keys(GROUPS) as GroupName[])('%s', (group) => {
  it('gives both sides the same secret', () => {
    const [one, other] = [createKeyShare(group), createKeyShare(group)];
    const secret = one.agree(other.publicPoint);
    expect(secret).toBeDefined();
    expect(other.agree(one.publicPoint)?.equals(secret!)).toBe(true);
  });

  it('takes no point of another length, of zeros, or compressed', () => {
    const share = createKeyShare(group);
    const { publicPoint } = createKeyShare(group);
    expect(share.agree(publicPoint.subarray(0, -1))).toBeUndefined();
    expect(share.agree(Buffer.concat([publicPoint, Buffer.of(0)]))).toBeUndefined();
    expect(share.agree(Buffer.alloc(0))).toBeUndefined();
    expect(share.agree(Buffer.alloc(publicPoint.length))).toBeUndefined();
    if (group === 'X25519') return;
    const compressed = ECDH.convertKey(
      publicPoint,
      CURVES[group],
      undefined,
      undefined,
      'compressed',
    ) as Buffer;
    expect(share.agree(compressed)).toBeUndefined();
  });
});

it('X25519 agrees with a key of node:crypto', () => {
  const share = createKeyShare('X25519');
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), share.publicPoint]);
  const shareKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const expected = diffieHellman({
    privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    publicKey: shareKey,
  });
  expect(share.agree(point)?.equals(expected)).toBe(true);
});
