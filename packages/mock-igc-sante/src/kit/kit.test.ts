import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { run } from '../testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';
import { writeKit } from './write.ts';

/** What PFCNG calls the certificate in each folder. */
const PRODUCTS = {
  'diapason-psp-client': 'ORG-AUTH_CLI',
  'diapason-tpe-server': 'SERV-SSL_SERV',
  'dp-agent-admission-auth': 'PRO-AUTH',
  'dp-medecin-auth': 'PRO-AUTH',
  'dp-pharmacien-auth': 'PRO-AUTH',
  'dp-pharmacien-sign': 'PRO-SIGN',
  'roc-amc-sign': 'ORG-SIGN',
  'roc-annuaire-client': 'ORG-AUTH_CLI',
};
const TRUSTED = ['amc-sign', 'amc-tls', 'igc-sante', 'psp', 'tpe'];
const CREDENTIAL = [
  'bundle.p12',
  'cert.cer',
  'cert.pem',
  'chain.pem',
  'fullchain.pem',
  'key.pem',
  'password.txt',
];
const LAYOUT = [
  'README.md',
  ...['amc', 'igc-sante', 'psp', 'tpe'].map((pki) => `crl/${pki}.pem`),
  ...Object.entries(PRODUCTS).flatMap(([folder, product]) =>
    [...CREDENTIAL, `asip-p12-EL-TEST-${product}-DATE.p12`].map((file) => `${folder}/${file}`),
  ),
  ...TRUSTED.flatMap((pki) => ['-intermediates.pem', '.p12', '.pem'].map((end) => `trust/${pki}${end}`)),
];
const withoutDate = (path: string) => path.replace(/-\d{8}-\d{6}(?=\.p12$)/, '-DATE');

let temporary: TemporaryAuthorities;
let root: string;
/** A kit that tests read and do not change. */
let kit: string;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  root = mkdtempSync(join(tmpdir(), 'banc-kits-'));
  kit = join(root, 'kit');
  await writeKit(temporary.authorities, { directory: kit, fqdn: 'gap.ch-test.fr' });
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await temporary[Symbol.asyncDispose]();
});

let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, `kit-${count}`);
});

const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');
const pemBlocks = (text: string) => text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n/g) ?? [];
const snapshot = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1), readFileSync(file).toString('base64')]),
  );

test('a kit has the files of its layout, and its secrets are for their owner only', async () => {
  const { files } = await writeKit(temporary.authorities, { directory });
  expect(files.map(withoutDate).toSorted()).toEqual(LAYOUT.toSorted());
  expect(Object.keys(snapshot(directory)).toSorted()).toEqual([...files, '.banc-kit.json'].toSorted());
  const secrets = files.filter((path) => /^(?!trust).*(key\.pem|\.p12|password\.txt)$/.test(path));
  expect(secrets).toHaveLength(4 * Object.keys(PRODUCTS).length);
  for (const secret of secrets) expect(statSync(join(directory, secret)).mode & 0o777).toBe(0o600);
  expect(readdirSync(root).filter((name) => /building|former/.test(name))).toEqual([]);
});

