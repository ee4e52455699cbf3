import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Hmac } from './hmac.ts';
import { type PrfHash, prf } from './prf.ts';

// The vectors for P_SHA256 and P_SHA384 that were published on the mailing list of the IETF's TLS working group;
// `openssl kdf … TLS1-PRF` gives the same.
const VECTORS: readonly { hash: PrfHash; secret: string; seed: string; output: string }[] = [
  {
    hash: 'sha256',
    secret: '9bbe436ba940f017b17652849a71db35',
    seed: 'a0ba9f936cda311827a6f796ffd5198c',
    output:
      'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17' +
      'abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66',
  },
  {
    hash: 'sha384',
    secret: 'b80b733d6ceefcdc71566ea48e5567df',
    seed: 'cd665cf6a8447dd6ff8b27555edb7465',
    output:
      '7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700' +
      '884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e2dec479e4f1a2' +
      '6066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e0990703d73e56f',
  },
];

it.each(VECTORS)('PRF of TLS 1.2 with $hash', ({ hash, secret, seed, output }) => {
  const length = output.length / 2;
  const result = prf(hash, Buffer.from(secret, 'hex'), 'test label', Buffer.from(seed, 'hex'), length);
  expect(result.toString('hex')).toBe(output);
});

describe('Hmac', () => {
  it.each(['sha1', 'sha256', 'sha384'] as const)(
    'is that of OpenSSL with %s, for short and long keys',
    (hash) => {
      for (const keyLength of [0, 20, 64, 128, 129]) {
        const key = Buffer.alloc(keyLength, 0xa5);
        const expected = createHmac(hash, key).update('one').update('two').digest('hex');
        expect(new Hmac(hash, key).digest(Buffer.from('one'), Buffer.from('two')).toString('hex')).toBe(
          expected,
        );
      }
    },
  );
});
