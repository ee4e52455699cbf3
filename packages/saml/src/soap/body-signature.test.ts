import { beforeAll, describe, expect, it } from 'vitest';
import type { XmlCredential } from '../signature/sign.ts';
import { SignerVerifier } from '../signer/signer-verifier.ts';
import { NOW, TestPki } from '../testing/test-pki.ts';
import { codeOf } from '../testing/tokens.ts';
import { childElements, textOf } from '../xml/document.ts';
import { signBody, verifyBody } from './body-signature.ts';
import type { SoapVersion } from './envelope.ts';
import { envelopeXml } from './write.ts';

const CA = 'igc-osi/ac-services-applicatifs';
const BODY = '<r:reponse xmlns:r="urn:banc-gap:roc:idb:1.0.0"><r:partAMC>12.30</r:partAMC></r:reponse>';

let pki: TestPki;
let service: XmlCredential;
let signers: SignerVerifier;

beforeAll(async () => {
  pki = await TestPki.create();
  service = pki.credential('igc-osi/service-applicatif');
  const trust = { ...pki.trust(CA), trustAnchors: [pki.authority('igc-osi/root').certificate] };
  signers = new SignerVerifier({ profile: 'igc-osi/service-applicatif', trust: () => trust });
});

const reply = (version: SoapVersion = '1.2', credential = service): string =>
  signBody(
    envelopeXml({ version, addressing: { relatesTo: 'urn:uuid:1' }, body: BODY, bodyId: 'body' }),
    credential,
    'token',
  );
const refusal = (message: string): string | undefined => codeOf(() => verifyBody(message, signers, NOW));
const changed = (search: string | RegExp, replacement: string): string | undefined => {
  const signed = reply();
  const result = signed.replace(search, replacement);
  expect(result).not.toBe(signed);
  return refusal(result);
};

