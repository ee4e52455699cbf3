import { createHash } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Mint } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { pfcngFileName, pfcngPkcs12, pfcngProductOf } from './pfcng.ts';

const password = "mot de passe d'essai 1";
const IDS = ['igc-sante-test/org-auth-cli', 'igc-sante-test/aci-el-org', 'igc-sante-test/root-el'] as const;

let mint: Mint;
let file: Buffer;
beforeAll(async () => {
  mint = await Mint.create();
  const [certificate, ...chain] = IDS.map((id) => mint.get(id).certificate);
  file = await pfcngPkcs12({
    certificate: certificate!,
    chain,
    privateKey: mint.get(IDS[0]).keys.privateKey,
    password,
  });
});

const sha1OfLeaf = () =>
  createHash('sha1').update(mint.get(IDS[0]).certificate.der).digest('hex').toUpperCase();

/** `openssl asn1parse` of a structure: depth, type and value of each line. */
function asn1parse(der: Uint8Array): string[] {
  const { status, output } = runTool('openssl', ['asn1parse', '-inform', 'DER', '-in', 'der'], { der });
  expect(status).toBe(0);
  return output
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/^.*d=(\d+) .*?(cons|prim): /, '$1 ')
        .replace(/ +(?=:|$)/, '')
        .replace(/ +:/, ':'),
    );
}

/** The octets of the nth OCTET STRING (DER inside) at a depth. */
function octetsAt(der: Uint8Array, depth: number): Buffer[] {
  const { output } = runTool('openssl', ['asn1parse', '-inform', 'DER', '-in', 'der'], { der });
  return output
    .trim()
    .split('\n')
    .flatMap((line) => {
      const found = /^ *(\d+):d=(\d+) +hl=(\d+) +l= *(\d+) prim: OCTET STRING/.exec(line);
      if (found === null || Number(found[2]) !== depth) return [];
      const [offset, , header, length] = found.slice(1).map(Number) as [number, number, number, number];
      return [Buffer.from(der.subarray(offset + header, offset + header + length))];
    });
}

describe.skipIf(!foreignTool('openssl'))("PFCNG's PKCS#12 as openssl sees it", () => {
  it('is a PFX of version 3 around plain data, with a SHA-1 MAC of eight octets of salt', () => {
    const structure = asn1parse(file);
    expect(structure.slice(0, 5)).toEqual([
      '0 SEQUENCE',
      '1 INTEGER:03',
      '1 SEQUENCE',
      '2 OBJECT:pkcs7-data',
      '2 cont [ 0 ]',
    ]);
    expect(structure.slice(-8)).toEqual([
      '1 SEQUENCE',
      '2 SEQUENCE',
      '3 SEQUENCE',
      '4 OBJECT:sha1',
      '4 NULL',
      expect.stringMatching(/^3 OCTET STRING +\[HEX DUMP\]:[0-9A-F]{40}$/),
      expect.stringMatching(/^2 OCTET STRING +\[HEX DUMP\]:[0-9A-F]{16}$/),
      '2 INTEGER:0800',
    ]);
  });

  it('has two contents of plain data: three certificates, then the key', () => {
    const [safe] = octetsAt(file, 3);
    expect(asn1parse(safe!).filter((line) => line.includes('OBJECT'))).toEqual([
      '2 OBJECT:pkcs7-data',
      '2 OBJECT:pkcs7-data',
    ]);
    const [certificates, keys] = octetsAt(safe!, 3);
    const OBJECTS = /OBJECT|HEX DUMP\]:[0-9A-F]{40}$/;
    expect(asn1parse(certificates!).filter((line) => OBJECTS.test(line))).toEqual([
      '2 OBJECT:certBag',
      '4 OBJECT:x509Certificate',
      '4 OBJECT:localKeyID',
      expect.stringContaining(`:${sha1OfLeaf()}`),
      '2 OBJECT:certBag',
      '4 OBJECT:x509Certificate',
      '2 OBJECT:certBag',
      '4 OBJECT:x509Certificate',
    ]);
    expect(octetsAt(certificates!, 6).filter(({ length }) => length > 20)).toEqual([]);
    expect(octetsAt(certificates!, 5).filter(({ length }) => length > 20)).toEqual(
      IDS.map((id) => mint.get(id).certificate.der),
    );
    expect(asn1parse(keys!).map((line) => line.replace(/[0-9A-F]{1000,}/, '…'))).toEqual([
      '0 SEQUENCE',
      '1 SEQUENCE',
      '2 OBJECT:pkcs8ShroudedKeyBag',
      '2 cont [ 0 ]',
      '3 SEQUENCE',
      '4 SEQUENCE',
      '5 OBJECT:pbeWithSHA1And3-KeyTripleDES-CBC',
      '5 SEQUENCE',
      expect.stringMatching(/^6 OCTET STRING +\[HEX DUMP\]:[0-9A-F]{16}$/),
      '6 INTEGER:0800',
      expect.stringMatching(/^4 OCTET STRING +\[HEX DUMP\]:…$/),
      '2 SET',
      '3 SEQUENCE',
      '4 OBJECT:localKeyID',
      '4 SET',
      expect.stringContaining(`:${sha1OfLeaf()}`),
    ]);
  });

  it('opens without the legacy provider, and with its password only', () => {
    const info = (given: string) =>
      runTool('openssl', ['pkcs12', '-info', '-in', 'file.p12', '-noenc', '-passin', `pass:${given}`], {
        'file.p12': file,
      });
    const { status, output } = info(password);
    expect(status).toBe(0);
    expect(output).toContain('MAC: sha1, Iteration 2048');
    expect(output).toContain('MAC length: 20, salt length: 8');
    expect(output).toContain('Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048');
    expect(output).not.toContain('Encrypted data');
    expect(output).not.toContain('friendlyName');
    expect(output.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(output.match(/BEGIN PRIVATE KEY/g)).toHaveLength(1);
    expect(info('another').output).toContain('invalid password');
  });
});

