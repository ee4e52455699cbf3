import { generateKeyPairSync } from 'node:crypto';
import type { ProfileId, SubjectInput } from '@banc-gap/pki';
import { ManualClock, seededRandom } from '@banc-gap/simkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import type { PkiName } from './hierarchy.ts';
import { TEST_STRUCTURE } from './identities/catalogue.ts';
import { joinPem, opensslVerify } from './testing/openssl.ts';
import { type TemporaryAuthorities, temporaryAuthorities } from './testing/temporary-authorities.ts';

const openssl = foreignTool('openssl');
const serverOrder = (orderId: string, fqdn: string) =>
  ({ orderId, profile: 'igc-sante-test/ssl-serveur', subject: { structure: TEST_STRUCTURE, fqdn } }) as const;

let temporary: TemporaryAuthorities;
beforeAll(async () => {
  temporary = await temporaryAuthorities();
});
afterAll(() => temporary[Symbol.asyncDispose]());

describe('an order', () => {
  const serviceApplicatif = { structure: TEST_STRUCTURE, serviceApplicatif: 'Client_Diapason_PSP' };
  test.skipIf(!openssl).each<[ProfileId, SubjectInput, PkiName, 'sslserver' | 'sslclient' | 'any']>([
    [
      'igc-sante-test/ssl-serveur',
      { structure: TEST_STRUCTURE, fqdn: 'a.ch-test.fr' },
      'igcSante',
      'sslserver',
    ],
    ['igc-sante-test/org-auth-cli', serviceApplicatif, 'igcSante', 'sslclient'],
    ['igc-sante-test/org-sign', serviceApplicatif, 'igcSante', 'any'],
    ['ingetrust/terminal', { serialNumber: '0000BANC000000A0' }, 'tpe', 'sslclient'],
    ['geotrust/server', { fqdn: 'psp.banc.test' }, 'psp', 'sslserver'],
  ])('of %s gives a certificate that a strict openssl accepts', async (profile, subject, pki, purpose) => {
    const { authorities } = temporary;
    const { certificate, chain } = await authorities.issue({ orderId: profile, profile, subject });
    const result = opensslVerify({
      leaf: certificate.der,
      untrusted: chain.map(({ der }) => der),
      trust: joinPem(authorities.trust[pki]),
      crls: joinPem(authorities.crls()[pki]),
      purpose,
    });
    expect(result).toEqual({ status: 0, output: expect.stringContaining('OK') });
  });

  test('given again gives the same certificate and the same key', async () => {
    const { authorities } = temporary;
    const order = serverOrder('repeated', 'repeated.ch-test.fr');
    const [first, second] = await Promise.all([authorities.issue(order), authorities.issue(order)]);
    expect(second.certificate.fingerprint).toBe(first.certificate.fingerprint);
    expect(second.privateKey?.equals(first.privateKey!)).toBe(true);
    expect(authorities.certificates().filter(({ orderId }) => orderId === 'repeated')).toHaveLength(1);
  });

  test('for something else under the same id is refused', async () => {
    await temporary.authorities.issue(serverOrder('conflict', 'one.ch-test.fr'));
    await expect(
      temporary.authorities.issue(serverOrder('conflict', 'two.ch-test.fr')),
    ).rejects.toMatchObject({
      code: 'IGC_ORDER_CONFLICT',
    });
  });

  test('is found again by its certificate, which tells how to revoke it', async () => {
    const { authorities } = temporary;
    const { certificate, chain } = await authorities.issue(serverOrder('found', 'found.ch-test.fr'));
    expect(authorities.find(certificate)).toMatchObject({
      issuer: 'igc-sante-test/aci-el-org',
      serialNumber: certificate.serialNumber,
      orderId: 'found',
    });
    expect(authorities.find(chain[0]!)).toMatchObject({ issuer: 'igc-sante-test/root-el' });
    await using other = await temporaryAuthorities();
    expect(other.authorities.find(certificate)).toBeUndefined();
  });

  test('with a public key leaves the private key to whoever has it', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const order = { ...serverOrder('own-key', 'own.ch-test.fr'), publicKey };
    const credential = await temporary.authorities.issue(order);
    expect(credential.privateKey).toBeUndefined();
    expect(credential.certificate.publicKey.equals(publicKey)).toBe(true);
  });

  test('for a CA is refused', async () => {
    await expect(
      temporary.authorities.issue({ orderId: 'ca', profile: 'ingetrust/issuing-ca', subject: {} }),
    ).rejects.toMatchObject({ code: 'IGC_PROFILE_NOT_ISSUED' });
  });

  test('for a subject that the profile does not have leaves nothing behind', async () => {
    const { authorities } = temporary;
    await expect(
      authorities.issue({
        orderId: 'bad',
        profile: 'ingetrust/terminal',
        subject: { serialNumber: 'short' },
      }),
    ).rejects.toMatchObject({ code: 'PKI_SUBJECT_INVALID' });
    expect(authorities.certificates().some(({ orderId }) => orderId === 'bad')).toBe(false);
  });
});

