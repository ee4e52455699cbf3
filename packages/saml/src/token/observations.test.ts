import { beforeAll, describe, expect, it } from 'vitest';
import type { XmlCredential } from '../signature/sign.ts';
import { STRUCTURE, TestPki } from '../testing/test-pki.ts';
import { resign, SOFTWARE, token, verifier } from '../testing/tokens.ts';
import { ATTRIBUTES } from './names.ts';
import { rocAttributes, type TokenClaims } from './sign.ts';

let pki: TestPki;
let credential: XmlCredential;

beforeAll(async () => {
  pki = await TestPki.create();
  credential = pki.credential('igc-sante-test/org-sign');
});

describe('what is tolerated is reported', () => {
  const observed = (claims: Partial<TokenClaims>, change = (text: string) => text) =>
    verifier(pki)
      .verify(resign(token(credential, claims), credential, change))
      .observations.map(({ code, found }) => [code, found]);
  const subject = `CN=Client_ROC_WebServices_AMC,OU=${STRUCTURE},O=CENTRE DE SANTE RPPS15287,ST=Côte-d'Or (21),C=FR`;
  const reversed = subject.split(',').toReversed().join(',');
  const dotNet = subject.replaceAll(',', ', ').replace('ST=', 'S=');

  it.each([
    ['the subject as it is', subject, []],
    ['S= and spaces, as .NET', dotNet, ['issuer-spelling']],
    ['the country first', reversed, ['issuer-order']],
    ['both', dotNet.split(', ').toReversed().join(', '), ['issuer-order', 'issuer-spelling']],
    ['an OID', subject.replace('ST=', '2.5.4.8='), ['issuer-spelling']],
    ['lower case', subject.toLowerCase(), ['issuer-spelling']],
  ])('in the Issuer: %s', (_, issuer, codes) => {
    expect(observed({ issuer })).toEqual(codes.map((code) => [code, issuer]));
  });

  it('in the names of attributes', () => {
    const {
      [ATTRIBUTES.authenticationMode]: _mode,
      [ATTRIBUTES.resource]: _urn,
      ...attributes
    } = rocAttributes(SOFTWARE);
    expect(observed({ attributes: { ...attributes, Authentification_Mode: 'DIRECTE' } })).toEqual([
      ['attribute-spelling', 'Authentification_Mode'],
      ['attribute-missing', undefined],
    ]);
  });

  it('in formats and methods', () => {
    expect(
      observed({}, (text) =>
        text.replace('nameid-format', 'nameidformat').replace('cm:sender-vouches', 'cm:bearer'),
      ),
    ).toEqual([
      ['issuer-format', 'urn:oasis:names:tc:SAML:1.1:nameidformat:X509SubjectName'],
      ['confirmation-method', 'urn:oasis:names:tc:SAML:2.0:cm:bearer'],
    ]);
  });

  it('says it in a sentence', () => {
    expect(verifier(pki).verify(token(credential, { issuer: reversed })).observations[0]!.message).toBe(
      `The Issuer begins with the country, and RFC 4514 with the common name: ${reversed}.`,
    );
  });
});
