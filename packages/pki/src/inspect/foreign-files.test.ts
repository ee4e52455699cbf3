import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { BancError } from '../error-catalogue.ts';
import { altered } from '../testing/altered.ts';
import type { Inspection } from './finding.ts';
import { type InspectOptions, inspectFile } from './inspect.ts';

/** A hierarchy in the names of IGC-Santé that openssl alone has made, and a certificate ORG AUTH_CLI below it. */
const CONFIGURATION = `
[req]
distinguished_name = dn
[dn]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
certificatePolicies = 1.2.250.1.213.1.7.2.1.1.1.1
1.2.250.1.71.1.2.5 = DER:040183
authorityKeyIdentifier = keyid
[ca]
default_ca = here
[here]
database = index.txt
crlnumber = crlnumber
default_md = sha256
`;
const AUTHORITY = '/C=FR/O=ASIP-SANTE/OU=0002 187512751/OU=IGC-SANTE TEST';
const ROOT = `${AUTHORITY}/CN=TEST AC RACINE IGC-SANTE ELEMENTAIRE`;
const ACI = `${AUTHORITY}/CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS`;
const LEAF = '/C=FR/ST=Paris (75)/O=HOPITAL/OU=10B0152872/CN=Client_Diapason_PSP';
const PASSWORD = 'mot-de-passe';

