import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAuthorities } from '../authorities.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';

let temporary: TemporaryAuthorities;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
});
afterAll(() => temporary[Symbol.asyncDispose]());

const order = (orderId: string) => ({
  orderId,
  profile: 'ingetrust/terminal' as const,
  subject: { serialNumber: '0000BANC000000E1' },
});

test('a key is seen once a certificate was issued for it, by another process too', async () => {
  const { authorities, directory } = temporary;
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  expect(authorities.keySeen(publicKey)).toBe(false);
  using elsewhere = await openAuthorities(directory);
  await elsewhere.issue({ ...order('elsewhere'), publicKey });
  expect(authorities.keySeen(publicKey)).toBe(true);
  expect(authorities.keySeen(createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })))).toBe(true);
});

test('the same order again is no second use of the key', async () => {
  const { authorities } = temporary;
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await authorities.issue({ ...order('one'), publicKey });
  expect(authorities.keySeen(publicKey, 'one')).toBe(false);
  await authorities.issue({ ...order('two'), publicKey });
  expect(authorities.keySeen(publicKey, 'one')).toBe(true);
});

test('the keys of the bench itself are seen: those of CAs and of what it made', async () => {
  const { authorities } = temporary;
  const { certificate } = await authorities.issue(order('of the bench'));
  expect(authorities.keySeen(certificate.publicKey)).toBe(true);
  expect(authorities.keySeen(authorities.certificate('ingetrust/root').publicKey)).toBe(true);
});

test('the key of a certificate that nobody can read is seen', async () => {
  const { authorities } = temporary;
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const unreadable = { ...order('unreadable'), publicKey, defect: { der: 'truncated' } as const };
  const credential = await authorities.issue(unreadable);
  expect(() => credential.certificate).toThrow(
    expect.objectContaining({ code: 'PKI_CERTIFICATE_MALFORMED' }),
  );
  expect(authorities.keySeen(publicKey)).toBe(true);
});
