import { randomBytes, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { buildCertificate } from '../build.ts';
import type { Certificate } from '../certificate.ts';
import { generateKeyPair, type KeyPair } from '../keys.ts';
import { runTool } from '../testing/run-tool.ts';
import { newSerialNumber, PROFILES, profileContent } from './content.ts';
import { PROFILE_IDS, type ProfileId } from './profile-ids.ts';
import { FAITHFUL_PUBLICATION, localPublication } from './publication.ts';

const NOT_BEFORE = new Date('2025-04-25T09:15:10.987Z');
const terminal = { serialNumber: '0000000012345678' };

describe('newSerialNumber', () => {
  const zeros = (size: number): Buffer => Buffer.alloc(size);
  const ones = (size: number): Buffer => Buffer.alloc(size, 0xff);

  it.each(['igc-sante-test/root-el', 'igc-sante-test/aci-el-org'] as const)(
    'has 18 octets, 1120 first, for %s',
    (id) => {
      expect(newSerialNumber(id, NOT_BEFORE, zeros).toString('hex')).toBe(`1120${'00'.repeat(16)}`);
    },
  );

  it('begins with the octets of the CA until 2023', () => {
    const serialNumber = (issuedAt: string) =>
      newSerialNumber('igc-sante-test/org-sign', new Date(issuedAt), ones).toString('hex');
    expect(serialNumber('2022-12-31T23:59:59Z')).toBe(`1d5de25e3dc14bde${'ff'.repeat(8)}`);
    expect(serialNumber('2023-01-01T00:00:00Z')).toBe(`7f${'ff'.repeat(15)}`);
  });

  it('has 16 octets and is positive otherwise, however the random octets begin', () => {
    expect(newSerialNumber('ingetrust/terminal', NOT_BEFORE, zeros).toString('hex')).toBe(
      `01${'00'.repeat(15)}`,
    );
    expect(newSerialNumber('ingetrust/terminal', NOT_BEFORE, ones).toString('hex')).toBe(
      `7f${'ff'.repeat(15)}`,
    );
  });
});

describe('profileContent', () => {
  it.each([
    ['2021-11-30T23:59:59Z', '2024-12-30T23:59:59.000Z'],
    ['2021-12-01T00:00:00Z', '2024-12-01T00:00:00.000Z'],
  ])('lets a signature of %s last until %s', async (issuedAt, notAfter) => {
    const { publicKey } = await generateKeyPair('ec-p256');
    const content = profileContent('igc-sante-test/pro-sign', {
      subject: {
        professional: { givenName: 'ANNE', surname: 'X', nationalId: '899700523527', profession: 'Médecin' },
      },
      publicKey,
      issuer: null,
      notBefore: new Date(issuedAt),
      serialNumber: Buffer.of(1),
      publication: FAITHFUL_PUBLICATION,
    });
    expect(content.notAfter.toISOString()).toBe(notAfter);
  });

  it('drops fractions of a second, which certificates cannot have', async () => {
    const { publicKey } = await generateKeyPair('ec-p256');
    const { notBefore, notAfter } = profileContent('ingetrust/terminal', {
      subject: terminal,
      publicKey,
      issuer: null,
      notBefore: NOT_BEFORE,
      serialNumber: Buffer.of(1),
      publication: FAITHFUL_PUBLICATION,
    });
    expect([notBefore, notAfter]).toEqual([
      new Date('2025-04-25T09:15:10Z'),
      new Date('2035-04-25T09:15:10Z'),
    ]);
  });

  it('points at the bench alone where it publishes locally, with the paths of the real PKI', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ec-p256');
    const content = profileContent('igc-sante-test/org-auth-cli', {
      subject: {
        structure: { departement: 'Paris (75)', name: 'HOPITAL DES 3 DAMES', nationalId: '10B0057881' },
        serviceApplicatif: 'Client_Diapason_PSP',
      },
      publicKey,
      issuer: null,
      notBefore: NOT_BEFORE,
      serialNumber: Buffer.of(1),
      publication: localPublication('http://127.0.0.1:8080', 'ldap://127.0.0.1:1389'),
    });
    const { der } = buildCertificate(content, { name: content.issuer, privateKey });
    expect(new X509Certificate(der).infoAccess).toBe(
      'OCSP - URI:http://127.0.0.1:8080/ocsp\nCA Issuers - URI:http://127.0.0.1:8080/AC%20TEST/ACI-EL-ORG-TEST.cer',
    );
    expect(der.toString('latin1')).not.toContain('esante.gouv.fr');
    expect(der.toString('latin1')).toContain('ldap://127.0.0.1:1389/cn=TEST%20AC%20IGC-SANTE');
  });
});

describe('PROFILES', () => {
  it('have an issuer that publishes a certificate and a CRL', () => {
    for (const id of PROFILE_IDS) {
      const { issuer } = PROFILES[id];
      expect(issuer === null || PROFILES[issuer].publishes !== undefined).toBe(true);
    }
  });

  it('publish each file at a path of its own', () => {
    const paths = PROFILE_IDS.flatMap((id) => {
      const { publishes } = PROFILES[id];
      return publishes ? [publishes.certificate, publishes.crl] : [];
    });
    expect(new Set(paths).size).toBe(paths.length);
  });
});

describe.skipIf(!foreignTool('openssl'))('the IGC-Santé chain with the keys that it really has', () => {
  it('has authorities of 4096 bits and a certificate of 2048, and verifies', async () => {
    const ids: readonly ProfileId[] = [
      'igc-sante-test/root-el',
      'igc-sante-test/aci-el-org',
      'igc-sante-test/ssl-serveur',
    ];
    let issuer: { certificate: Certificate; keys: KeyPair } | undefined;
    const chain: string[] = [];
    for (const id of ids) {
      const keys = await generateKeyPair(PROFILES[id].key);
      const content = profileContent(id, {
        subject: id.endsWith('ssl-serveur')
          ? {
              structure: { departement: 'Paris (75)', name: 'HOPITAL', nationalId: '10B0057881' },
              fqdn: 'gap.ch-test.fr',
            }
          : {},
        publicKey: keys.publicKey,
        issuer: issuer?.certificate ?? null,
        notBefore: NOT_BEFORE,
        serialNumber: newSerialNumber(id, NOT_BEFORE, randomBytes),
        publication: FAITHFUL_PUBLICATION,
      });
      const { privateKey } = issuer?.keys ?? keys;
      const certificate: Certificate = buildCertificate(content, { name: content.issuer, privateKey });
      chain.push(certificate.pem);
      issuer = { certificate, keys };
    }
    const [root, issuingCa, leaf] = chain as [string, string, string];
    const bits = chain.map((pem) => new X509Certificate(pem).publicKey.asymmetricKeyDetails?.modulusLength);
    expect(bits).toEqual([4096, 4096, 2048]);
    expect(
      runTool(
        'openssl',
        [
          'verify',
          '-x509_strict',
          '-attime',
          '1750000000',
          '-CAfile',
          'root.pem',
          '-untrusted',
          'ca.pem',
          'leaf.pem',
        ],
        { 'root.pem': root, 'ca.pem': issuingCa, 'leaf.pem': leaf },
      ).output,
    ).toBe('leaf.pem: OK\n');
  });
});
