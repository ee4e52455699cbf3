import { createSign, createVerify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { daysAhead, hoursAgo, type IdentityDefect, type ServerIdentityDefect } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { joinPem, opensslVerify, run, toPem } from '../testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from '../testing/temporary-authorities.ts';

let temporary: TemporaryAuthorities;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
});
afterAll(() => temporary[Symbol.asyncDispose]());

const identity = (defect?: IdentityDefect) => temporary.authorities.identities.identity(defect);

/** What a GAP configured from the kit says of these credentials, in the words of openssl. */
function verdict(
  { chain: [leaf, ...untrusted] }: Identity,
  pki: 'tpe' | 'psp' | 'amc' | 'igcSante' = 'tpe',
  purpose: 'sslclient' | 'sslserver' | 'any' = 'sslclient',
): string {
  const { status, output } = opensslVerify({
    leaf: leaf!,
    untrusted,
    trust: joinPem(temporary.authorities.trust[pki]),
    crls: joinPem(temporary.authorities.crls()[pki]),
    purpose,
  });
  return status === 0 ? 'OK' : (/error \d+ at \d+ depth lookup: (.*)/.exec(output)?.[1] ?? output);
}

describe.skipIf(!foreignTool('openssl'))('openssl, with the roots and CRLs of the kit, finds', () => {
  test.each<[string, IdentityDefect]>([
    ['OK', {}],
    ['OK', { present: 'with-root' }],
    ['OK', { from: 'same-serial-as-revoked' }],
    ['OK', { issuingCa: {} }],
    ['certificate revoked', { from: 'revoked' }],
    ['certificate revoked', { from: 'on-hold' }],
    ['certificate revoked', { from: 'revoked-issuing-ca' }],
    ['self-signed certificate', { from: 'self-signed' }],
    ['unable to get local issuer certificate', { from: 'unknown-root' }],
    ['unable to get local issuer certificate', { from: 'igc-sante-client' }],
    ['unable to get local issuer certificate', { present: 'leaf-only' }],
    ['unable to get local issuer certificate', { from: 'lookalike-root' }],
    ['path length constraint exceeded', { from: 'path-length-exceeded' }],
    ['invalid CA certificate', { from: 'end-entity-as-ca' }],
    ['certificate has expired', { leaf: { notAfter: hoursAgo(1) } }],
    ['certificate is not yet valid', { leaf: { notBefore: daysAhead(1) } }],
    ['certificate signature failure', { leaf: { signature: 'corrupted' } }],
    ['certificate signature failure', { leaf: { signature: 'by-own-key' } }],
    ['certificate signature failure', { leaf: { signature: 'by-another-key' } }],
    [
      'unhandled critical extension',
      { leaf: { addExtensions: [{ oid: '2.25.1', critical: true, value: '0500' }] } },
    ],
    ['certificate has expired', { issuingCa: { notAfter: hoursAgo(1) } }],
    ['certificate signature failure', { issuingCa: { signature: 'corrupted' } }],
    ['invalid CA certificate', { issuingCa: { extensions: { basicConstraints: { value: { ca: false } } } } }],
  ])('%s: %o', async (expected, defect) => {
    expect(verdict(await identity(defect))).toBe(expected);
  });
});

test.skipIf(!foreignTool('java'))('Java, with the roots and CRLs of the kit, finds the same', async () => {
  const expected: [IdentityDefect, string][] = [
    [{}, 'OK'],
    [{ issuingCa: {} }, 'OK'],
    [{ from: 'same-serial-as-revoked' }, 'OK'],
    [{ from: 'revoked' }, 'REVOKED'],
    [{ from: 'on-hold' }, 'REVOKED'],
    [{ from: 'revoked-issuing-ca' }, 'REVOKED'],
    [{ from: 'unknown-root' }, 'NO_TRUST_ANCHOR'],
    [{ from: 'lookalike-root' }, 'NO_TRUST_ANCHOR'],
    [{ from: 'igc-sante-client' }, 'NO_TRUST_ANCHOR'],
    [{ from: 'end-entity-as-ca' }, 'INVALID_KEY_USAGE'],
    [{ from: 'path-length-exceeded' }, 'PATH_TOO_LONG'],
    [{ leaf: { notAfter: hoursAgo(1) } }, 'EXPIRED'],
    [{ issuingCa: { signature: 'corrupted' } }, 'INVALID_SIGNATURE'],
  ];
  const directory = mkdtempSync(join(tmpdir(), 'banc-java-'));
  const file = (name: string, content: string) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  const paths = await Promise.all(
    expected.map(async ([defect], index) =>
      file(`${index}.pem`, (await identity(defect)).chain.map(toPem).join('')),
    ),
  );
  const result = run(
    'java',
    fileURLToPath(new URL('../testing/ValidatePaths.java', import.meta.url)),
    file('trust.pem', joinPem(temporary.authorities.trust.tpe)),
    file('crls.pem', joinPem(temporary.authorities.crls().tpe)),
    ...paths,
  );
  rmSync(directory, { recursive: true });
  expect(result.output.trim().split('\n')).toEqual(expected.map(([, reason]) => reason));
});

