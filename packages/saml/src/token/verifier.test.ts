import { hoursAgo } from '@banc-gap/pki';
import { beforeAll, describe, expect, it } from 'vitest';
import type { XmlCredential } from '../signature/sign.ts';
import { envelopeXml } from '../soap/write.ts';
import { NOW, STRUCTURE, TestPki } from '../testing/test-pki.ts';
import { codeOf, IDB_BODY, message, resign, SOFTWARE, token, verifier } from '../testing/tokens.ts';
import { attributeValue, childElements } from '../xml/document.ts';
import { ATTRIBUTES } from './names.ts';
import { attributeText } from './read.ts';
import type { TokenClaims } from './sign.ts';
import type { TokenVerifierOptions } from './verifier.ts';

let pki: TestPki;
let credential: XmlCredential;

beforeAll(async () => {
  pki = await TestPki.create();
  credential = pki.credential('igc-sante-test/org-sign');
});

const seconds = (count: number): Date => new Date(NOW.getTime() + count * 1000);
const refusal = (claims: Partial<TokenClaims>) =>
  codeOf(() => verifier(pki).verify(message(token(credential, claims))));

describe('a good token', () => {
  it.each(['1.1', '1.2'] as const)('is accepted in SOAP %s, and read from what was verified', (version) => {
    const security = token(credential, { id: '_1' });
    const verified = verifier(pki).verify(Buffer.from(envelopeXml({ version, security, body: IDB_BODY })));
    expect(verified).toMatchObject({
      structure: STRUCTURE,
      observations: [],
      token: {
        id: '_1',
        issuer: `CN=Client_ROC_WebServices_AMC,OU=${STRUCTURE},O=CENTRE DE SANTE RPPS15287,ST=Côte-d'Or (21),C=FR`,
        nameId: STRUCTURE,
        issueInstant: NOW,
        notBefore: seconds(-30),
        notOnOrAfter: seconds(300),
        authnInstant: NOW,
        authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
      },
      envelope: { version },
    });
    expect(verified.signer.fingerprint).toBe(credential.certificate.fingerprint);
    expect(verified.document.elements).toContain(verified.token.element);
    expect(childElements(verified.envelope!.body).map(({ name }) => name)).toEqual(['idb:identifierDroits']);
    expect([...verified.token.attributes.keys()]).toEqual([
      'Identifiant_Structure',
      ...Object.values(ATTRIBUTES),
    ]);
    expect(attributeText(verified.token, ATTRIBUTES.softwareName)).toBe(SOFTWARE.name);
    expect(attributeText(verified.token, ATTRIBUTES.subjectId)).toBe(SOFTWARE.subject);
  });

  it('may have elements as values, such as the role of a VIHF', () => {
    const role = 'urn:oasis:names:tc:xacml:2.0:subject:role';
    const value =
      '<Role xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CE" code="AUTOMATE"></Role>';
    const signed = resign(token(credential), credential, (text) =>
      text.replace(
        '</saml2:AttributeStatement>',
        (end) =>
          `<saml2:Attribute Name="${role}"><saml2:AttributeValue>${value}</saml2:AttributeValue></saml2:Attribute>${end}`,
      ),
    );
    const [element] = verifier(pki).verify(signed).token.attributes.get(role)!;
    const [code] = childElements(element!);
    expect(attributeValue(code!, 'code')).toBe('AUTOMATE');
  });

  it('is accepted by itself', () => {
    expect(verifier(pki).verify(token(credential)).envelope).toBeUndefined();
  });
});

describe('where the token is', () => {
  const verify = (text: string) => codeOf(() => verifier(pki).verify(text));

  it.each([
    ['no token', () => message(''), 'SAML_TOKEN_MISSING'],
    ['no wsse:Security', () => envelopeXml({ version: '1.2', body: IDB_BODY }), 'SAML_SECURITY_HEADER'],
    [
      'two wsse:Security',
      () => message('').replace('</soap:Header>', '<wsse:Security/>$&'),
      'SAML_SECURITY_HEADER',
    ],
    [
      'the token in the Body',
      () => message('').replace('<soap:Body>', (tag) => tag + token(credential)),
      'SAML_TOKEN_MISPLACED',
    ],
    ['the token deeper in the header', () => message(`<x>${token(credential)}</x>`), 'SAML_TOKEN_MISPLACED'],
    ['two tokens', () => message(token(credential) + token(credential)), 'SAML_TOKEN_SEVERAL'],
    ['no SOAP', () => '<a/>', 'SAML_ENVELOPE_INVALID'],
    [
      'an envelope of another version',
      () => message(token(credential)).replaceAll('2003/05/soap-envelope', '2002/12/soap-envelope'),
      'SAML_ENVELOPE_INVALID',
    ],
    [
      'no Body',
      () => message(token(credential)).replace(/<soap:Body>.*<\/soap:Body>/s, ''),
      'SAML_ENVELOPE_INVALID',
    ],
    [
      'two Bodies',
      () => message(token(credential)).replace('</soap:Envelope>', '<soap:Body/>$&'),
      'SAML_ENVELOPE_INVALID',
    ],
    [
      'text in the Envelope',
      () => message(token(credential)).replace('<soap:Header>', 'x$&'),
      'SAML_ENVELOPE_INVALID',
    ],
  ])('%s is refused', (_, make, code) => {
    expect(verify(make())).toBe(code);
  });
});

