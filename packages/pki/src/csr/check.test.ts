import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { bitString, constructed, integer, nullValue, objectIdentifier, sequence } from '../der/encode.ts';
import { encodeName, nameOf, nameToString } from '../names.ts';
import { ALGORITHMS } from '../object-identifiers.ts';
import { checkCsr, examineCsr } from './check.ts';

const SUBJECT = nameOf(['C', 'FR'], ['O', 'HOPITAL DE TEST'], ['CN', 'Client_Diapason_PSP']);

let directory: string;
const tool = (name: string, ...parameters: string[]) =>
  execFileSync(name, parameters, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
const file = (name: string): Buffer => readFileSync(join(directory, name));
const spki = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('hex');

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'banc-csr-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A request of openssl for a new key. */
function opensslRequest(key: readonly string[], ...parameters: string[]): Buffer {
  tool(
    'openssl',
    ...['req', '-new', ...key, '-noenc', '-keyout', 'key.pem', '-out', 'req.pem'],
    ...['-utf8', '-subj', '/C=FR/O=HOPITAL DE TEST/CN=Client_Diapason_PSP', ...parameters],
  );
  return file('req.pem');
}
const RSA_2048 = ['-newkey', 'rsa:2048'];

describe.skipIf(!foreignTool('openssl'))('a request of openssl', () => {
  it('gives the public key, without a warning if it is as the platform has it', async () => {
    const request = opensslRequest(RSA_2048);
    const { publicKey, warnings } = await checkCsr(request, { subject: SUBJECT });
    expect(warnings).toEqual([]);
    expect(spki(publicKey)).toBe(spki(createPublicKey(createPrivateKey(file('key.pem')))));
    const der = Buffer.from(tool('openssl', 'req', '-in', 'req.pem', '-outform', 'DER'));
    expect(spki((await checkCsr(der)).publicKey)).toBe(spki(publicKey));
  });

  it('for somebody else, with extensions, is overridden and says so in both languages', async () => {
    const request = opensslRequest(
      RSA_2048,
      ...['-addext', 'subjectAltName=DNS:gap.ch-test.fr', '-addext', 'keyUsage=keyCertSign'],
    );
    const { warnings } = await checkCsr(request, { subject: nameOf(['C', 'FR'], ['CN', 'gap']) });
    expect(warnings.map(({ id }) => id)).toEqual(['subject-overridden', 'extensions-ignored']);
    for (const text of Object.values(warnings[0]!.text)) {
      expect(text).toContain('CN=Client_Diapason_PSP,O=HOPITAL DE TEST,C=FR');
      expect(text).toContain('CN=gap,C=FR');
    }
    expect(warnings[1]!.text.fr).toContain('subjectAltName, keyUsage');
  });

  it.each([
    [
      'an EC key',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      [],
      'PKI_CSR_KEY_NOT_RSA',
      /ec \(prime256v1\)/,
    ],
    ['an Ed25519 key', ['-newkey', 'ed25519'], [], 'PKI_CSR_KEY_NOT_RSA', /ed25519/],
    [
      'an RSA-PSS key',
      ['-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'],
      [],
      'PKI_CSR_KEY_NOT_RSA',
      /rsa-pss/,
    ],
    ['an RSA key of 1024 bits', ['-newkey', 'rsa:1024'], [], 'PKI_CSR_KEY_TOO_SHORT', /1024/],
    ['an RSA key of 3072 bits', ['-newkey', 'rsa:3072'], [], 'PKI_CSR_KEY_TOO_LONG', /3072/],
    ['exponent 3', [...RSA_2048, '-pkeyopt', 'rsa_keygen_pubexp:3'], [], 'PKI_CSR_KEY_EXPONENT', /0x3;/],
    ['a signature on SHA-1', RSA_2048, ['-sha1'], 'PKI_CSR_SIGNATURE_WEAK', /sha1WithRSAEncryption/],
    ['a signature on MD5', RSA_2048, ['-md5'], 'PKI_CSR_SIGNATURE_WEAK', /md5WithRSAEncryption/],
    [
      'an RSA-PSS signature',
      RSA_2048,
      ['-sigopt', 'rsa_padding_mode:pss'],
      'PKI_CSR_SIGNATURE_UNSUPPORTED',
      /1\.2\.840\.113549\.1\.1\.10/,
    ],
  ])('with %s is refused', async (_, key, parameters, code, message) => {
    const request = opensslRequest(key, ...parameters);
    await expect(checkCsr(request)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each(['-sha384', '-sha512'])('signed with %s is good', async (digest) => {
    await expect(checkCsr(opensslRequest(RSA_2048, digest))).resolves.toMatchObject({ warnings: [] });
  });

  it('whose key is known is refused', async () => {
    const request = opensslRequest(RSA_2048);
    const seen = new Set<string>();
    const keySeen = (key: KeyObject) => seen.has(spki(key));
    const { publicKey } = await checkCsr(request, { keySeen });
    seen.add(spki(publicKey));
    await expect(checkCsr(request, { keySeen })).rejects.toMatchObject({ code: 'PKI_CSR_KEY_SEEN_BEFORE' });
  });

  it('with several faults has all of them in its examination', async () => {
    const request = opensslRequest(['-newkey', 'rsa:1024'], '-sha1');
    const { objections } = await examineCsr(request, { keySeen: async () => true });
    expect(objections.map(({ code }) => code)).toEqual([
      'PKI_CSR_KEY_TOO_SHORT',
      'PKI_CSR_SIGNATURE_WEAK',
      'PKI_CSR_KEY_SEEN_BEFORE',
    ]);
  });

  it('with any bit changed is never accepted', async () => {
    opensslRequest(RSA_2048, '-addext', 'subjectAltName=DNS:gap.ch-test.fr');
    const good = Buffer.from(tool('openssl', 'req', '-in', 'req.pem', '-outform', 'DER'));
    await expect(checkCsr(good)).resolves.toBeDefined();
    const codes = new Set<string>();
    for (let bit = 0; bit < good.length * 8; bit += 3) {
      const changed = Buffer.from(good);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await checkCsr(changed).then(
        () => codes.add(`accepted with bit ${bit} changed`),
        (error) => codes.add(String(error.code)),
      );
    }
    expect([...codes].filter((code) => !code.startsWith('PKI_CSR_'))).toEqual([]);
    expect(codes).toContain('PKI_CSR_SIGNATURE_INVALID');
  });

  it('whose signature is by another key proves nothing', async () => {
    const [mine, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
    await expect(checkCsr(request(mine!.publicKey, mine!.privateKey))).resolves.toBeDefined();
    await expect(checkCsr(request(mine!.publicKey, other!.privateKey))).rejects.toMatchObject({
      code: 'PKI_CSR_SIGNATURE_INVALID',
    });
  });
});

/** A request of our own making, for keys that openssl would not take. */
function request(publicKey: KeyObject, privateKey: KeyObject, version = 0): Buffer {
  const info = sequence(
    integer(version),
    encodeName(SUBJECT),
    publicKey.export({ format: 'der', type: 'spki' }),
    constructed(0),
  );
  const algorithm = sequence(objectIdentifier(ALGORITHMS.sha256WithRSAEncryption), nullValue());
  return sequence(info, algorithm, bitString(sign('sha256', info, privateKey)));
}

describe('a request for a strange key', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const changed = (jwk: { n?: string; e?: string }) =>
    request(createPublicKey({ key: { kty: 'RSA', n, e, ...jwk }, format: 'jwk' }), privateKey);
  const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');

  it.each([
    ['1', '01'],
    ['even', '010002'],
    ['of 257 bits', `01${'00'.repeat(31)}01`],
  ])('with an exponent that is %s is refused', async (_, hex) => {
    await expect(checkCsr(changed({ e: base64url(hex) }))).rejects.toMatchObject({
      code: 'PKI_CSR_KEY_EXPONENT',
    });
  });

  it('with an even modulus is refused', async () => {
    const even = Buffer.from(n, 'base64url');
    even[even.length - 1]! &= 0xfe;
    await expect(checkCsr(changed({ n: even.toString('base64url') }))).rejects.toMatchObject({
      code: 'PKI_CSR_KEY_WEAK',
      message: expect.stringContaining('small factor'),
    });
  });
});

describe.skipIf(!foreignTool('keytool'))('a request of keytool', () => {
  it('is read, with its label and the extension that it always asks for', async () => {
    const store = ['-alias', 'gap', '-keystore', 'gap.p12', '-storepass', 'changeit'];
    tool('keytool', '-genkeypair', '-keyalg', 'RSA', '-keysize', '2048', '-dname', 'CN=gap, C=FR', ...store);
    tool('keytool', '-certreq', ...store, '-file', 'keytool.csr');
    expect(file('keytool.csr').toString()).toContain('BEGIN NEW CERTIFICATE REQUEST');
    const { csr, objections, warnings } = await examineCsr(file('keytool.csr'), { subject: SUBJECT });
    expect(objections).toEqual([]);
    expect(nameToString(csr.subject)).toBe('CN=gap,C=FR');
    expect(warnings.map(({ id }) => id)).toEqual(['subject-overridden', 'extensions-ignored']);
    expect(warnings[1]!.text.en).toContain('subjectKeyIdentifier');
  });
});

describe.skipIf(!foreignTool('certtool'))('a request of GnuTLS', () => {
  it('is read', async () => {
    tool('certtool', '--generate-privkey', '--bits', '2048', '--outfile', 'gnutls.key');
    execFileSync(
      'sh',
      ['-c', 'printf \'cn = "gap"\\ntls_www_server\\nchallenge_password = secret\\n\' > template'],
      {
        cwd: directory,
      },
    );
    tool(
      'certtool',
      ...['--generate-request', '--load-privkey', 'gnutls.key', '--template', 'template'],
      ...['--outfile', 'gnutls.csr'],
    );
    const { objections, warnings } = await examineCsr(file('gnutls.csr'));
    expect(objections).toEqual([]);
    expect(warnings.map(({ id }) => id)).toEqual(['extensions-ignored', 'attributes-ignored']);
  });
});

describe('what is no request', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const good = request(publicKey, privateKey);
  const pem = (der: Buffer, label = 'CERTIFICATE REQUEST') =>
    `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;

  it.each([
    ['nothing', Buffer.alloc(0), /certificationRequest/],
    ['a text', 'bonjour', /PEM has 0 blocks/],
    ['a certificate', pem(good, 'CERTIFICATE'), /PEM has 0 blocks/],
    ['two requests', pem(good).repeat(2), /PEM has 2 blocks/],
    ['PEM that was cut off', pem(good).slice(0, -40), /has no line "-----END/],
    ['PEM that is not base64', pem(good).replace('M', '*'), /is not base64/],
    ['DER that was cut off', good.subarray(0, -1), /certificationRequest is cut off/],
    ['DER with something after it', Buffer.concat([good, Buffer.of(0)]), /something after its end/],
    ['a request of version 2', request(publicKey, privateKey, 1), /version is not 0/],
    [
      'a key that is none',
      Buffer.from(good.toString('hex').replace('06092a864886f70d010101', '06092a864886f70d010163'), 'hex'),
      /subjectPKInfo is no public key/,
    ],
  ])('%s is malformed, in a place that is named', async (_, input, message) => {
    await expect(checkCsr(input)).rejects.toMatchObject({
      code: 'PKI_CSR_MALFORMED',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['text', 'A'.repeat(20_000)],
    ['DER', Buffer.concat([Buffer.from('30820fff', 'hex'), Buffer.alloc(1 << 20)])],
  ])('%s of an absurd size is not read at all', async (_, input) => {
    await expect(checkCsr(input)).rejects.toMatchObject({ code: 'PKI_CSR_TOO_LARGE' });
  });
});
