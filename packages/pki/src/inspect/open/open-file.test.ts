import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { BancError } from '../../error-catalogue.ts';
import { pfcngPkcs12 } from '../../pkcs12/pfcng.ts';
import { altered } from '../../testing/altered.ts';
import { Mint } from '../../testing/minted.ts';
import { inspectFile } from '../inspect.ts';
import { LARGEST_FILE, openCertificates, openFile } from './open-file.ts';

let mint: Mint;
beforeAll(async () => {
  mint = await Mint.create();
});

const minted = () => mint.get('igc-sante-test/org-auth-cli');
const keyPem = () => minted().keys.privateKey.export({ format: 'pem', type: 'pkcs8' });
const keyDer = () => minted().keys.privateKey.export({ format: 'der', type: 'pkcs8' });
const pem = () => minted().certificate.pem;

describe('openFile refuses, and says why,', () => {
  it.each<[string, () => Buffer, string]>([
    ['an empty file', () => Buffer.alloc(0), 'PKI_FILE_EMPTY'],
    ['text', () => Buffer.from('Bonjour\n'), 'PKI_FILE_UNKNOWN'],
    ['octets', () => Buffer.of(0x4d, 0x5a, 0x90, 0), 'PKI_FILE_UNKNOWN'],
    ['a private key in PEM', () => Buffer.from(keyPem()), 'PKI_FILE_KEY_ALONE'],
    ['a private key in DER', () => keyDer(), 'PKI_FILE_KEY_ALONE'],
    ['a public key', () => Buffer.from(minted().certificate.subjectPublicKeyInfo), 'PKI_FILE_UNKNOWN'],
    ['a certificate cut off', () => minted().certificate.der.subarray(0, 200), 'PKI_CERTIFICATE_MALFORMED'],
    ['a SEQUENCE cut off in its length', () => Buffer.from('3086', 'hex'), 'PKI_FILE_UNKNOWN'],
    ['one whose first element is', () => Buffer.from('30820100', 'hex'), 'PKI_FILE_UNKNOWN'],
    ['PEM without its end', () => Buffer.from(pem().slice(0, 300)), 'PKI_CERTIFICATE_MALFORMED'],
    ['a JKS without a password', () => Buffer.from('feedfeed00000002', 'hex'), 'PKI_FILE_PASSWORD_MISSING'],
  ])('%s', async (_, bytes, code) => {
    await expect(openFile(bytes())).rejects.toMatchObject({ code });
  });

  it('what is larger than any CRL', async () => {
    // Never touched: the system gives the pages when they are written.
    await expect(openFile(Buffer.alloc(LARGEST_FILE + 1))).rejects.toMatchObject({
      code: 'PKI_FILE_TOO_LARGE',
    });
  });

  it('a PKCS#12 without its password, or with another', async () => {
    const { certificate, keys } = minted();
    const bytes = await pfcngPkcs12({
      certificate,
      chain: [],
      privateKey: keys.privateKey,
      password: 'right',
    });
    await expect(openFile(bytes)).rejects.toMatchObject({ code: 'PKI_FILE_PASSWORD_MISSING' });
    await expect(openFile(bytes, { password: 'wrong' })).rejects.toMatchObject({
      code: 'PKI_PKCS12_PASSWORD_WRONG',
    });
    const opened = await openCertificates(bytes, { password: 'right' });
    expect(opened).toMatchObject({ form: 'pkcs12', fromPfcng: true, password: 'given', identities: 1 });
  });
});

describe('openCertificates', () => {
  it('joins a certificate, its key and its chain from three files', async () => {
    const aci = mint.get('igc-sante-test/aci-el-org').certificate;
    const material = await openCertificates(Buffer.from(pem()), {
      key: keyDer(),
      chain: Buffer.from(aci.pem),
    });
    expect(material).toMatchObject({ form: 'pem', certificate: { der: minted().certificate.der } });
    expect(material.chain.map(({ der }) => der)).toEqual([aci.der]);
    expect(material.privateKey?.equals(minted().keys.privateKey)).toBe(true);
  });

  it('takes the certificate of the key, wherever it is in the file', async () => {
    const other = mint.issue('igc-sante-test/org-sign').certificate.pem;
    const ca = mint.get('igc-sante-test/aci-el-org').certificate.pem;
    const material = await openCertificates(Buffer.from(`${ca}${other}${pem()}${keyPem()}`));
    // Each level of the hierarchy of these tests has one key: both leaves are certificates of it.
    expect(material.certificate.commonName).toBe('Client_ROC_WebServices_AMC');
    expect(material.identities).toBe(2);
  });

  it('refuses a key that is none', async () => {
    const key = Buffer.from('-----BEGIN PRIVATE KEY-----\nMII=\n-----END PRIVATE KEY-----\n');
    await expect(openCertificates(Buffer.from(pem()), { key })).rejects.toMatchObject({
      code: 'PKI_FILE_KEY_UNREADABLE',
    });
  });
});

describe('a file that was altered', () => {
  const password = 'Banc-2026';
  const originals: [string, () => Promise<Buffer> | Buffer][] = [
    ['a certificate in DER', () => minted().certificate.der],
    [
      'a bundle in PEM',
      () => Buffer.from(`${pem()}${mint.get('igc-sante-test/aci-el-org').certificate.pem}`),
    ],
    [
      'a PKCS#12',
      () => {
        const { certificate, keys } = minted();
        return pfcngPkcs12({ certificate, chain: [], privateKey: keys.privateKey, password });
      },
    ],
  ];

  it.each(originals)('%s is inspected, or refused with an error of the catalogue', async (_, make) => {
    const original = await make();
    await fc.assert(
      fc.asyncProperty(altered(original), async (file) => {
        const result = await inspectFile(file, { at: new Date(), lang: 'fr', password }).catch(
          (error: unknown) => error,
        );
        if (result instanceof Error) expect(result).toBeInstanceOf(BancError);
        else expect(result).toMatchObject({ findings: expect.any(Array) });
      }),
      { numRuns: 300 },
    );
  });
});
