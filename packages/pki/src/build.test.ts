import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCertificate } from './build.ts';
import { type CertificateDefect, daysAhead, hoursAgo } from './defect.ts';
import { generateKeyPair, type KeyPair } from './keys.ts';
import { nameOf } from './names.ts';
import { Mint } from './testing/minted.ts';

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

const terminal = (defect?: CertificateDefect) => mint.issue('ingetrust/terminal', defect).certificate;

describe('buildCertificate', () => {
  it('makes a certificate that Node reads and its issuer has signed', () => {
    const { certificate } = mint.get('ingetrust/terminal');
    const issuer = mint.get('ingetrust/issuing-ca');
    const foreign = new X509Certificate(certificate.der);
    expect(foreign.subject).toBe('CN=0000000012345678');
    expect(foreign.verify(issuer.keys.publicKey)).toBe(true);
    expect(foreign.validToDate).toEqual(new Date('2035-04-25T09:15:10Z'));
  });

  it('takes the serial number, subject and issuer of a defect', () => {
    const foreign = new X509Certificate(
      terminal({
        serialNumber: '0badcafe',
        subject: nameOf(['CN', 'another']),
        issuer: nameOf(['CN', 'nobody']),
      }).der,
    );
    expect([foreign.serialNumber, foreign.subject, foreign.issuer]).toEqual([
      '0BADCAFE',
      'CN=another',
      'CN=nobody',
    ]);
  });

  it.each<[string, CertificateDefect, string, string]>([
    [
      'an end in the past moves the beginning',
      { notAfter: hoursAgo(1) },
      '2015-04-26T08:15:10Z',
      '2025-04-25T08:15:10Z',
    ],
    [
      'a beginning in the future leaves the end',
      { notBefore: daysAhead(1) },
      '2025-04-26T09:15:10Z',
      '2035-04-25T09:15:10Z',
    ],
    [
      'a beginning after the end moves the end',
      { notBefore: { days: 4000 } },
      '2036-04-07T09:15:10Z',
      '2046-04-07T09:15:10Z',
    ],
    [
      'both ends may be impossible',
      { notBefore: daysAhead(1), notAfter: hoursAgo(1) },
      '2025-04-26T09:15:10Z',
      '2025-04-25T08:15:10Z',
    ],
  ])('counts validity from the moment of issue: %s', (_, defect, notBefore, notAfter) => {
    const { validFromDate, validToDate } = new X509Certificate(terminal(defect).der);
    expect([validFromDate, validToDate]).toEqual([new Date(notBefore), new Date(notAfter)]);
  });

  it('leaves a version 1 certificate without extensions', () => {
    const { version, extensions } = terminal({ version: 1 });
    expect({ version, extensions }).toEqual({ version: 1, extensions: [] });
  });

  describe('signature', () => {
    const isSignedBy = (defect: CertificateDefect, keys: KeyPair): boolean =>
      new X509Certificate(terminal(defect).der).verify(keys.publicKey);

    it.each<CertificateDefect>([
      { signature: 'corrupted' },
      { signature: 'empty' },
      { signature: 'by-own-key' },
      { signature: 'by-another-key' },
    ])('$signature does not verify with the key of the issuer', (defect) => {
      expect(isSignedBy(defect, mint.get('ingetrust/issuing-ca').keys)).toBe(false);
    });

    it('by-own-key verifies with the key of the subject, which the content must carry', () => {
      const { keys, signer } = mint.get('ingetrust/terminal');
      expect(isSignedBy({ signature: 'by-own-key' }, keys)).toBe(true);
      const content = { ...signer.certificate!, serialNumber: Buffer.of(1), publicKey: keys.publicKey };
      expect(() => encodeCertificate(content, signer, { signature: 'by-own-key' })).toThrow(
        expect.objectContaining({ code: 'PKI_DEFECT_NEEDS_PRIVATE_KEY' }),
      );
    });

    it.each([
      ['sha1', '1.2.840.113549.1.1.5'],
      ['md5', '1.2.840.113549.1.1.4'],
      ['sha384', '1.2.840.113549.1.1.12'],
    ] as const)('is made with %s where the defect says so, in both places', (digest, oid) => {
      const { tbs, signature, signatureAlgorithm, tbsSignatureAlgorithm } = terminal({
        signatureDigest: digest,
      });
      expect([signatureAlgorithm, tbsSignatureAlgorithm]).toEqual([oid, oid]);
      expect(verify(digest, tbs, mint.get('ingetrust/issuing-ca').keys.publicKey, signature)).toBe(true);
    });

    it('can name another algorithm inside than outside', () => {
      const certificate = terminal({ tbsSignatureAlgorithm: 'sha512' });
      expect(certificate.tbsSignatureAlgorithm).toBe('1.2.840.113549.1.1.13');
      expect(certificate.signatureAlgorithm).toBe('1.2.840.113549.1.1.11');
    });

    it('is ECDSA with an EC key, without parameters', async () => {
      const ec = await generateKeyPair('ec-p256');
      const content = { ...mint.get('ingetrust/terminal').certificate, publicKey: ec.publicKey };
      const der = encodeCertificate(
        { ...content, serialNumber: Buffer.of(1) },
        { name: content.issuer, privateKey: ec.privateKey },
      );
      expect(new X509Certificate(der).verify(ec.publicKey)).toBe(true);
      expect(der.includes(Buffer.from('300a06082a8648ce3d040302', 'hex'))).toBe(true);
    });
  });

  describe('extensions', () => {
    it('are replaced in their place, removed, and added at the end', () => {
      const original = mint.get('ingetrust/terminal').certificate.extensions.map(({ oid }) => oid);
      const { extensions, keyUsage, extendedKeyUsage } = terminal({
        extensions: {
          keyUsage: { value: ['keyCertSign'], critical: false },
          extendedKeyUsage: null,
          nameConstraints: { value: { permitted: [{ type: 'dNSName', value: 'ch.fr' }] }, critical: true },
        },
        addExtensions: [{ oid: '2.25.1', critical: true, value: '0500' }],
      });
      expect(extensions.map(({ oid }) => oid)).toEqual([
        ...original.filter((oid) => oid !== '2.5.29.37'),
        '2.5.29.30',
        '2.25.1',
      ]);
      expect([...keyUsage!]).toEqual(['keyCertSign']);
      expect(extensions.filter(({ critical }) => critical).map(({ oid }) => oid)).toEqual([
        '2.5.29.19',
        '2.5.29.30',
        '2.25.1',
      ]);
      expect(extendedKeyUsage).toBeUndefined();
    });

    it('take octets that no value expresses', () => {
      const { extensions } = terminal({ extensions: { keyUsage: { der: '0401ff' } } });
      expect(extensions.find(({ oid }) => oid === '2.5.29.15')?.value.toString('hex')).toBe('0401ff');
    });
  });

  it.each<CertificateDefect>([
    { der: 'truncated' },
    { der: 'trailing-garbage' },
    { duplicateExtension: 'keyUsage' },
  ])('cannot give a readable certificate with %j', (defect) => {
    expect(() => terminal(defect)).toThrow(expect.objectContaining({ code: 'PKI_CERTIFICATE_MALFORMED' }));
  });
});