describe('who signed', () => {
  const refusalOf = (signer: XmlCredential, options: Partial<TokenVerifierOptions> = {}) =>
    codeOf(() => verifier(pki, options).verify(message(token(signer))));

  it.each([
    ['ORG AUTH_CLI', () => pki.credential('igc-sante-test/org-auth-cli'), 'SAML_SIGNER_TYPE'],
    [
      'another key usage',
      () =>
        pki.credential('igc-sante-test/org-sign', {
          extensions: { keyUsage: { value: ['digitalSignature'] } },
        }),
      'SAML_SIGNER_TYPE',
    ],
    [
      'no key usage',
      () => pki.credential('igc-sante-test/org-sign', { extensions: { keyUsage: null } }),
      'SAML_SIGNER_TYPE',
    ],
    [
      'another policy',
      () =>
        pki.credential('igc-sante-test/org-sign', {
          extensions: { certificatePolicies: { value: [{ policy: '1.2.3' }] } },
        }),
      'SAML_SIGNER_TYPE',
    ],
    [
      'no policy',
      () => pki.credential('igc-sante-test/org-sign', { extensions: { certificatePolicies: null } }),
      'SAML_SIGNER_TYPE',
    ],
    [
      'an expired certificate',
      () => pki.credential('igc-sante-test/org-sign', { notAfter: hoursAgo(1) }),
      'SAML_SIGNER_UNTRUSTED',
    ],
    [
      'a certificate that is not valid yet',
      () => pki.credential('igc-sante-test/org-sign', { notBefore: { days: 2_000 } }),
      'SAML_SIGNER_UNTRUSTED',
    ],
    [
      'a corrupted certificate',
      () => pki.credential('igc-sante-test/org-sign', { signature: 'corrupted' }),
      'SAML_SIGNER_UNTRUSTED',
    ],
    [
      'a certificate signed with SHA-1',
      () => pki.credential('igc-sante-test/org-sign', { signatureDigest: 'sha1' }),
      'SAML_SIGNER_UNTRUSTED',
    ],
    ['a CA', () => pki.authorityCredential('igc-sante-test/aci-el-org'), 'SAML_SIGNER_TYPE'],
  ])('%s is refused', (_, make, code) => {
    expect(refusalOf(make())).toBe(code);
  });

  it('IGC OSI is refused, by who trusts its root too', () => {
    const service = pki.credential('igc-osi/service-applicatif');
    const claims = { structure: STRUCTURE };
    const verify = (options: Partial<TokenVerifierOptions>) =>
      codeOf(() => verifier(pki, options).verify(message(token(service, claims))));
    expect(verify({})).toBe('SAML_SIGNER_UNTRUSTED');
    const trust = pki.trust('igc-osi/ac-services-applicatifs');
    expect(verify({ trust: () => trust })).toBe('SAML_SIGNER_TYPE');
  });

  it('a revoked certificate is refused', () => {
    const trust = pki.trust('igc-sante-test/aci-el-org', [credential.certificate]);
    expect(refusalOf(credential, { trust: () => trust })).toBe('SAML_SIGNER_REVOKED');
  });

  it('without a CRL to rely on, nobody is trusted', () => {
    const late = new Date(NOW.getTime() + 7 * 86_400_000);
    expect(
      codeOf(() => verifier(pki, { clock: () => late }).verify(token(credential, { issueInstant: late }))),
    ).toBe('SAML_SIGNER_UNTRUSTED');
  });
});

