import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { invoke } from '../testing/invoke.ts';

let temporary: TemporaryAuthorities;
let directory: string;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  await temporary.authorities.establish('igcSante', 'amc');
  directory = mkdtempSync(join(tmpdir(), 'banc-issue-'));
});
afterAll(async () => {
  await temporary[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

let folders = 0;
function issue(profile: string, ...options: string[]) {
  folders += 1;
  const out = join(directory, String(folders));
  const invocation = invoke(['issue', profile, '--out', out, '--state', temporary.directory, ...options]);
  return { out, invocation };
}

const doctor = ['--given-name', 'ANNE', '--surname', 'MARTIN', '--person-id', '899700523527'];
const clerk = ['--given-name', 'CHARLES', '--surname', 'DURAND', '--person-id', '30B0057881/CPET0002'];
const card = ['--card-number', '2000000123'];

describe.skipIf(!foreignTool('openssl'))('banc issue', () => {
  it.each<[string, string[], string]>([
    [
      'igc-sante-test/org-conf',
      ['--service-applicatif', 'X'],
      'C=FR,ST=Paris (75),O=HOPITAL DE TEST DU BANC,OU=10B0152872,CN=X',
    ],
    [
      'igc-sante-test/serv-smime',
      ['--email', 'a@b.fr', '--structure', 'CH'],
      'C=FR,ST=Paris (75),O=CH,OU=10B0152872,CN=a@b.fr',
    ],
    [
      'igc-sante-test/pro-auth',
      [...doctor, '--profession', 'medecin', '--upn', 'a@b.fr'],
      'C=FR,title=Médecin,GN=ANNE+SN=MARTIN+CN=899700523527',
    ],
    [
      'igc-sante-test/pro-sign',
      [...clerk, '--national-id', '10B0057881'],
      'C=FR,ST=Paris (75),O=HOPITAL DE TEST DU BANC,OU=10B0057881,title=Personnel santé ou social,SN=DURAND+GN=CHARLES+CN=30B0057881/CPET0002',
    ],
    [
      'igc-sante-test/cps-auth',
      [...doctor, ...card, '--profession', 'SAGE-FEMME', '--savoir-faire', 'SM26'],
      'C=FR,title=Sage-Femme,GN=ANNE+SN=MARTIN+CN=899700523527',
    ],
    [
      'igc-sante-test/cpa-sign',
      [...clerk, ...card],
      'C=FR,ST=Paris (75),O=HOPITAL DE TEST DU BANC,OU=10B0152872,title=Personnel autorisé,SN=DURAND+GN=CHARLES+CN=30B0057881/CPET0002',
    ],
    [
      'igc-sante-test/ocsp-aci-el-pp',
      [],
      'C=FR,O=ASIP-SANTE,OU=0002 187512751,OU=IGC-SANTE TEST,CN=TEST OCSP AC IGC-SANTE ELEMENTAIRE PERSONNES',
    ],
    [
      'igc-osi/server',
      ['--fqdn', 'amc.banc.test', '--alternative-name', 'b.banc.test'],
      'C=FR,O=sesam-vitale,OU=AC-SERVEUR-TEST,CN=amc.banc.test',
    ],
    [
      'igc-osi/service-applicatif',
      ['--service-applicatif', 'AMC 1'],
      'C=FR,O=sesam-vitale,OU=AC-SERVICES-APPLICATIFS-TEST,CN=AMC 1',
    ],
  ])('%s for whom the options say', async (profile, options, subject) => {
    const { out, invocation } = issue(profile, ...options);
    expect(await invocation).toMatchObject({ exitCode: 0, stderr: '' });
    const parameters = ['x509', '-noout', '-subject', '-nameopt', 'utf8,-esc_msb,sname,sep_comma_plus'];
    const printed = execFileSync('openssl', [...parameters, '-in', join(out, 'cert.pem')], {
      encoding: 'utf8',
    });
    expect(printed.trim()).toBe(`subject=${subject}`);
  });

  it('makes a certificate of another day in the form of that day', async () => {
    const { out, invocation } = issue(
      ...(['igc-sante-test/org-sign', '--service-applicatif', 'X', '--not-before', '2021-03-15'] as const),
    );
    expect(await invocation).toMatchObject({ exitCode: 0 });
    const parameters = ['x509', '-noout', '-serial', '-enddate', '-dateopt', 'iso_8601'];
    const printed = execFileSync('openssl', [...parameters, '-in', join(out, 'cert.pem')], {
      encoding: 'utf8',
    });
    expect(printed).toMatch(/^serial=1D5DE25E3DC14BDE.*\nnotAfter=2024-04-15 00:00:00Z\n$/);
  });
});

describe('banc issue refuses, and names the option:', () => {
  it.each<[string, string, string[]]>([
    ['--given-name should be a given name', 'igc-sante-test/ps-auth', []],
    ['--profession should be one of Médecin, Pharmacien', 'igc-sante-test/ps-auth', [...doctor]],
    ['--profession should be one of', 'igc-sante-test/pro-auth', [...doctor, '--profession', 'barbier']],
    [
      '--person-id should be a national identifier of an employee',
      'igc-sante-test/cpe-auth',
      [...doctor, ...card],
    ],
    [
      '--card-number should be the number of a card',
      'igc-sante-test/cps-sign',
      [...doctor, '--profession', 'Médecin'],
    ],
    [
      '--upn should be absent',
      'igc-sante-test/pro-sign',
      [...doctor, '--profession', 'Médecin', '--upn', 'a@b.fr'],
    ],
    [
      'the check digit of this one is wrong',
      'igc-sante-test/org-sign',
      ['--service-applicatif', 'X', '--national-id', '1750712185'],
    ],
    [
      '--departement, --structure, --national-id should be absent',
      'ingetrust/terminal',
      ['--serial-number', '0000000012345678', '--structure', 'CH'],
    ],
    [
      '--profession should be absent',
      'igc-sante-test/cpe-auth',
      [...clerk, ...card, '--profession', 'Infirmier'],
    ],
    [
      '--given-name, --surname, --person-id, --profession, --savoir-faire should be absent',
      'igc-osi/server',
      ['--fqdn', 'a.fr', ...doctor],
    ],
    ['--not-before is a date', 'ingetrust/terminal', ['--not-before', 'yesterday']],
    ['There is no profile igc-sante-test/org-auth', 'igc-sante-test/org-auth', []],
    ['There is no profile igc-sante-test/root-el', 'igc-sante-test/root-el', []],
  ])('%s', async (message, profile, options) => {
    const { out, invocation } = issue(profile, ...options);
    expect(await invocation).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(message) });
    expect(existsSync(out)).toBe(false);
  });
});

describe.skipIf(!foreignTool('openssl'))('banc issue --csr', () => {
  const openssl = (...parameters: string[]) =>
    execFileSync('openssl', parameters, { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const request = (name: string, ...parameters: string[]): string => {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.csr`];
    openssl('req', '-new', '-newkey', 'rsa:2048', '-noenc', ...files, '-subj', '/CN=moi', ...parameters);
    return join(directory, `${name}.csr`);
  };
  const certify = (csr: string, ...options: string[]) =>
    issue('igc-sante-test/ssl-serveur', '--fqdn', 'gap.ch-ville.fr', '--csr', csr, ...options);

  it('certifies the key of the request for whom the platform knows, and says what it overrides', async () => {
    const { out, invocation } = certify(request('server'), '--lang', 'en');
    const { exitCode, stderr } = await invocation;
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^! The subject of the request \(CN=moi\) is ignored.*CN=gap\.ch-ville\.fr/);
    expect(existsSync(join(out, 'key.pem'))).toBe(false);
    const certificate = join(out, 'cert.pem');
    expect(openssl('x509', '-in', certificate, '-noout', '-pubkey')).toBe(
      openssl('req', '-in', 'server.csr', '-noout', '-pubkey'),
    );
    expect(openssl('x509', '-in', certificate, '-noout', '-subject')).toContain('CN = gap.ch-ville.fr');
  });

  it('refuses a key that was certified before, but not the same order again', async () => {
    const csr = request('twice');
    const order = ['--order', 'the first', '--lang', 'en', '--json'];
    const [first, again] = [await certify(csr, ...order).invocation, await certify(csr, ...order).invocation];
    expect(JSON.parse(again.stdout).serialNumber).toBe(JSON.parse(first.stdout).serialNumber);
    expect(JSON.parse(again.stdout).warnings).toHaveLength(1);
    expect(await certify(csr).invocation).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('[PKI_CSR_KEY_SEEN_BEFORE]'),
    });
  });

  it('certifies nothing that would have no place to go', async () => {
    const csr = request('no-place');
    const { invocation } = certify(csr, '--out', directory);
    expect(await invocation).toMatchObject({ stderr: expect.stringContaining('[KIT_FOLDER_NOT_EMPTY]') });
    expect(await certify(csr).invocation).toMatchObject({ exitCode: 0 });
  });

  it('names what is wrong with the request, and certifies nothing', async () => {
    const { out, invocation } = certify(request('weak', '-sha1'));
    expect(await invocation).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('[PKI_CSR_SIGNATURE_WEAK]'),
    });
    expect(existsSync(out)).toBe(false);
  });
});

describe('banc issue --profiles', () => {
  it('lists what may be ordered, with the options', async () => {
    const { stdout } = await invoke(['issue', '--profiles']);
    expect(stdout).toContain(
      'igc-sante-test/ssl-serveur\n    IGC-Santé TEST, SERV SSL_SERVEUR\n    [--departement] [--structure] [--national-id] --fqdn [--alternative-name]\n',
    );
    expect(stdout).toContain(
      'igc-sante/pro-auth\n    IGC-Santé, PRO AUTH\n    (--given-name --surname --person-id --profession [--savoir-faire] | --given-name --surname --person-id [--departement] [--structure] [--national-id]) [--upn]\n',
    );
    expect(stdout).not.toContain('/root');
  });

  it('lists them as JSON', async () => {
    const { stdout } = await invoke(['issue', '--profiles', '--json']);
    expect(JSON.parse(stdout)).toContainEqual({
      id: 'ingetrust/terminal',
      title: { fr: 'IngeTrust TEST, terminal de paiement', en: 'IngeTrust TEST, payment terminal' },
      options: '--serial-number',
    });
  });
});
