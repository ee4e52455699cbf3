import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Certificate, Crl } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { invoke } from '../testing/invoke.ts';

let directory: string;
let state: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-cli-'));
  state = join(directory, 'state');
  const made = await invoke([
    'kit',
    '--out',
    join(directory, 'kit'),
    '--state',
    state,
    '--publication-port',
    '0',
  ]);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
});
afterAll(() => rmSync(directory, { recursive: true }));

const banc = (...argv: string[]) => invoke([...argv, '--state', state]);

/** Resolves when the file is there. */
async function appears(file: string): Promise<void> {
  const watcher = watch(dirname(file));
  try {
    while (!existsSync(file)) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}

describe('banc issue', () => {
  it.skipIf(!foreignTool('openssl'))('writes what openssl verifies', async () => {
    const out = join(directory, 'terminal');
    const issued = await banc(
      'issue',
      'ingetrust/terminal',
      '--serial-number',
      '0000000012345678',
      '--out',
      out,
    );
    expect(issued).toMatchObject({ exitCode: 0, stderr: '' });
    const verdict = execFileSync('openssl', [
      ...['verify', '-x509_strict', '-purpose', 'sslclient', '-crl_check_all'],
      ...['-CAfile', join(directory, 'kit/trust/tpe.pem'), '-CRLfile', join(directory, 'kit/crl/tpe.pem')],
      ...['-untrusted', join(out, 'chain.pem'), join(out, 'cert.pem')],
    ]);
    expect(verdict.toString()).toContain('OK');
  });

  it('overwrites no key', async () => {
    const out = join(directory, 'kit');
    const refused = await banc(
      'issue',
      'ingetrust/terminal',
      '--serial-number',
      '0000000012345678',
      '--out',
      out,
    );
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('[KIT_FOLDER_NOT_EMPTY]');
  });

  it('names the field that is wrong', async () => {
    const out = join(directory, 'never');
    const refused = await banc('issue', 'igc-sante-test/ssl-serveur', '--fqdn', 'gap_1.fr', '--out', out);
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('fqdn') });
    expect(existsSync(out)).toBe(false);
  });
});

describe('banc up', () => {
  it('publishes a revocation made by another process while it runs', async () => {
    const readyFile = join(directory, 'ready.json');
    const stop = Promise.withResolvers<void>();
    const running = invoke(
      [
        ...['up', '--state', state, '--control-port', '0', '--pfcng-port', '0'],
        ...[
          '--psp-port',
          '0',
          '--annuaire-port',
          '0',
          '--amc-port',
          '0',
          '--dp-port',
          '0',
          '--dp-gateway',
          '0',
        ],
        ...['--ref-gap', '0', '--tpe-port', '0', '--ready-file', readyFile],
        ...['--fault', 'ldap=not-found', '--fault-seed', '42'],
      ],
      {
        stopRequested: stop.promise,
      },
    );
    await appears(readyFile);
    const ready = JSON.parse(readFileSync(readyFile, 'utf8')) as Record<string, { url: string }>;
    expect(Object.keys(ready).toSorted()).toEqual([
      'amc',
      'annuaire',
      'control',
      'dp',
      'dp-gateway',
      'igc-sante',
      'ldap',
      'ocsp',
      'pfcng',
      'pfcng-auth',
      'psp',
      'ref-gap',
      'tpe',
    ]);
    expect(ready['ldap']!.url).toMatch(/^ldap:/);
    const faults = await (await fetch(`${ready['control']!.url}/faults`)).json();
    expect(faults).toMatchObject({ active: { ldap: 'not-found' } });

    const out = join(directory, 'to-revoke');
    await banc('issue', 'ingetrust/terminal', '--serial-number', '0000000000000042', '--out', out);
    const certificate = Certificate.parse(readFileSync(join(out, 'cert.pem')));
    const published = async () => {
      const [url] = certificate.crlDistributionPoints;
      const response = await fetch(url ?? '');
      return Crl.parse(Buffer.from(await response.arrayBuffer())).find(certificate.serialNumber);
    };
    expect(await published()).toBeUndefined();
    expect(await banc('revoke', certificate.serialNumber)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await published()).toBeDefined();

    stop.resolve();
    expect(await running).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringContaining('ldap fails: not-found, seed 42'),
    });
  });

  it('starts the services that are named and no other', async () => {
    const readyFile = join(directory, 'ready-psp.json');
    const stop = Promise.withResolvers<void>();
    const running = invoke(
      ['up', 'psp', '--state', state, '--control-port', '0', '--psp-port', '0', '--ready-file', readyFile],
      { stopRequested: stop.promise },
    );
    await appears(readyFile);
    expect(Object.keys(JSON.parse(readFileSync(readyFile, 'utf8')))).toEqual(['psp', 'control']);
    stop.resolve();
    expect(await running).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await banc('up', 'pspp')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/no service pspp; there are igc-sante, pfcng, psp/),
    });
  });

  it.each([
    ['crl=rotten', 'wrong-signer'],
    ['smtp=absent', 'crl, certificate, ocsp, ldap'],
    ['crl', 'SOURCE=FAULT'],
  ])('refuses --fault %s and says what there is', async (fault, known) => {
    const refused = await banc('up', '--control-port', '0', '--fault', fault);
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(known) });
  });

  it('ends with 2 and names the port that is taken', async () => {
    const taken: Server = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const failed = await banc(
      'up',
      '--control-port',
      '0',
      '--pfcng-port',
      '0',
      '--psp-port',
      '0',
      '--annuaire-port',
      '0',
      '--amc-port',
      '0',
      '--dp-port',
      '0',
      '--ref-gap',
      String(port),
    );
    expect(failed).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(String(port)) });
    taken.close();
  });
});

describe('banc revoke', () => {
  it('says so where no certificate has that serial number', async () => {
    expect(await banc('revoke', 'ABCD')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('ABCD'),
    });
  });
});

describe('banc kit', () => {
  it('refuses to replace a folder that is no kit', async () => {
    const foreign = join(directory, 'precious');
    execFileSync('mkdir', [foreign]);
    writeFileSync(join(foreign, 'thesis.tex'), 'years of work');
    const refused = await banc('kit', '--out', foreign);
    expect(refused.stderr).toContain('[KIT_DIRECTORY_FOREIGN]');
    expect(readFileSync(join(foreign, 'thesis.tex'), 'utf8')).toBe('years of work');
  });

  it('refuses another publication than the one the state was made with', async () => {
    const refused = await banc('kit', '--out', join(directory, 'kit'), '--publication', 'faithful');
    expect(refused.stderr).toContain('[IGC_PUBLICATION_FIXED]');
  });
});

describe('a state folder', () => {
  it('that is missing is named, with the command that makes one', async () => {
    const missing = join(directory, 'nowhere');
    const refused = await invoke(['revoke', 'AB', '--state', missing]);
    expect(refused.stderr).toContain(basename(missing));
    expect(refused.exitCode).not.toBe(0);
  });

  it('that is damaged is refused and left as it is', async () => {
    const damaged = join(directory, 'damaged');
    execFileSync('cp', ['-r', state, damaged]);
    const [store] = execFileSync('find', [damaged, '-name', 'store.sqlite']).toString().trim().split('\n');
    chmodSync(store ?? '', 0o600);
    writeFileSync(store ?? '', 'not a database at all');
    const refused = await invoke(['kit', '--out', join(directory, 'kit-2'), '--state', damaged]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr.split('\n')).toHaveLength(4);
    expect(readFileSync(store ?? '', 'utf8')).toBe('not a database at all');
    expect(existsSync(join(directory, 'kit-2'))).toBe(false);
  });
});