describe('a revocation', () => {
  const terminal = (orderId: string, serialNumber: string) =>
    ({ orderId, profile: 'ingetrust/terminal', subject: { serialNumber } }) as const;

  test.skipIf(!openssl)('is seen by openssl in the next CRL', async () => {
    const { authorities } = temporary;
    const { certificate, chain } = await authorities.issue(terminal('to-revoke', '0000BANC000000A1'));
    const verify = () =>
      opensslVerify({
        leaf: certificate.der,
        untrusted: chain.map(({ der }) => der),
        trust: joinPem(authorities.trust.tpe),
        crls: joinPem(authorities.crls().tpe),
        purpose: 'sslclient',
      });
    expect(verify().status).toBe(0);
    const number = authorities.crl('ingetrust/issuing-ca').number;
    const withColons = certificate.serialNumber
      .replace(/^0+/, '')
      .toLowerCase()
      .replace(/..(?=.)/g, '$&:');
    await authorities.revoke(withColons, 'ingetrust/issuing-ca', { reason: 1 });
    expect(verify()).toEqual({ status: 2, output: expect.stringContaining('certificate revoked') });
    expect(authorities.crl('ingetrust/issuing-ca').number).toBe(number! + 1n);
    expect(authorities.certificates().at(-1)).toMatchObject({ orderId: 'to-revoke', reason: 1 });
  });

  test('of what is unknown or revoked already is refused', async () => {
    const { authorities } = temporary;
    await expect(authorities.revoke('0102', 'ingetrust/issuing-ca')).rejects.toMatchObject({
      code: 'IGC_CERTIFICATE_UNKNOWN',
    });
    const { certificate } = await authorities.issue(terminal('twice', '0000BANC000000A2'));
    await authorities.revoke(certificate.serialNumber, 'ingetrust/issuing-ca');
    await expect(authorities.revoke(certificate.serialNumber, 'ingetrust/issuing-ca')).rejects.toMatchObject({
      code: 'IGC_ALREADY_REVOKED',
    });
  });
});

describe('CRLs', () => {
  test('are renewed in time, with a higher number, and keep their period', async () => {
    const clock = new ManualClock(new Date('2026-11-21T10:00:00Z'));
    await using state = await temporaryAuthorities({ clock, random: seededRandom('crl') });
    const days = (id: 'ingetrust/root' | 'igc-sante-test/root-el' | 'igc-sante-test/aci-el-org') => {
      const { thisUpdate, nextUpdate } = state.authorities.crl(id);
      return (nextUpdate!.getTime() - thisUpdate.getTime()) / 86_400_000;
    };
    expect(days('ingetrust/root')).toBe(90);
    expect(days('igc-sante-test/root-el')).toBe(45);
    expect(days('igc-sante-test/aci-el-org')).toBe(6);

    const first = state.authorities.crl('igc-sante-test/aci-el-org');
    clock.advance(3600_000);
    expect(state.authorities.crl('igc-sante-test/aci-el-org').der.equals(first.der)).toBe(true);
    clock.advance(86_400_000);
    const second = state.authorities.crl('igc-sante-test/aci-el-org');
    expect(second.number).toBe(first.number! + 1n);
    expect(second.thisUpdate).toEqual(new Date('2026-11-22T10:55:00Z'));
    expect(state.authorities.crl('igc-sante-test/root-el').number).toBe(1n);
  });

  test('of IGC-Santé carry no reason, whatever was said', async () => {
    await using state = await temporaryAuthorities();
    const { certificate } = await state.authorities.issue(serverOrder('reason', 'reason.ch-test.fr'));
    await state.authorities.revoke(certificate.serialNumber, 'igc-sante-test/aci-el-org', { reason: 1 });
    const entry = state.authorities.crl('igc-sante-test/aci-el-org').find(certificate.serialNumber);
    expect(entry).toBeDefined();
    expect(entry?.reason).toBeUndefined();
  });
});
