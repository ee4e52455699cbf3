import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import type { Inspection } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invoke } from '../testing/invoke.ts';

let bench: TemporaryAuthorities;
let directory: string;
const file = (name: string) => join(directory, name);
const inspect = (name: string, ...options: string[]) => invoke(['inspect', file(name), ...options]);

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-inspect-'));
  bench = await temporaryAuthorities();
  const made = await invoke(['kit', '--out', file('kit'), '--state', bench.directory]);
  expect(made.exitCode).toBe(0);
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const SERVER = 'kit/diapason-tpe-server';

describe('banc inspect', () => {
  it('has nothing against the bundle of a kit, and ends with 0', async () => {
    const password = ['--password-file', file(`${SERVER}/password.txt`)];
    const { exitCode, stdout, stderr } = await inspect(`${SERVER}/bundle.p12`, ...password);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^File +PKCS#12, with its private key$/m);
    expect(stdout).toContain('Nothing to object to.');
  });

  it('says in French what is wrong for a use, which rule and what to do, and ends with 1', async () => {
    const use = ['--use', 'diapason-psp-client', '--lang', 'fr'];
    const { exitCode, stdout } = await inspect('kit/roc-amc-sign/fullchain.pem', ...use);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('[MUST, usage/purpose, S1-016]\n  → Commander le type qui convient');
    expect(stdout).toContain('C’est un ORG SIGN');
  });

  it('ends with 0 where nothing is a MUST', async () => {
    const { exitCode, stdout } = await inspect(
      ...(['kit/diapason-psp-client/fullchain.pem', '--use', 'roc-annuaire-client'] as const),
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('! CN=Client_Diapason_PSP');
  });

  it('compares with the name that was typed into the terminals', async () => {
    const { exitCode, stdout } = await inspect(`${SERVER}/fullchain.pem`, '--fqdn', 'autre.fr', '--json');
    expect(exitCode).toBe(1);
    const { findings } = JSON.parse(stdout) as Inspection;
    expect(findings[0]).toMatchObject({ rule: 'name/server-configured', level: 'MUST' });
  });

  it('tells a CRL', async () => {
    const { exitCode, stdout } = await inspect('kit/crl/igc-sante.pem', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ holds: 'crl', findings: [] });
  });

  it.each<[string, () => string, string[], string]>([
    ['a file that is not there', () => 'nowhere.pem', [], 'CLI_FILE_UNREADABLE'],
    ['a folder', () => 'kit', [], 'CLI_FILE_UNREADABLE'],
    ['an empty file', () => written('empty.pem', ''), [], 'PKI_FILE_EMPTY'],
    ['a text', () => `${SERVER}/password.txt`, [], 'PKI_FILE_UNKNOWN'],
    ['a private key alone', () => `${SERVER}/key.pem`, [], 'PKI_FILE_KEY_ALONE'],
    ['a keystore without its password', () => `${SERVER}/bundle.p12`, [], 'PKI_FILE_PASSWORD_MISSING'],
    ['a wrong password', () => `${SERVER}/bundle.p12`, ['--password', 'wrong'], 'PKI_PKCS12_PASSWORD_WRONG'],
    ['a JKS without a password', () => written('a.jks', JKS), [], 'PKI_FILE_PASSWORD_MISSING'],
    ['a use that there is not', () => `${SERVER}/cert.pem`, ['--use', 'tpe'], 'CLI_OPTION_INVALID'],
    [
      'an environment that there is not',
      () => `${SERVER}/cert.pem`,
      ['--environment', 'x'],
      'CLI_OPTION_INVALID',
    ],
    ['a certificate that is cut off', cutOff, [], 'PKI_CERTIFICATE_MALFORMED'],
    ['a file as large as a disk', huge, [], 'PKI_FILE_TOO_LARGE'],
  ])('refuses %s with 3 and a reason', async (_, name, options, code) => {
    const { exitCode, stdout, stderr } = await inspect(name(), ...options);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain(`[${code}]`);
  });
});

const JKS = Buffer.from('feedfeed0000000200000000', 'hex');

function written(name: string, content: string | Buffer): string {
  writeFileSync(file(name), content);
  return name;
}

function cutOff(): string {
  const pem = readFileSync(file(`${SERVER}/cert.pem`), 'utf8');
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return written('cut.cer', der.subarray(0, 500));
}

/** Sparse: it takes no room. */
function huge(): string {
  const descriptor = openSync(file('huge.pem'), 'w');
  ftruncateSync(descriptor, 2 ** 40);
  closeSync(descriptor);
  return 'huge.pem';
}
