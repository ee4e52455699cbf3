import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJks, readPkcs12 } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { run } from '../testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';
import { writeKit } from './write.ts';

let temporary: TemporaryAuthorities;
let root: string;
let kit: string;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
  root = mkdtempSync(join(tmpdir(), 'banc-kit-readme-'));
  kit = join(root, 'a kit');
  await writeKit(temporary.authorities, { directory: kit, fqdn: 'gap.ch-test.fr' });
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await temporary[Symbol.asyncDispose]();
});

const readme = (directory = kit) => readFileSync(join(directory, 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...readme().matchAll(new RegExp(`^\`\`\`${language}\n([^\`]+)\`\`\``, 'gm'))].map(([, block]) => block!);
const hosts = (directory: string) =>
  /```\n(127[^`]+)```/
    .exec(readme(directory))![1]!
    .trim()
    .split('\n')
    .map((line) => line.split('  ')[1]);

describe('the instructions', () => {
  test('name every folder and file of the kit', () => {
    const files = readdirSync(kit, { recursive: true, encoding: 'utf8' });
    const folders = files.flatMap((path) => /^(.*)\/key\.pem$/.exec(path)?.[1] ?? []);
    expect(folders).toHaveLength(8);
    for (const folder of folders) expect(readme()).toContain(`\`${folder}/\``);
    const lists = files.filter((path) => /^(trust|crl)\/.*(?<!-intermediates)\.pem$/.test(path));
    expect(lists).toHaveLength(9);
    const credentials = readdirSync(join(kit, 'roc-amc-sign')).filter((file) => !file.startsWith('asip-'));
    expect(credentials).toHaveLength(7);
    const others = ['trust/*.p12', 'trust/*-intermediates.pem', 'asip-p12-EL-TEST-….p12'];
    for (const name of [...lists, ...credentials, ...others]) expect(readme()).toContain(`\`${name}\``);
  });

  test('name the peers to resolve; where certificates name the real hosts, these too', async () => {
    const peers = ['annuaire.banc.test', 'amc.banc.test', 'dp.banc.test'];
    expect(hosts(kit)).toEqual(['psp.banc.test', ...peers]);
    await using faithful = await temporaryAuthorities({ create: { publication: 'faithful' } });
    const directory = join(root, 'faithful');
    await writeKit(faithful.authorities, { directory, peerHost: 'psp.editeur.test' });
    expect(hosts(directory)).toEqual([
      'psp.editeur.test',
      ...peers,
      'igc-sante.esante.gouv.fr',
      'annuaire-igc.esante.gouv.fr',
      'ocsp.esante.gouv.fr',
      'igc-osi.banc.test',
      'ingetrust.banc.test',
      'geotrust.banc.test',
    ]);
  });

  test.skipIf(!foreignTool('openssl') || !foreignTool('keytool'))(
    'have commands that work as they are',
    async () => {
      const commands = blocks('sh');
      expect(commands).toHaveLength(3);
      const place = mkdtempSync(join(root, 'commands-'));
      for (const command of commands)
        execFileSync('sh', ['-eu'], { cwd: place, input: command, stdio: 'pipe' });
      expect(readdirSync(place).toSorted()).toEqual([
        'gap.jks',
        'gap.p12',
        'truststore.jks',
        'truststore.p12',
      ]);
      const { kitPassword } = temporary.authorities;
      const store = (name: string) => readFileSync(join(place, name));
      const trusted = await readPkcs12(store('truststore.p12'), kitPassword);
      expect(trusted.certificates.map(({ certificate }) => certificate.commonName)).toEqual([
        'IngeTrust TEST Root CA',
        'Geotrust TEST Root CA',
      ]);
      expect(await readPkcs12(store('gap.p12'), kitPassword)).toMatchObject({ keys: [{}] });
      expect(readJks(store('gap.jks'), kitPassword).keys.map(({ chain }) => chain.length)).toEqual([3]);
      expect(readJks(store('truststore.jks'), kitPassword).certificates).toHaveLength(1);
    },
  );

  test.skipIf(!foreignTool('nginx'))('configure nginx as they are', () => {
    const configuration = join(root, 'nginx.conf');
    writeFileSync(
      configuration,
      `pid ${root}/nginx.pid; error_log ${root}/error.log; events {} http { access_log off;\n${blocks('nginx')[0]}\n}`,
    );
    const result = run('nginx', '-t', '-p', root, '-c', configuration);
    expect(result).toMatchObject({ status: 0, output: expect.stringContaining('test is successful') });
  });
});