describe('what the token says', () => {
  const fields = (change: (unsigned: string) => string) =>
    codeOf(() => verifier(pki).verify(message(resign(token(credential), credential, change))));

  it.each([
    ['version 1.1', (text: string) => text.replace('Version="2.0"', 'Version="1.1"'), 'SAML_FIELD_INVALID'],
    ['an identifier that is none', (text: string) => text.replace(/ ID="_/, ' ID="1'), 'SAML_FIELD_INVALID'],
    ['no IssueInstant', (text: string) => text.replace(/ IssueInstant="[^"]*"/, ''), 'SAML_FIELD_MISSING'],
    [
      'a local time',
      (text: string) => text.replace(/IssueInstant="([^"]*)Z"/, 'IssueInstant="$1"'),
      'SAML_FIELD_INVALID',
    ],
    [
      'a time with an offset',
      (text: string) => text.replace(/IssueInstant="([^"]*)Z"/, 'IssueInstant="$1+01:00"'),
      'SAML_FIELD_INVALID',
    ],
    [
      '30 February',
      (text: string) => text.replace(/IssueInstant="[^"]*"/, 'IssueInstant="2026-02-30T00:00:00Z"'),
      'SAML_FIELD_INVALID',
    ],
    [
      'no Issuer',
      (text: string) => text.replace(/<saml2:Issuer.*<\/saml2:Issuer>/, ''),
      'SAML_FIELD_MISSING',
    ],
    [
      'no Subject',
      (text: string) => text.replace(/<saml2:Subject>.*<\/saml2:Subject>/, ''),
      'SAML_FIELD_MISSING',
    ],
    [
      'two NameID',
      (text: string) => text.replace('<saml2:NameID>', '<saml2:NameID>1</saml2:NameID>$&'),
      'SAML_FIELD_INVALID',
    ],
    [
      'an element in NameID',
      (text: string) => text.replace('</saml2:NameID>', '<x></x>$&'),
      'SAML_FIELD_INVALID',
    ],
    [
      'no AuthnStatement',
      (text: string) => text.replace(/<saml2:AuthnStatement.*<\/saml2:AuthnStatement>/, ''),
      'SAML_FIELD_MISSING',
    ],
    [
      'no attributes',
      (text: string) => text.replace(/<saml2:AttributeStatement>.*<\/saml2:AttributeStatement>/, ''),
      'SAML_FIELD_MISSING',
    ],
    [
      'no structure',
      (text: string) => text.replace('Identifiant_Structure', 'Structure'),
      'SAML_FIELD_MISSING',
    ],
    ['an attribute twice', (text: string) => text.replace('"LPS_Nom"', '"LPS_ID"'), 'SAML_FIELD_INVALID'],
    [
      'another statement',
      (text: string) =>
        text.replace('</saml2:Assertion>', '<saml2:AuthzDecisionStatement></saml2:AuthzDecisionStatement>$&'),
      'SAML_FIELD_INVALID',
    ],
    [
      'an Advice',
      (text: string) => text.replace('<saml2:AuthnStatement', '<saml2:Advice></saml2:Advice>$&'),
      'SAML_FIELD_INVALID',
    ],
    [
      'an unknown condition',
      (text: string) => text.replace('</saml2:Conditions>', '<saml2:Condition></saml2:Condition>$&'),
      'SAML_FIELD_INVALID',
    ],
    [
      'an audience',
      (text: string) =>
        text.replace(
          '</saml2:Conditions>',
          '<saml2:AudienceRestriction><saml2:Audience>urn:x</saml2:Audience></saml2:AudienceRestriction>$&',
        ),
      'SAML_AUDIENCE',
    ],
    [
      'an end before the start',
      (text: string) =>
        text
          .replace(/NotBefore="[^"]*"/, 'NotBefore="2026-03-02T09:00:10Z"')
          .replace(/NotOnOrAfter="[^"]*"/, 'NotOnOrAfter="2026-03-02T09:00:10Z"'),
      'SAML_FIELD_INVALID',
    ],
  ])('%s is refused, though rightly signed', (_, change, code) => {
    expect(fields(change)).toBe(code);
  });

  it('an audience is accepted by who has that name, and reported', () => {
    const restricted = resign(token(credential), credential, (text) =>
      text.replace(
        '</saml2:Conditions>',
        '<saml2:AudienceRestriction><saml2:Audience>urn:x</saml2:Audience><saml2:Audience>urn:amc</saml2:Audience></saml2:AudienceRestriction>$&',
      ),
    );
    const { observations } = verifier(pki, { audience: 'urn:amc' }).verify(restricted);
    expect(observations.map(({ code }) => code)).toEqual(['audience-restriction']);
  });

  it('another structure is refused, in the attribute and in NameID', () => {
    expect(refusal({ structure: '10B0152873' })).toBe('SAML_STRUCTURE_MISMATCH');
    expect(refusal({ nameId: '10B0152873' })).toBe('SAML_STRUCTURE_MISMATCH');
  });

  it('what the sender wrote forges no line of a log, and fills none', () => {
    const issuer = `GAP\nall is well${'x'.repeat(5_000)}`;
    let message = '';
    try {
      verifier(pki).verify(token(credential, { issuer }));
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toMatch(/^The Issuer of the token is "GAP all is wellx+…"/);
    expect(message.length).toBeLessThan(1_000);
  });

  it('another Issuer is refused', () => {
    expect(refusal({ issuer: 'CN=somebody else,C=FR' })).toBe('SAML_ISSUER_MISMATCH');
    expect(refusal({ issuer: 'GAP' })).toBe('SAML_ISSUER_MISMATCH');
  });
});

it('names what a claim may not have in it', () => {
  expect(() => token(credential, { attributes: { LPS_Nom: 'a\u0000' } })).toThrow(
    expect.objectContaining({
      code: 'SAML_TEXT_NOT_XML',
      parameters: { field: 'LPS_Nom', character: '0000' },
    }),
  );
});