describe("PFCNG's PKCS#12", () => {
  it.skipIf(!foreignTool('keytool'))('is a key with a chain of three to keytool', () => {
    const { status, output } = runTool(
      'keytool',
      ['-list', '-v', '-keystore', 'store.p12', '-storepass', password, '-J-Duser.language=en'],
      { 'store.p12': file },
    );
    expect(status).toBe(0);
    expect(output).toContain('Entry type: PrivateKeyEntry');
    expect(output).toContain('Certificate chain length: 3');
  });

  it('is what node:tls takes', () => {
    expect(() => createSecureContext({ pfx: file, passphrase: password })).not.toThrow();
    expect(() => createSecureContext({ pfx: file, passphrase: 'another' })).toThrow(/mac verify failure/);
  });

  it('refuses a password that programs would encode differently', async () => {
    const { certificate, keys } = mint.get(IDS[0]);
    await expect(
      pfcngPkcs12({ certificate, chain: [], privateKey: keys.privateKey, password: 'mot de passé' }),
    ).rejects.toMatchObject({ code: 'PKI_PKCS12_PASSWORD_NOT_ASCII' });
  });
});

describe('the name of a file of PFCNG', () => {
  const product = { test: true, offre: 'ORG', usage: 'AUTH_CLI' } as const;

  it.each([
    [product, '2021-11-15T09:35:06Z', 'asip-p12-EL-TEST-ORG-AUTH_CLI-20211115-103506.p12'],
    [product, '2021-07-31T22:00:00Z', 'asip-p12-EL-TEST-ORG-AUTH_CLI-20210801-000000.p12'],
    [{ ...product, test: false }, '2021-11-15T09:35:06Z', 'asip-p12-EL-ORG-AUTH_CLI-20211115-103506.p12'],
    [
      { test: true, offre: 'SERV', usage: 'SSL_SERV' } as const,
      '2025-01-02T03:04:05Z',
      'asip-p12-EL-TEST-SERV-SSL_SERV-20250102-040405.p12',
    ],
  ])('has the time of Paris: %o at %s', (named, at, name) => {
    expect(pfcngFileName(named, new Date(at))).toBe(name);
  });
});

describe('what PFCNG sells', () => {
  it.each([
    ['igc-sante-test/org-auth-cli', { test: true, offre: 'ORG', usage: 'AUTH_CLI' }],
    ['igc-sante/org-sign', { test: false, offre: 'ORG', usage: 'SIGN' }],
    ['igc-sante-test/ssl-serveur', { test: true, offre: 'SERV', usage: 'SSL_SERV' }],
    ['igc-sante-test/serv-smime', { test: true, offre: 'SERV', usage: 'SMIME' }],
    ['igc-sante-test/pro-auth', { test: true, offre: 'PRO', usage: 'AUTH' }],
    ['igc-sante-test/ps-conf', { test: true, offre: 'PS', usage: 'CONF' }],
    ['igc-sante-test/cps-auth', undefined],
    ['igc-sante-test/aci-el-org', undefined],
    ['ingetrust/terminal', undefined],
  ] as const)('under %s is %o', (profile, product) => {
    expect(pfcngProductOf(profile)).toEqual(product);
  });
});
