import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildCertificate } from '../build.ts';
import type { Certificate } from '../certificate.ts';
import { SIGNED } from '../testing/golden.ts';
import { exampleSubject } from '../testing/minted.ts';
import { PROFILES, profileContent } from './content.ts';
import type { ProfileId } from './profile-ids.ts';
import { FAITHFUL_PUBLICATION, localPublication } from './publication.ts';

/** Any odd number of 2048 bits will do: nobody signs with these keys. */
const publicKeyOf = (id: ProfileId): KeyObject => {
  const octets = Array.from({ length: 8 }, (_, part) =>
    createHash('sha256').update(`${id} ${part}`).digest(),
  );
  const modulus = Buffer.concat(octets);
  modulus[0]! |= 0x80;
  modulus[255]! |= 1;
  return createPublicKey({ key: { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }, format: 'jwk' });
};

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PUBLICATIONS = {
  'the real addresses': FAITHFUL_PUBLICATION,
  'addresses of the bench': localPublication('http://127.0.0.1:8080', 'ldap://127.0.0.1:1389'),
};
type Addresses = keyof typeof PUBLICATIONS;

/** The same CA at each call, whenever and for which publication it issues. */
const authorities = new Map<ProfileId, Certificate>();
function authority(id: ProfileId): Certificate {
  const certificate = authorities.get(id) ?? issue(id, '2021-06-01', 'the real addresses');
  authorities.set(id, certificate);
  return certificate;
}

function issue(id: ProfileId, day: string, addresses: Addresses): Certificate {
  const { issuer } = PROFILES[id];
  const content = profileContent(id, {
    subject: exampleSubject(id),
    publicKey: publicKeyOf(id),
    issuer: issuer === null ? null : authority(issuer),
    notBefore: new Date(day),
    serialNumber: Buffer.from('4d0f9e61a2b3c4d5e6f708192a3b4c5d', 'hex'),
    publication: PUBLICATIONS[addresses],
  });
  return buildCertificate(content, { name: content.issuer, privateKey });
}

/** What each certificate says, other tests have OpenSSL read. */
describe('what is signed is octet by octet what it always was', () => {
  it.each(Object.entries(SIGNED) as [ProfileId, string][])('%s', (id, expected) => {
    const hash = createHash('sha256');
    hash.update(issue(id, '2021-06-01', 'the real addresses').tbs);
    hash.update(issue(id, '2025-04-25', 'the real addresses').tbs);
    hash.update(issue(id, '2025-04-25', 'addresses of the bench').tbs);
    expect(hash.digest('hex')).toBe(expected);
  });
});
