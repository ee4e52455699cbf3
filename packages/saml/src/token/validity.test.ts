import { beforeAll, describe, expect, it } from 'vitest';
import type { XmlCredential } from '../signature/sign.ts';
import { NOW, TestPki } from '../testing/test-pki.ts';
import { codeOf, message, resign, token, verifier } from '../testing/tokens.ts';
import { MemoryReplayCache } from './replay.ts';
import type { TokenClaims } from './sign.ts';

let pki: TestPki;
let credential: XmlCredential;

beforeAll(async () => {
  pki = await TestPki.create();
  credential = pki.credential('igc-sante-test/org-sign');
});

const seconds = (count: number): Date => new Date(NOW.getTime() + count * 1000);
const refusal = (claims: Partial<TokenClaims>) =>
  codeOf(() => verifier(pki).verify(message(token(credential, claims))));

describe('when', () => {
  it.each([
    [
      'issued 31 s from now',
      { issueInstant: seconds(31), notBefore: NOW, authnInstant: NOW },
      'SAML_NOT_YET_VALID',
    ],
    ['issued 30 s from now', { issueInstant: seconds(30), notBefore: NOW, authnInstant: NOW }, undefined],
    ['valid 31 s from now', { notBefore: seconds(31) }, 'SAML_NOT_YET_VALID'],
    ['valid 30 s from now', { notBefore: seconds(30) }, undefined],
    ['expired 30 s ago', { issueInstant: seconds(-300), notOnOrAfter: seconds(-30) }, 'SAML_EXPIRED'],
    ['expired 29 s ago', { issueInstant: seconds(-300), notOnOrAfter: seconds(-29) }, undefined],
    ['authenticated 31 s from now', { authnInstant: seconds(31) }, 'SAML_NOT_YET_VALID'],
    ['authenticated two days ago', { authnInstant: seconds(-2 * 86_400) }, 'SAML_EXPIRED'],
    ['authenticated this morning', { authnInstant: seconds(-4 * 3600) }, undefined],
    ['valid for nine hours', { notOnOrAfter: seconds(9 * 3600) }, 'SAML_LIFETIME_TOO_LONG'],
    ['valid for seven hours', { notOnOrAfter: seconds(7 * 3600) }, undefined],
  ] as const)('a token %s: %#', (_, claims, code) => {
    expect(refusal(claims)).toBe(code);
  });

  it('a token without Conditions lives for five minutes, and that is reported', () => {
    const lasting = resign(token(credential), credential, (text) =>
      text.replace(/<saml2:Conditions.*<\/saml2:Conditions>/, ''),
    );
    const at = (clock: Date) => verifier(pki, { clock: () => clock }).verify(lasting);
    expect(at(seconds(329)).observations.map(({ code }) => code)).toEqual(['conditions-missing']);
    expect(codeOf(() => at(seconds(330)))).toBe('SAML_EXPIRED');
  });

  it('a token is used once, however it is packed', () => {
    const tokens = verifier(pki);
    const signed = token(credential);
    expect(codeOf(() => tokens.verify(message(signed)))).toBeUndefined();
    expect(codeOf(() => tokens.verify(message(signed)))).toBe('SAML_REPLAYED');
    expect(codeOf(() => tokens.verify(signed))).toBe('SAML_REPLAYED');
  });

  it('a token that was refused is not used up', () => {
    let clock = seconds(-3600);
    const tokens = verifier(pki, { clock: () => clock });
    const signed = token(credential, { notBefore: NOW });
    expect(codeOf(() => tokens.verify(signed))).toBe('SAML_NOT_YET_VALID');
    clock = NOW;
    expect(codeOf(() => tokens.verify(signed))).toBeUndefined();
  });

  it('two structures may use the same identifier', () => {
    const structure = { departement: 'Paris (75)', name: 'AUTRE', nationalId: '10B0152880' };
    const other = pki.credential('igc-sante-test/org-sign', undefined, { structure, serviceApplicatif: 'x' });
    const tokens = verifier(pki);
    for (const signer of [credential, other]) {
      expect(codeOf(() => tokens.verify(token(signer, { id: '_same' })))).toBeUndefined();
    }
  });

  it('a full cache refuses rather than forget', () => {
    const tokens = verifier(pki, { replay: new MemoryReplayCache(2) });
    const verify = () => codeOf(() => tokens.verify(token(credential)));
    expect([verify(), verify(), verify()]).toEqual([undefined, undefined, 'SAML_REPLAY_CACHE_FULL']);
  });
});
