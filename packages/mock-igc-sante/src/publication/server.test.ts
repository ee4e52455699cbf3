import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { openAuthorities } from '../authorities.ts';
import { run } from '../testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';
import type { RunningPublication } from './server.ts';

let temporary: TemporaryAuthorities;
let publication: RunningPublication;
let downloads: string;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  publication = await temporary.authorities.publish();
  downloads = mkdtempSync(join(tmpdir(), 'banc-downloads-'));
});
afterAll(async () => {
  await publication.stop();
  await temporary[Symbol.asyncDispose]();
  rmSync(downloads, { recursive: true });
});

async function download(path: string): Promise<{ file: string; headers: Headers }> {
  const answer = await fetch(`${publication.url}${path}`);
  expect(answer.status).toBe(200);
  const file = join(downloads, path.replaceAll(/[^a-zA-Z.]/g, '-'));
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  return { file, headers: answer.headers };
}

describe.skipIf(!foreignTool('openssl'))('openssl reads', () => {
  test.each([
    ['/AC%20TEST/ACR-EL-TEST.cer', 'CN = TEST AC RACINE IGC-SANTE ELEMENTAIRE'],
    ['/AC%20TEST/ACI-EL-ORG-TEST.cer', 'CN = TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS'],
    ['/ingetrust/AC/root.cer', 'CN = IngeTrust TEST Root CA'],
    ['/geotrust/AC/issuing-ca.cer', 'CN = Geotrust TEST TLS RSA CA'],
  ])('the certificate %s', async (path, subject) => {
    const { file, headers } = await download(path);
    expect(headers.get('content-type')).toBe('application/pkix-cert');
    const { status, output } = run('openssl', 'x509', '-inform', 'DER', '-in', file, '-noout', '-subject');
    expect(status).toBe(0);
    expect(output).toContain(subject);
  });

  test.each([
    ['/CRL/ACR-EL-TEST.crl', '/AC%20TEST/ACR-EL-TEST.cer'],
    ['/CRL/ACI-EL-ORG-TEST.crl', '/AC%20TEST/ACI-EL-ORG-TEST.cer'],
    ['/ingetrust/CRL/issuing-ca-2.crl', '/ingetrust/AC/issuing-ca-2.cer'],
    ['/ingetrust/CRL/crafted/sub-ca.crl', '/ingetrust/AC/crafted/sub-ca.cer'],
    ['/geotrust/CRL/root.crl', '/geotrust/AC/root.cer'],
  ])('the CRL %s, signed by %s', async (path, issuer) => {
    const { file, headers } = await download(path);
    expect(headers.get('content-type')).toBe('application/pkix-crl');
    const ca = (await download(issuer)).file;
    run('openssl', 'x509', '-inform', 'DER', '-in', ca, '-out', `${ca}.pem`);
    const parameters = ['-inform', 'DER', '-in', file, '-noout', '-CAfile', `${ca}.pem`, '-lastupdate'];
    const { status, output } = run('openssl', 'crl', ...parameters);
    expect(status).toBe(0);
    expect(output).toContain('verify OK');
    const lastUpdate = /lastUpdate=(.*)/.exec(output)?.[1] ?? '';
    expect(new Date(headers.get('last-modified')!)).toEqual(new Date(lastUpdate));
  });

  test('a revocation by another process in the CRL that is published next', async () => {
    const subject = { serialNumber: '0000BANC000000C1' };
    const { certificate } = await temporary.authorities.issue({
      orderId: 'published',
      profile: 'ingetrust/terminal',
      subject,
    });
    const serialNumber = `Serial Number: ${certificate.serialNumber.replace(/^00/, '')}`;
    const listed = async () => {
      const { file } = await download('/ingetrust/CRL/issuing-ca.crl');
      return run('openssl', 'crl', '-inform', 'DER', '-in', file, '-noout', '-text').output;
    };
    expect(await listed()).not.toContain(serialNumber);
    using other = await openAuthorities(temporary.directory);
    await other.revoke(certificate.serialNumber, 'ingetrust/issuing-ca');
    expect(await listed()).toContain(serialNumber);
  });
});

test('the index names every file, and each of its links works, that of a CA that did not exist too', async () => {
  const page = await (await fetch(publication.url)).text();
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!);
  expect(links).toContain('/CRL/ACI-EL-ORG-TEST.crl');
  expect(links).toContain('/igc-osi/AC/ac-serveur.cer');
  expect(links).toHaveLength(4 + 4 + 2 * 22);
  for (const link of links) expect((await fetch(`${publication.url}${link}`)).status, link).toBe(200);
  expect(page).toContain(publication.ldapUrl);
  expect(page).toContain(publication.ocspUrl);
});

test('production is published only where somebody wanted it', async () => {
  expect((await fetch(`${publication.url}/AC/ACR-EL.cer`)).status).toBe(404);
  await temporary.authorities.establish('igc-sante/root-el');
  expect((await fetch(`${publication.url}/AC/ACR-EL.cer`)).status).toBe(200);
});

test.skipIf(!foreignTool('openssl'))('openssl takes the certificates out of the chain file', async () => {
  const { file } = await download('/AC%20TEST/Chaine_de_certification-IGC-Sante-TEST.p7b');
  const { status, output } = run('openssl', 'pkcs7', '-inform', 'DER', '-in', file, '-print_certs', '-noout');
  expect(status).toBe(0);
  // As the chain that IGC-Santé publishes: three roots, and the CAs EL-ORG, EL-PP, ST-ORG, ST-PP and FO-PP.
  const subjects = [...output.matchAll(/^subject=.*CN = (.*)$/gm)].map(([, name]) => name);
  expect(subjects.toSorted()).toEqual([
    'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
    'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES',
    'TEST AC IGC-SANTE FORT PERSONNES',
    'TEST AC IGC-SANTE STANDARD ORGANISATIONS',
    'TEST AC IGC-SANTE STANDARD PERSONNES',
    'TEST AC RACINE IGC-SANTE ELEMENTAIRE',
    'TEST AC RACINE IGC-SANTE FORT',
    'TEST AC RACINE IGC-SANTE STANDARD',
  ]);
});

test('what is not published is not found', async () => {
  for (const path of ['/AC/ACR-ST.cer', '/../store.sqlite', '/%2e%2e/keys/terminal.pem', '/CRL/%zz']) {
    expect((await fetch(`${publication.url}${path}`)).status).toBeGreaterThanOrEqual(400);
  }
});

test('a port that is taken is named', async () => {
  await expect(temporary.authorities.publish()).rejects.toMatchObject({ code: 'SIMKIT_PORT_TAKEN' });
});