describe.skipIf(!foreignTool('openssl'))('openssl', () => {
  test.each([
    ['diapason-tpe-server', 'sslserver', 'CN = gap.ch-test.fr'],
    ['diapason-psp-client', 'sslclient', 'CN = Client_Diapason_PSP'],
    ['roc-annuaire-client', 'sslclient', 'CN = Client_ROC_Annuaire_AMC'],
    ['roc-amc-sign', 'smimesign', 'CN = Client_ROC_WebServices_AMC'],
    ['dp-pharmacien-auth', 'sslclient', 'title = Pharmacien, '],
    ['dp-medecin-auth', 'sslclient', 'title = M\\C3\\A9decin, '],
    ['dp-agent-admission-auth', 'sslclient', 'title = Personnel sant\\C3\\A9 ou social, '],
    ['dp-pharmacien-sign', 'smimesign', 'title = Pharmacien, '],
  ])('verifies %s as %s with the roots and CRLs of the kit', (folder, purpose, subject) => {
    const file = (path: string) => join(kit, path);
    const certificate = file(`${folder}/cert.pem`);
    expect(
      run(
        'openssl',
        'verify',
        '-x509_strict',
        '-crl_check_all',
        '-purpose',
        purpose,
        '-no-CApath',
        '-CAfile',
        file('trust/igc-sante.pem'),
        '-CRLfile',
        file('crl/igc-sante.pem'),
        '-untrusted',
        file(`${folder}/chain.pem`),
        certificate,
      ),
    ).toMatchObject({ status: 0, output: `${certificate}: OK\n` });
    expect(run('openssl', 'x509', '-in', certificate, '-noout', '-subject').output).toContain(subject);
    const publicKey = (output: string) => /-----BEGIN PUBLIC KEY-----[^-]+/.exec(output)?.[0];
    const fromKey = publicKey(run('openssl', 'pkey', '-in', file(`${folder}/key.pem`), '-pubout').output);
    expect(fromKey).toBeDefined();
    expect(publicKey(run('openssl', 'x509', '-in', certificate, '-noout', '-pubkey').output)).toBe(fromKey);
  });

  test('finds the same certificate in DER', () => {
    const folder = join(kit, 'diapason-tpe-server');
    const { status, output } = run('openssl', 'x509', '-inform', 'DER', '-in', join(folder, 'cert.cer'));
    expect(status).toBe(0);
    expect(output).toBe(read(folder, 'cert.pem'));
  });

  test.each(Object.keys(PRODUCTS))('reads both bundles of %s with their password', (name) => {
    const folder = join(kit, name);
    const bundles = readdirSync(folder).filter((file) => file.endsWith('.p12'));
    expect(bundles).toHaveLength(2);
    for (const bundle of bundles) {
      const password = `file:${join(folder, 'password.txt')}`;
      const { status, output } = run(
        'openssl',
        'pkcs12',
        '-in',
        join(folder, bundle),
        '-passin',
        password,
        '-nodes',
      );
      expect(status).toBe(0);
      expect(output.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
      expect(output).toContain(pemBlocks(read(folder, 'cert.pem'))[0]);
      expect(output).toContain(pemBlocks(read(folder, 'key.pem'))[0]);
    }
  });

  test('finds a CRL for every CA that the bench presents a certificate of, crafted ones included', () => {
    const issuers = pemBlocks(read(kit, 'crl/tpe.pem')).map((pem) => {
      const file = join(root, 'one.crl');
      writeFileSync(file, pem);
      const { status, output } = run('openssl', 'crl', '-in', file, '-noout', '-issuer');
      expect(status).toBe(0);
      return /CN = (.*)/.exec(output)?.[1];
    });
    expect(issuers).toEqual([
      'IngeTrust TEST Root CA',
      'IngeTrust TEST Terminals CA',
      'IngeTrust TEST Terminals CA 2',
      'Unknown TEST Root CA',
      'Unknown TEST Terminals CA',
      'Look-alike TEST Terminals CA',
      'IngeTrust TEST Terminals Sub CA',
      '0000BANC00000002',
    ]);
  });
});

describe.skipIf(!foreignTool('keytool'))('keytool', () => {
  const keytool = (...parameters: string[]) =>
    run('keytool', ...parameters, '-storepass:file', join(kit, 'diapason-tpe-server/password.txt'));

  test('reads the bundle as a key with its chain', () => {
    const { status, output } = keytool(
      '-list',
      '-v',
      '-keystore',
      join(kit, 'diapason-tpe-server/bundle.p12'),
    );
    expect(status).toBe(0);
    expect(output).toContain('PrivateKeyEntry');
    expect(output).toMatch(/Certificate chain length: 3/);
  });

  test.each(['amc-tls', 'tpe'])('reads trust/%s.p12 as trusted roots', (pki) => {
    const { status, output } = keytool('-list', '-keystore', join(kit, `trust/${pki}.p12`));
    expect(status).toBe(0);
    expect(output.match(/trustedCertEntry/g)).toHaveLength(1);
  });

  test('reads every CRL', () => {
    const { status, output } = run('keytool', '-printcrl', '-file', join(kit, 'crl/tpe.pem'));
    expect(status).toBe(0);
    expect(output.match(/X\.509 CRL v2/g)).toHaveLength(8);
  });
});

test('trust holds roots only, and the intermediates are beside them', () => {
  for (const pki of TRUSTED) {
    const roots = pemBlocks(read(kit, `trust/${pki}.pem`)).map((pem) => new X509Certificate(pem));
    expect(roots).toHaveLength(1);
    expect(roots.every((certificate) => certificate.verify(certificate.publicKey))).toBe(true);
    for (const pem of pemBlocks(read(kit, `trust/${pki}-intermediates.pem`))) {
      expect(new X509Certificate(pem).verify(roots[0]!.publicKey)).toBe(true);
    }
  }
  expect(pemBlocks(read(kit, 'trust/tpe-intermediates.pem'))).toHaveLength(2);
  const unitOf = (file: string) => /OU=(.*)/.exec(new X509Certificate(read(kit, file)).subject)?.[1];
  expect(unitOf('trust/amc-tls-intermediates.pem')).toBe('AC-SERVEUR-TEST');
  expect(unitOf('trust/amc-sign-intermediates.pem')).toBe('AC-SERVICES-APPLICATIFS-TEST');
});

test('the chain of the server is leaf, ACI, ACR', () => {
  const names = pemBlocks(read(kit, 'diapason-tpe-server/fullchain.pem')).map(
    (pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1],
  );
  expect(names).toEqual([
    'gap.ch-test.fr',
    'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
    'TEST AC RACINE IGC-SANTE ELEMENTAIRE',
  ]);
  expect(read(kit, 'diapason-tpe-server/fullchain.pem')).toBe(
    read(kit, 'diapason-tpe-server/cert.pem') + read(kit, 'diapason-tpe-server/chain.pem'),
  );
});

describe('written again', () => {
  const CERTIFICATE = 'diapason-tpe-server/cert.pem';
  const options = () => ({ directory, fqdn: `again-${count}.ch-test.fr` });

  test('a kit carries the same certificates, keys and password, and nothing of what was added by hand', async () => {
    await writeKit(temporary.authorities, options());
    const before = snapshot(directory);
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    await writeKit(temporary.authorities, options());
    const after = snapshot(directory);
    const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
    // Salts are fresh in PKCS#12.
    expect(changed.filter((path) => !path.endsWith('.p12'))).toEqual([]);
  });

  test('a kit whose certificate was revoked has a new one', async () => {
    await writeKit(temporary.authorities, options());
    const before = new X509Certificate(read(directory, CERTIFICATE));
    await temporary.authorities.revoke(before.serialNumber, 'igc-sante-test/aci-el-org');
    await writeKit(temporary.authorities, options());
    const after = new X509Certificate(read(directory, CERTIFICATE));
    expect(after.subject).toBe(before.subject);
    expect(after.serialNumber).not.toBe(before.serialNumber);
  });

  test('with crlOnly, its CRLs are current and the rest is untouched', async () => {
    await writeKit(temporary.authorities, options());
    const before = snapshot(directory);
    const certificate = new X509Certificate(read(directory, CERTIFICATE));
    await temporary.authorities.revoke(certificate.serialNumber, 'igc-sante-test/aci-el-org');
    const { files } = await writeKit(temporary.authorities, { directory, crlOnly: true });
    expect(files).toEqual(['crl/tpe.pem', 'crl/psp.pem', 'crl/amc.pem', 'crl/igc-sante.pem']);
    const after = snapshot(directory);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual(['crl/igc-sante.pem']);
  });
});

describe('refused, with nothing changed', () => {
  test('a folder that is not a kit', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'thesis.txt'), 'a hundred pages');
    for (const crlOnly of [true, false]) {
      await expect(writeKit(temporary.authorities, { directory, crlOnly })).rejects.toMatchObject({
        code: 'KIT_DIRECTORY_FOREIGN',
      });
    }
    expect(readdirSync(directory)).toEqual(['thesis.txt']);
  });

  test('a refresh of a kit that is not there, or of another state', async () => {
    await expect(writeKit(temporary.authorities, { directory, crlOnly: true })).rejects.toMatchObject({
      code: 'KIT_MISSING',
    });
    await using other = await temporaryAuthorities();
    await writeKit(other.authorities, { directory });
    await expect(writeKit(temporary.authorities, { directory, crlOnly: true })).rejects.toMatchObject({
      code: 'KIT_OF_ANOTHER_STATE',
    });
  });

  test('a file in the place of the folder', async () => {
    writeFileSync(directory, 'a hundred pages');
    for (const place of [directory, join(directory, 'below')]) {
      await expect(writeKit(temporary.authorities, { directory: place })).rejects.toMatchObject({
        code: 'KIT_NOT_WRITABLE',
      });
    }
    expect(readFileSync(directory, 'utf8')).toBe('a hundred pages');
  });

  test('a name that no server certificate can have', async () => {
    await expect(writeKit(temporary.authorities, { directory, fqdn: '*.ch-test.fr' })).rejects.toMatchObject({
      code: 'PKI_SUBJECT_INVALID',
    });
    expect(readdirSync(root)).not.toContain(`kit-${count}`);
  });
});

test('the pharmacist who signs is the one who logs in', () => {
  const [auth, sign] = ['auth', 'sign'].map(
    (use) => new X509Certificate(read(kit, `dp-pharmacien-${use}/cert.pem`)),
  );
  expect(sign!.subject).toBe(auth!.subject);
  expect(sign!.publicKey.equals(auth!.publicKey)).toBe(false);
});
