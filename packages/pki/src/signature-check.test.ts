import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyProblem } from './signature-check.ts';

/** A public key with that modulus and exponent; nobody needs the private one. */
const rsa = (bits: number, exponent: string) =>
  createPublicKey({
    key: { kty: 'RSA', n: Buffer.alloc(bits / 8, 0xff).toString('base64url'), e: exponent },
    format: 'jwk',
  });

test.each([
  [1024, 'AQAB', 'key-too-weak'],
  [2040, 'AQAB', 'key-too-weak'],
  [2048, 'AQAB', undefined],
  [4096, 'Aw', undefined],
  [2048, 'AQ', 'key-too-weak'],
  [2048, 'AQAA', 'key-too-weak'],
  [8192, 'AQAB', undefined],
  [16384, 'AQAB', 'key-unsupported'],
])('RSA of %i bits with the exponent %s: %s', (bits, exponent, expected) => {
  expect(keyProblem(rsa(bits, exponent))).toBe(expected);
});

test('another kind of key is not supported', () => {
  expect(keyProblem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)).toBe('key-unsupported');
  expect(keyProblem(generateKeyPairSync('ed25519').publicKey)).toBe('key-unsupported');
});
