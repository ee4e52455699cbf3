import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { buildCertificate } from '../build.ts';
import type { Certificate } from '../certificate.ts';
import { exampleSubject } from '../testing/minted.ts';
import { PROFILES, profileContent } from './content.ts';
import { PROFILE_IDS, type ProfileId } from './profile-ids.ts';
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
  const certificate = authorities.get(id) ?? issue(id, new Date(0), 'the real addresses');
  authorities.set(id, certificate);
  return certificate;
}

function issue(id: ProfileId, notBefore: Date, addresses: Addresses): Certificate {
  const { issuer } = PROFILES[id];
  const content = profileContent(id, {
    subject: exampleSubject(id),
    publicKey: publicKeyOf(id),
    issuer: issuer === null ? null : authority(issuer),
    notBefore,
    serialNumber: Buffer.from('4d0f9e61a2b3c4d5e6f708192a3b4c5d', 'hex'),
    publication: PUBLICATIONS[addresses],
  });
  return buildCertificate(content, { name: content.issuer, privateKey });
}

// What each certificate says, other tests have OpenSSL read: here is all that is signed, of every profile of a PKI.
it.each([
  [
    'igc-sante-test',
    '2021-06-01',
    'the real addresses',
    '8d6c0190398485fb0ce837f8af801291bd06b05afe82c79b23dea220989b2ae6',
  ],
  [
    'igc-sante-test',
    '2025-04-25',
    'the real addresses',
    '20a3ce2e84f8768588201f4b9383f5a0939f01a005e7fe991137d7c4f9cc1ec2',
  ],
  [
    'igc-sante-test',
    '2025-04-25',
    'addresses of the bench',
    '01b54f7f1b58121e634a7204bb24507b49e08430a79251eac64386257387ea0c',
  ],
  [
    'igc-sante',
    '2021-06-01',
    'the real addresses',
    'dfd52131f365a287aec890f8b6afac2a9b6beafe7d5c456cef1eae640b8b8b69',
  ],
  [
    'igc-sante',
    '2025-04-25',
    'the real addresses',
    '4bfa8ccaf9d37e85739d278eb0d0531462767d9ef40da85f1e086862fd5a524a',
  ],
  [
    'igc-osi',
    '2025-04-25',
    'the real addresses',
    'e120b2cc851fe9809b63af068f8999f1466284b3bbc47f40ed17361001e4e7a9',
  ],
  [
    'ingetrust',
    '2025-04-25',
    'the real addresses',
    'f1505b42c4e06b4781203db6a9963543f4bf186a057cf6c8d8f663948296a068',
  ],
  [
    'geotrust',
    '2025-04-25',
    'the real addresses',
    '97fc7b9e88180da5002c3e74e2e84a45d043bf9844954dcbc255f2eab71c4f0d',
  ],
] as const)(
  'what %s signs on %s with %s is octet by octet what it always was',
  (pki, day, addresses, expected) => {
    const hash = createHash('sha256');
    for (const id of PROFILE_IDS) {
      if (id.startsWith(`${pki}/`)) hash.update(issue(id, new Date(day), addresses).tbs);
    }
    expect(hash.digest('hex')).toBe(expected);
  },
);