test('the serial number of the good terminal that shares it is revoked, at another CA only', async () => {
  const [leaf] = (await identity({ from: 'same-serial-as-revoked' })).chain;
  const serialNumber = new X509Certificate(leaf!).serialNumber;
  expect(temporary.authorities.crl('ingetrust/issuing-ca-2').find(serialNumber)).toBeDefined();
  expect(temporary.authorities.crl('ingetrust/issuing-ca').find(serialNumber)).toBeUndefined();
});

test('the same defect is the same identity, and a re-issued CA has the name and the key of the good one', async () => {
  const defect: IdentityDefect = { issuingCa: { notAfter: hoursAgo(1) } };
  expect(await identity(defect)).toBe(await identity({ ...defect }));
  const good = new X509Certificate((await identity()).chain[1]!);
  const reissued = new X509Certificate((await identity(defect)).chain[1]!);
  expect(reissued.subject).toBe(good.subject);
  expect(reissued.publicKey.equals(good.publicKey)).toBe(true);
  expect(reissued.serialNumber).not.toBe(good.serialNumber);
});

test('what is sent can be the leaf alone, the reverse, or nothing', async () => {
  const [leaf, issuer] = (await identity()).chain;
  expect((await identity({ present: 'leaf-only' })).chain).toEqual([leaf]);
  expect((await identity({ present: 'reversed' })).chain).toEqual([issuer, leaf]);
  const root = temporary.authorities.certificate('ingetrust/root').der;
  expect((await identity({ present: 'with-root' })).chain).toEqual([leaf, issuer, root]);
  expect((await identity({ present: 'nothing' })).chain).toEqual([]);
});

describe('the private key', () => {
  const belongs = ({ chain, privateKey }: Identity) => {
    const signature = createSign('sha256').update('challenge').sign(privateKey);
    return createVerify('sha256')
      .update('challenge')
      .verify(new X509Certificate(chain[0]!).publicKey, signature);
  };

  test('belongs to the leaf, also when the leaf has a key of its own', async () => {
    expect(belongs(await identity())).toBe(true);
    expect(belongs(await identity({ from: 'igc-sante-client' }))).toBe(true);
    expect(belongs(await identity({ leaf: { publicKey: 'ec-p256' } }))).toBe(true);
  });

  test('does not, when another is asked for', async () => {
    expect(belongs(await identity({ privateKey: 'another' }))).toBe(false);
  });
});

test('a leaf that no parser reads can still be sent', async () => {
  const [leaf] = (await identity({ leaf: { der: 'truncated' } })).chain;
  expect(() => new X509Certificate(leaf!)).toThrow();
});

test('a revoked leaf with one more defect is refused: it would be a new one, and not revoked', async () => {
  await expect(identity({ from: 'revoked', leaf: { notAfter: hoursAgo(1) } })).rejects.toMatchObject({
    code: 'IGC_IDENTITY_UNSUPPORTED',
  });
});

describe.skipIf(!foreignTool('openssl')).each([
  ['payment provider', 'psp', (name: string) => temporary.authorities.pspIdentities(name)],
  ['insurer', 'amc', (name: string) => temporary.authorities.osiIdentities(name)],
  ['DP', 'igcSante', (name: string) => temporary.authorities.dpIdentities(name)],
] as const)('of the %s, openssl with the roots and CRLs of the kit finds', (_, pki, identities) => {
  test.each<[string, ServerIdentityDefect]>([
    ['OK', {}],
    ['OK', { present: 'with-unrelated' }],
    ['unable to get local issuer certificate', { from: 'unknown-root' }],
    ['unable to get local issuer certificate', { from: 'lookalike-root' }],
    ['invalid CA certificate', { from: 'end-entity-as-ca' }],
    ['path length constraint exceeded', { from: 'path-length-exceeded' }],
  ])('%s: %o', async (expected, defect) => {
    const presented = await identities('server.banc.test').identity(defect);
    expect(verdict(presented, pki, 'sslserver')).toBe(expected);
  });
});

test.skipIf(!foreignTool('openssl'))('what signs replies is revoked, or is not', async () => {
  const signers = temporary.authorities.replySigners();
  const found = async (defect?: ServerIdentityDefect) =>
    verdict(await signers.identity(defect), 'amc', 'any');
  expect([await found(), await found({ from: 'revoked' })]).toEqual(['OK', 'certificate revoked']);
  expect(await found({ leaf: { notAfter: hoursAgo(1) } })).toBe('certificate has expired');
});

test.skipIf(!foreignTool('openssl'))(
  'a server of IGC OSI leads to the root that the kit has for it',
  async () => {
    const { authorities } = temporary;
    const verdictOn = ({ chain: [leaf, ...untrusted] }: Identity) =>
      opensslVerify({
        leaf: leaf!,
        untrusted,
        trust: joinPem(authorities.trust.amc),
        crls: joinPem(authorities.crls().amc),
        purpose: 'sslserver',
      }).status;
    const identities = authorities.osiIdentities('annuaire.banc.test');
    const [good, stranger] = [
      await identities.identity(),
      await identities.identity({ from: 'terminal-ca' }),
    ];
    expect([verdictOn(good), verdictOn(stranger)]).toEqual([0, 2]);
    expect(new X509Certificate(good.chain[0]!).checkHost('annuaire.banc.test')).toBe('annuaire.banc.test');
  },
);
