import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { isJks, readJks } from './jks.ts';

const PASSWORD = 'mot-de-passé';

describe.skipIf(!foreignTool('keytool'))('a JKS of keytool', () => {
  let directory: string;
  const tool = (name: string, ...parameters: string[]) =>
    execFileSync(name, parameters, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  const keytool = (store: string, ...parameters: string[]) =>
    tool('keytool', ...parameters, '-storetype', 'JKS', '-keystore', store, '-storepass', PASSWORD);
  const file = (name: string): Buffer => readFileSync(join(directory, name));

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'banc-jks-'));
    keytool(
      'gap.jks',
      ...['-genkeypair', '-keyalg', 'RSA', '-alias', 'gap', '-dname', 'CN=gap'],
      '-ext',
      'bc',
    );
    keytool('gap.jks', '-exportcert', '-alias', 'gap', '-rfc', '-file', 'gap.pem');
    keytool('gap.jks', '-importcert', '-noprompt', '-alias', 'été', '-file', 'gap.pem');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const raw = () => new X509Certificate(file('gap.pem')).raw;

  it('is read: its key, the chain and the certificates to trust', () => {
    expect(isJks(file('gap.jks'))).toBe(true);
    const { certificates, keys } = readJks(file('gap.jks'), PASSWORD);
    expect(certificates.map(({ alias, certificate }) => [alias, certificate.der])).toEqual([['été', raw()]]);
    expect(keys.map(({ alias, chain }) => [alias, chain.map(({ der }) => der)])).toEqual([['gap', [raw()]]]);
  });

  it.skipIf(!foreignTool('openssl'))('has the key that openssl finds after a conversion', () => {
    tool(
      'keytool',
      ...['-importkeystore', '-srckeystore', 'gap.jks', '-srcstorepass', PASSWORD, '-srcalias', 'gap'],
      ...['-destkeystore', 'gap.p12', '-deststoretype', 'PKCS12', '-deststorepass', 'changeit'],
    );
    const pem = tool('openssl', 'pkcs12', '-in', 'gap.p12', '-passin', 'pass:changeit', '-nocerts', '-noenc');
    const [key] = readJks(file('gap.jks'), PASSWORD).keys;
    expect(key!.privateKey!.equals(createPrivateKey(pem))).toBe(true);
  });

  it('whose key has a password of its own gives the chain without the key', () => {
    keytool(
      'two.jks',
      ...['-genkeypair', '-keyalg', 'RSA', '-alias', 'gap', '-dname', 'CN=gap', '-keypass', 'another'],
    );
    const { keys } = readJks(file('two.jks'), PASSWORD);
    expect(keys).toMatchObject([{ alias: 'gap', privateKey: undefined, chain: [{ commonName: 'gap' }] }]);
  });

  it('says so of a wrong password', () => {
    expect(() => readJks(file('gap.jks'), 'another')).toThrow(
      expect.objectContaining({ code: 'PKI_JKS_PASSWORD_WRONG' }),
    );
  });

  it('that was changed anywhere is not read', () => {
    const good = file('gap.jks');
    const codes = new Set<string>();
    for (let at = 0; at < good.length; at += 11) {
      const damaged = Buffer.from(good);
      damaged[at]! ^= 0x20;
      try {
        readJks(damaged, PASSWORD);
        codes.add('read');
      } catch (error) {
        codes.add((error as { code: string }).code);
      }
    }
    expect([...codes].toSorted()).toEqual(['PKI_JKS_DAMAGED', 'PKI_JKS_MALFORMED', 'PKI_JKS_PASSWORD_WRONG']);
  });

  it('that was cut off is malformed', () => {
    for (const length of [0, 3, 12, 200, file('gap.jks').length - 1]) {
      expect(() => readJks(file('gap.jks').subarray(0, length), PASSWORD)).toThrow(
        expect.objectContaining({ code: 'PKI_JKS_MALFORMED' }),
      );
    }
  });

  it('of type JCEKS is refused by name, and a PKCS#12 is neither', () => {
    const [jceks, pkcs12] = ['JCEKS', 'PKCS12'].map((type) => {
      tool(
        'keytool',
        ...['-importcert', '-noprompt', '-alias', 'gap', '-file', 'gap.pem', '-keystore', type],
        ...['-storetype', type, '-storepass', 'changeit'],
      );
      return file(type);
    });
    expect(isJks(jceks!)).toBe(true);
    expect(() => readJks(jceks!, 'changeit')).toThrow(expect.objectContaining({ code: 'PKI_JKS_JCEKS' }));
    expect(isJks(pkcs12!)).toBe(false);
  });
});