describe('the signature of a Body', () => {
  it.each(['1.1', '1.2'] as const)(
    'is verified in SOAP %s, and the Body read from what was verified',
    (version) => {
      const { envelope, signer, document } = verifyBody(Buffer.from(reply(version)), signers, NOW);
      const [response] = childElements(envelope.body);
      expect(textOf(childElements(response!)[0]!)).toBe('12.30');
      expect(envelope.version).toBe(version);
      expect(document.elements).toContain(envelope.body);
      expect(signer.fingerprint).toBe(service.certificate.fingerprint);
    },
  );

  it('keeps the Header as it was, and adds one wsse:Security to it', () => {
    const unsigned = envelopeXml({
      version: '1.1',
      addressing: { action: 'urn:a' },
      body: BODY,
      bodyId: 'body',
    });
    const signed = signBody(unsigned, service, 'token');
    expect(signed.replace(/<wsse:Security .*<\/wsse:Security>/s, '')).toBe(unsigned);
    expect(signed).toContain('<wsse:Security ');
    expect(signed).toContain(' soap:mustUnderstand="1">');
  });

  it.each([
    ['a changed amount', '12.30', '12.31', 'SAML_DIGEST_MISMATCH'],
    ['a comment', '12.30', '12.<!-- -->30', 'SAML_COMMENT_IN_SIGNED'],
    ['an emptied Body', BODY, '', 'SAML_DIGEST_MISMATCH'],
    ['no signature', /<ds:Signature .*<\/ds:Signature>/s, '', 'SAML_SIGNATURE_MISSING'],
    ['no wsse:Security', /<wsse:Security .*<\/wsse:Security>/s, '', 'SAML_SECURITY_HEADER'],
    ['two signatures', /(<ds:Signature .*<\/ds:Signature>)/s, '$1$1', 'SAML_SIGNATURE_SEVERAL'],
    ['two tokens', /(<wsse:BinarySecurityToken .*<\/wsse:BinarySecurityToken>)/s, '$1$1', 'SAML_KEY_INFO'],
    ['no token', /<wsse:BinarySecurityToken .*<\/wsse:BinarySecurityToken>/s, '', 'SAML_KEY_INFO'],
    ['a reference to another token', 'URI="#token"', 'URI="#other"', 'SAML_KEY_INFO'],
    ['a token of another type', /#X509v3"/g, '#X509PKIPathv1"', 'SAML_KEY_INFO'],
    ['a token in another encoding', '#Base64Binary', '#HexBinary', 'SAML_KEY_INFO'],
    [
      'an enveloped-signature transform',
      '<ds:Transforms>',
      '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>',
      'SAML_TRANSFORM',
    ],
    ['a Body without an identifier', ' wsu:Id="body"', '', 'SAML_ID_MISSING'],
    ['SHA-1', 'xmlenc#sha256', '/09/xmldsig#sha1', 'SAML_DIGEST_ALGORITHM'],
  ])('%s is refused', (_, search, replacement, code) => {
    expect(changed(search, replacement)).toBe(code);
  });

  describe('wrapped', () => {
    const evil = BODY.replace('12.30', '0.00');
    /** The signed Body moved into the header, and another one in its place. */
    const wrapped = (id: string) =>
      reply()
        .replace(
          '<soap:Header>',
          `$&<x:Wrapper xmlns:x="urn:x"><soap:Body wsu:Id="body">${BODY}</soap:Body></x:Wrapper>`,
        )
        .replace(
          /<soap:Body wsu:Id="body">(?!.*<soap:Body).*<\/soap:Body>/s,
          `<soap:Body${id}>${evil}</soap:Body>`,
        );

    it.each([
      ['under another identifier', ' wsu:Id="other"', 'SAML_REFERENCE_OTHER'],
      ['under the same identifier', ' wsu:Id="body"', 'SAML_ID_DUPLICATE'],
      ['under no identifier', '', 'SAML_ID_MISSING'],
      ['under an identifier that is none here', ' Id="body"', 'SAML_ID_MISSING'],
      ['under two identifiers', ' wsu:Id="body" ID="body"', 'SAML_ID_DUPLICATE'],
    ])('%s is refused', (_, id, code) => {
      expect(refusal(wrapped(id))).toBe(code);
    });

    it('is refused as a second Body', () => {
      expect(changed('</soap:Envelope>', `<soap:Body>${evil}</soap:Body></soap:Envelope>`)).toBe(
        'SAML_ENVELOPE_INVALID',
      );
      expect(changed('<soap:Body', `<soap:Body>${evil}</soap:Body><soap:Body`)).toBe('SAML_ENVELOPE_INVALID');
    });
  });

  it.each([
    ['AC-SERVEUR', () => pki.credential('igc-osi/server'), 'SAML_SIGNER_UNTRUSTED'],
    ['ORG SIGN', () => pki.credential('igc-sante-test/org-sign'), 'SAML_SIGNER_UNTRUSTED'],
  ] as const)('by a certificate of %s is refused', (_, make, code) => {
    expect(refusal(reply('1.2', make()))).toBe(code);
  });

  it('by AC-SERVEUR is refused for its type by who knows that CA too', () => {
    const servers = pki.trust('igc-osi/ac-serveur');
    const verifier = new SignerVerifier({ profile: 'igc-osi/service-applicatif', trust: () => servers });
    expect(codeOf(() => verifyBody(reply('1.2', pki.credential('igc-osi/server')), verifier, NOW))).toBe(
      'SAML_SIGNER_TYPE',
    );
  });

  it('is made in a message of whatever prefixes', () => {
    const message =
      '<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope" xmlns:soap="urn:other"><Header><soap:x/></Header>' +
      '<Body xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" u:Id="b"/></Envelope>';
    expect(refusal(signBody(message, service, 'token'))).toBeUndefined();
  });

  it.each([
    ['without an identifier', () => envelopeXml({ version: '1.2', body: BODY }), 'SAML_ID_MISSING'],
    [
      'with a comment',
      () => envelopeXml({ version: '1.2', body: '<!-- -->', bodyId: 'body' }),
      'SAML_COMMENT_IN_SIGNED',
    ],
    ['beside another wsse:Security', () => reply(), 'SAML_SECURITY_HEADER'],
    [
      'without a Header',
      () => '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>',
      'SAML_ENVELOPE_INVALID',
    ],
    [
      'in a Header that is an empty element',
      () =>
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><s:Header/><s:Body u:Id="b"/></s:Envelope>',
      'SAML_ELEMENT_EMPTY',
    ],
  ])('is not made %s', (_, make, code) => {
    expect(codeOf(() => signBody(make(), service, 'token'))).toBe(code);
  });
});
