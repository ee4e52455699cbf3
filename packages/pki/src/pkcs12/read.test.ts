import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { type Pkcs12, readPkcs12 } from './read.ts';

const PASSWORD = "mot de passe d'essai é";
const OTHER_PASSWORD = 'un autre';

let directory: string;
const tool = (name: string, ...parameters: string[]) =>
  execFileSync(name, parameters, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
const file = (name: string): Buffer => readFileSync(join(directory, name));

/** What openssl makes of the key and two certificates that `beforeAll` puts into the directory. */
function exported(...parameters: string[]): Buffer {
  tool(
    'openssl',
    ...['pkcs12', '-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-certfile', 'other.pem'],
    ...['-name', 'l’été', '-passout', `pass:${PASSWORD}`, '-out', 'made.p12', ...parameters],
  );
  return file('made.p12');
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-pkcs12-'));
  if (!foreignTool('openssl')) return;
  for (const [name, key] of [
    ['cert', 'key.pem'],
    ['other', 'other-key.pem'],
  ] as const) {
    tool(
      'openssl',
      ...['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-keyout', key, '-out', `${name}.pem`],
      ...['-subj', `/CN=${name}`, '-days', '30'],
    );
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

const raw = (pem: Buffer): string => new X509Certificate(pem).raw.toString('hex');
const ders = ({ certificates }: Pkcs12): string[] =>
  certificates.map(({ certificate }) => certificate.der.toString('hex'));
const isTheKey = (key: KeyObject | undefined): boolean => key!.equals(createPrivateKey(file('key.pem')));

describe.skipIf(!foreignTool('openssl'))('a PKCS#12 file of openssl', () => {
  const PBES2 = 'PBES2, PBKDF2-SHA256, AES-256-CBC, 2048 iterations';
  const TRIPLE_DES = 'PBE-SHA1-3DES, 2048 iterations';
  const MAC = { digest: 'sha256', iterations: 2048, saltLength: 8 };

  it.each([
    ['as it is made today', [], { mac: MAC, certificates: [PBES2], keys: [PBES2] }],
    [
      'as old versions made it',
      ['-legacy'],
      {
        mac: { ...MAC, digest: 'sha1' },
        certificates: ['PBE-SHA1-RC2-40, 2048 iterations'],
        keys: [TRIPLE_DES],
      },
    ],
    [
      'with its certificates in clear',
      ['-certpbe', 'NONE', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
      { mac: { ...MAC, digest: 'sha1' }, certificates: ['clear'], keys: [TRIPLE_DES] },
    ],
    [
      'with other algorithms',
      ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-192-CBC', '-macalg', 'sha512', '-iter', '3000'],
      {
        mac: { digest: 'sha512', iterations: 3000, saltLength: 8 },
        certificates: ['PBES2, PBKDF2-SHA256, AES-128-CBC, 3000 iterations'],
        keys: ['PBES2, PBKDF2-SHA256, AES-192-CBC, 3000 iterations'],
      },
    ],
    ['with its key in clear', ['-keypbe', 'NONE'], { mac: MAC, certificates: [PBES2], keys: ['clear'] }],
    ['without a MAC', ['-nomac'], { certificates: ['clear'], keys: [PBES2] }],
  ])('%s is read', async (_, parameters, facts) => {
    const read = await readPkcs12(exported(...parameters), PASSWORD);
    expect(read.facts).toEqual(facts);
    expect(ders(read)).toEqual([raw(file('cert.pem')), raw(file('other.pem'))]);
    const localKeyId = createHash('sha1').update(read.certificates[0]!.certificate.der).digest('hex');
    expect(read.certificates[0]).toMatchObject({ friendlyName: 'l’été', localKeyId, trusted: false });
    expect(read.certificates[1]).not.toHaveProperty('localKeyId');
    expect(read.keys).toMatchObject([{ friendlyName: 'l’été', localKeyId }]);
    expect(isTheKey(read.keys[0]?.privateKey)).toBe(true);
  });

  it.each([
    ['encrypted', []],
    ['in clear but for the key', ['-certpbe', 'NONE', '-keypbe', 'PBE-SHA1-3DES']],
    ['without a MAC', ['-nomac']],
  ])('that is %s says so of a wrong password', async (_, parameters) => {
    await expect(readPkcs12(exported(...parameters), OTHER_PASSWORD)).rejects.toMatchObject({
      code: 'PKI_PKCS12_PASSWORD_WRONG',
    });
  });

  it('that was changed anywhere is never read, and most often said to be damaged', async () => {
    const good = exported('-certpbe', 'NONE', '-keypbe', 'PBE-SHA1-3DES', '-iter', '1');
    const codes = new Map<string, number>();
    for (let at = 0; at < good.length; at++) {
      // Every octet of the outermost structures, some of what is within.
      if (at > 100 && at < good.length - 100 && at % 7 > 0) continue;
      const damaged = Buffer.from(good);
      damaged[at]! ^= 1 << (at % 8);
      const code = await readPkcs12(damaged, PASSWORD).then(
        () => 'read',
        (error) => String(error.code),
      );
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    const { PKI_PKCS12_DAMAGED: changed = 0, ...others } = Object.fromEntries(codes);
    expect(Object.keys(others).filter((code) => !code.startsWith('PKI_PKCS12_'))).toEqual([]);
    expect(changed).toBeGreaterThan((good.length / 7) * 0.9);
  });

  it('that was cut off is not PKCS#12', async () => {
    const good = exported();
    for (const length of [0, 1, 20, good.length - 1]) {
      await expect(readPkcs12(good.subarray(0, length), PASSWORD)).rejects.toMatchObject({
        code: 'PKI_PKCS12_MALFORMED',
      });
    }
  });

  it('asking for an absurd number of iterations is refused', async () => {
    const file = exported('-iter', '65535');
    const iterations = file.lastIndexOf(Buffer.from('020300ffff', 'hex'));
    file[iterations + 2] = 0x7f;
    await expect(readPkcs12(file, PASSWORD)).rejects.toMatchObject({
      code: 'PKI_PKCS12_UNSUPPORTED',
      message: expect.stringContaining('8388607 iterations'),
    });
  });
});

describe.skipIf(!foreignTool('openssl'))('a PKCS#12 file in BER', () => {
  it('with indefinite lengths and octet strings in parts is read like its DER', async () => {
    const der = exported();
    const ber = inBer(der);
    const read = await readPkcs12(ber, PASSWORD);
    expect(ders(read)).toEqual([raw(file('cert.pem')), raw(file('other.pem'))]);
    expect(isTheKey(read.keys[0]?.privateKey)).toBe(true);
  });
});

/** The outer levels as Windows writes them: PFX, authSafe, its content and its octets, these in two parts. */
function inBer(pfx: Buffer): Buffer {
  const safeLength = pfx.readUInt16BE(9);
  const authSafe = pfx.subarray(11, 11 + safeLength);
  const macData = pfx.subarray(11 + safeLength);
  const type = authSafe.subarray(0, 11);
  const octets = authSafe.subarray(11 + 4 + 4);
  const end = Buffer.of(0, 0);
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([Buffer.of(0x04, 0x82), length, bytes]);
  };
  const open = (tag: number) => Buffer.of(tag, 0x80);
  return Buffer.concat([
    ...[open(0x30), Buffer.of(2, 1, 3), open(0x30), type, open(0xa0), open(0x24)],
    ...[part(octets.subarray(0, 1000)), part(octets.subarray(1000)), end, end, end, macData, end],
  ]);
}

describe.skipIf(!foreignTool('keytool'))('a PKCS#12 file of keytool', () => {
  const keytool = (...parameters: string[]) =>
    tool('keytool', ...parameters, '-storetype', 'PKCS12', '-storepass', 'changeit');

  it('with a key is read', async () => {
    keytool('-genkeypair', '-alias', 'gap', '-keyalg', 'RSA', '-dname', 'CN=gap', '-keystore', 'key.p12');
    const { certificates, keys } = await readPkcs12(file('key.p12'), 'changeit');
    expect(certificates).toMatchObject([{ friendlyName: 'gap', certificate: { commonName: 'gap' } }]);
    expect(keys).toMatchObject([{ friendlyName: 'gap', localKeyId: certificates[0]!.localKeyId }]);
    expect(certificates[0]!.certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it.skipIf(!foreignTool('openssl'))('with certificates to trust is read as such', async () => {
    keytool('-importcert', '-noprompt', '-alias', 'racine', '-file', 'cert.pem', '-keystore', 'trust.p12');
    const { certificates, keys } = await readPkcs12(file('trust.p12'), 'changeit');
    expect(certificates).toMatchObject([{ friendlyName: 'racine', trusted: true }]);
    expect(keys).toEqual([]);
  });
});

describe.skipIf(!foreignTool('certtool') || !foreignTool('openssl'))('a PKCS#12 file of GnuTLS', () => {
  it('is read', async () => {
    tool(
      'certtool',
      ...['--to-p12', '--load-privkey', 'key.pem', '--load-certificate', 'cert.pem', '--p12-name', 'gap'],
      ...['--password', PASSWORD, '--outder', '--outfile', 'gnutls.p12'],
    );
    const read = await readPkcs12(file('gnutls.p12'), PASSWORD);
    expect(ders(read)).toEqual([raw(file('cert.pem'))]);
    expect(isTheKey(read.keys[0]?.privateKey)).toBe(true);
  });
});
