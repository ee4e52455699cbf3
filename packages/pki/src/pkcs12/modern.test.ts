import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { Mint } from '../testing/minted.ts';
import { runTool } from '../testing/run-tool.ts';
import { modernPkcs12, pkcs12Truststore } from './modern.ts';

const password = "mot de passe d'essai 1";
let mint: Mint;
let bundle: Buffer;
let truststore: Buffer;

beforeAll(async () => {
  mint = await Mint.create();
  const leaf = mint.get('igc-sante-test/ssl-serveur');
  const chain = (['igc-sante-test/aci-el-org', 'igc-sante-test/root-el'] as const).map(
    (id) => mint.get(id).certificate,
  );
  bundle = await modernPkcs12({
    certificate: leaf.certificate,
    chain,
    privateKey: leaf.keys.privateKey,
    password,
  });
  truststore = await pkcs12Truststore(
    [mint.get('ingetrust/root').certificate, mint.get('geotrust/root').certificate],
    password,
  );
});

describe.skipIf(!foreignTool('openssl'))('PKCS#12 as openssl reads it', () => {
  const openssl = (...parameters: readonly string[]): string =>
    runTool('openssl', ['pkcs12', '-in', 'bundle.p12', '-passin', `pass:${password}`, ...parameters], {
      'bundle.p12': bundle,
    }).output;

  it('is encrypted with AES-256 and SHA-256 throughout', () => {
    const info = openssl('-info', '-noout');
    expect(info).toContain('MAC: sha256, Iteration 10000');
    expect(info).toContain(
      'PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256',
    );
    expect(info).toContain(
      'Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256',
    );
  });

  it('holds the certificate, then its chain, then the key, unchanged', () => {
    const output = openssl('-noenc');
    const certificates = [...output.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)];
    expect(certificates.map(([pem]) => new X509Certificate(pem).raw.toString('hex'))).toEqual(
      (['igc-sante-test/ssl-serveur', 'igc-sante-test/aci-el-org', 'igc-sante-test/root-el'] as const).map(
        (id) => mint.get(id).certificate.der.toString('hex'),
      ),
    );
    const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(output)!;
    expect(createPrivateKey(key).equals(mint.get('igc-sante-test/ssl-serveur').keys.privateKey)).toBe(true);
    expect(output).toContain('friendlyName: gap.ch-test.fr');
  });

  it('does not open with another password', () => {
    expect(openssl('-noout', '-passin', 'pass:another')).toContain('invalid password');
  });
});

describe.skipIf(!foreignTool('keytool'))('PKCS#12 as keytool reads it', () => {
  const entries = (file: Buffer): string[] =>
    runTool('keytool', ['-list', '-keystore', 'store.p12', '-storepass', password, '-J-Duser.language=en'], {
      'store.p12': file,
    })
      .output.split('\n')
      .filter((line) => line.includes('Entry'))
      .map((line) => line.replace(/, [A-Z]\w+ \d+, \d+,/, ','))
      .sort();

  it('is one private key with its chain', () => {
    expect(entries(bundle)).toEqual([expect.stringMatching(/^gap\.ch-test\.fr, PrivateKeyEntry, *$/)]);
  });

  it('is trusted certificates', () => {
    expect(entries(truststore)).toEqual([
      expect.stringMatching(/^geotrust test root ca, trustedCertEntry, *$/),
      expect.stringMatching(/^ingetrust test root ca, trustedCertEntry, *$/),
    ]);
  });
});

describe('modernPkcs12', () => {
  it('is what node:tls takes', () => {
    expect(() => createSecureContext({ pfx: bundle, passphrase: password })).not.toThrow();
  });

  it('refuses a password that programs would encode differently', async () => {
    await expect(pkcs12Truststore([], 'mot de passé')).rejects.toMatchObject({
      code: 'PKI_PKCS12_PASSWORD_NOT_ASCII',
    });
  });
});