describe.skipIf(!foreignTool('openssl'))('a file of openssl', () => {
  let directory: string;
  const path = (name: string): string => join(directory, name);
  const file = (name: string): Buffer => readFileSync(path(name));
  const tool = (name: string, ...parameters: string[]) =>
    execFileSync(name, parameters, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const openssl = (...parameters: string[]) => tool('openssl', ...parameters);

  function request(name: string, subject: string, kind = 'rsa:2048', ...more: string[]): void {
    openssl(
      ...['req', '-new', '-newkey', kind, '-noenc', '-keyout', `${name}.key`, '-out', `${name}.csr`],
      ...['-subj', subject, '-config', 'openssl.cnf', ...more],
    );
  }
  function issue(name: string, extensions: string, ...signer: string[]): void {
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, '-days', '400'],
      ...['-extfile', 'openssl.cnf', '-extensions', extensions, ...signer],
    );
  }

  const inspect = (bytes: Buffer, options: Partial<InspectOptions> = {}): Promise<Inspection> =>
    inspectFile(bytes, { at: new Date(), lang: 'en', password: PASSWORD, ...options });
  const rules = ({ findings }: Inspection): string[] => findings.map(({ level, rule }) => `${level} ${rule}`);

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'banc-inspect-'));
    writeFileSync(path('openssl.cnf'), CONFIGURATION);
    request('root', ROOT);
    issue('root', 'authority', '-signkey', 'root.key');
    request('aci', ACI);
    issue('aci', 'authority', '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial');
    request('leaf', LEAF);
    issue('leaf', 'leaf', '-CA', 'aci.pem', '-CAkey', 'aci.key', '-CAcreateserial');
    writeFileSync(path('chain.pem'), Buffer.concat([file('aci.pem'), file('root.pem')]));
    writeFileSync(path('full.pem'), Buffer.concat([file('leaf.pem'), file('chain.pem')]));
    openssl('x509', '-in', 'leaf.pem', '-outform', 'der', '-out', 'leaf.cer');
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'full.pem', '-out', 'full.p7b');
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'full.pem', '-outform', 'der', '-out', 'full-der.p7b');
    openssl(
      ...['pkcs12', '-export', '-in', 'leaf.pem', '-inkey', 'leaf.key', '-certfile', 'chain.pem'],
      ...['-name', 'gap', '-passout', `pass:${PASSWORD}`, '-out', 'gap.p12'],
    );
    openssl('pkcs8', '-topk8', '-in', 'leaf.key', '-passout', `pass:${PASSWORD}`, '-out', 'encrypted.key');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['full.pem', 'PEM, without a private key'],
    ['full.p7b', 'PKCS#7 (.p7b), without a private key'],
    ['full-der.p7b', 'PKCS#7 (.p7b), without a private key'],
    ['gap.p12', 'PKCS#12, with its private key'],
  ])('%s is told, and its certificate judged with its chain', async (name, form) => {
    const inspection = await inspect(file(name));
    expect(inspection).toMatchObject({ kind: 'org-auth-cli', uses: ['diapason-psp-client'] });
    expect(inspection.facts[0]).toEqual({ label: 'File', value: form });
    // openssl x509 counts in days; IGC-Santé in years.
    expect(rules(inspection)).toEqual(['SHOULD validity/three-years']);
  });

  it.skipIf(!foreignTool('keytool')).each(['JKS', 'PKCS12'])(
    'after keytool made a %s of it',
    async (type) => {
      tool(
        'keytool',
        ...['-importkeystore', '-noprompt', '-srckeystore', 'gap.p12', '-srcstorepass', PASSWORD],
        ...['-destkeystore', `java.${type}`, '-deststoretype', type, '-deststorepass', PASSWORD],
      );
      const inspection = await inspect(file(`java.${type}`));
      expect(inspection.facts[0]!.value).toContain('with its private key');
      expect(rules(inspection)).toEqual(['SHOULD validity/three-years']);
    },
  );

  it('in DER is one certificate, whose ACI is elsewhere', async () => {
    expect(rules(await inspect(file('leaf.cer')))).toEqual([
      'SHOULD validity/three-years',
      'note note/alone',
    ]);
  });

  it('with a key under a password opens with it', async () => {
    const bytes = Buffer.concat([file('full.pem'), file('encrypted.key')]);
    const { facts } = await inspect(bytes);
    expect(facts[0]!.value).toBe('PEM, with its private key');
    await expect(inspect(bytes, { password: undefined })).rejects.toMatchObject({
      code: 'PKI_FILE_PASSWORD_MISSING',
    });
    await expect(inspect(bytes, { password: 'wrong' })).rejects.toMatchObject({
      code: 'PKI_FILE_PASSWORD_WRONG',
    });
  });

  it('with the key of another says so', async () => {
    const inspection = await inspect(Buffer.concat([file('full.pem'), file('aci.key')]));
    // The key is that of the ACI, whose certificate is in the file: it is the one that the file is about.
    expect(inspection.kind).toBe('authority');
    request('stranger', LEAF);
    expect(rules(await inspect(Buffer.concat([file('full.pem'), file('stranger.key')])))).toContain(
      'MUST file/key-matches',
    );
  });

  it('with a CA of the same name and another key says that the chain does not verify', async () => {
    request('other', ACI);
    issue('other', 'authority', '-signkey', 'other.key');
    const bytes = Buffer.concat([file('leaf.pem'), file('other.pem')]);
    expect(rules(await inspect(bytes))).toContain('MUST chain/verifies');
  });

  it('that is a request is judged as PFCNG would', async () => {
    expect(rules(await inspect(file('leaf.csr')))).toEqual([]);
    request('small', LEAF, 'rsa:1024');
    const { holds, facts, findings } = await inspect(file('small.csr'), { lang: 'fr' });
    expect(holds).toBe('csr');
    expect(facts).toContainEqual({ label: 'Clé', value: 'RSA 1024' });
    expect(findings).toEqual([
      {
        rule: 'csr/PKI_CSR_KEY_TOO_SHORT',
        level: 'MUST',
        requirement: 'S1-055',
        message: 'La clé RSA de la demande a 1024 bits, au lieu de 2048.',
        next: 'Faire une autre clé : openssl genrsa 2048.',
      },
    ]);
  });

  it.each(['leaf.csr', 'full-der.p7b'])(
    '%s that was altered is inspected, or refused by name',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(altered(file(name)), async (bytes) => {
          const result = await inspect(bytes).catch((error: unknown) => error);
          if (result instanceof Error) expect(result).toBeInstanceOf(BancError);
          else expect(result).toMatchObject({ facts: expect.any(Array) });
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each([
    ['in time', 0, []],
    ['that has passed', 3, ['MUST crl/expired']],
    ['of tomorrow', -1, ['SHOULD crl/not-yet-valid']],
  ])('that is a CRL %s', async (_, days, expected) => {
    writeFileSync(path('index.txt'), '');
    writeFileSync(path('crlnumber'), '07\n');
    openssl(
      ...['ca', '-gencrl', '-config', 'openssl.cnf', '-cert', 'aci.pem', '-keyfile', 'aci.key'],
      ...['-crldays', '2', '-out', 'aci.crl'],
    );
    const at = new Date(Date.now() + days * 86_400_000);
    const inspection = await inspect(file('aci.crl'), { at });
    expect(inspection.facts).toContainEqual({ label: 'Number', value: '7' });
    expect(rules(inspection)).toEqual(expected);
  });
});
