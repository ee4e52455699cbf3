import { beforeAll, describe, expect, it } from 'vitest';
import { SignerVerifier } from '../signer/signer-verifier.ts';
import { NOW, TestPki } from '../testing/test-pki.ts';
import { codeOf } from '../testing/tokens.ts';
import { childElements } from '../xml/document.ts';
import { verifyEnveloped } from './enveloped.ts';
import { signEnveloped, type XmlCredential } from './sign.ts';

const DISPENSATION =
  '<?xml version="1.0" encoding="UTF-8"?>\r\n<d:dispensation xmlns:d="urn:banc-gap:dp:1.0.0" Id="d1">\r\n  <d:produit>é</d:produit>\r\n</d:dispensation>';

let pki: TestPki;
let pharmacist: XmlCredential;
let signers: SignerVerifier;

beforeAll(async () => {
  pki = await TestPki.create();
  pharmacist = pki.credential('igc-sante-test/pro-sign');
  const trust = pki.trust('igc-sante-test/aci-el-pp');
  signers = new SignerVerifier({ profile: 'igc-sante-test/pro-sign', trust: () => trust });
});

const refusal = (document: string): string | undefined =>
  codeOf(() => verifyEnveloped(document, signers, NOW));

describe('a document that a person signs', () => {
  it('is verified, and its root is what was signed', () => {
    const { document, signer } = verifyEnveloped(signEnveloped(DISPENSATION, pharmacist), signers, NOW);
    expect(childElements(document.root).map(({ name }) => name)).toEqual(['d:produit', 'ds:Signature']);
    expect(signer.fingerprint).toBe(pharmacist.certificate.fingerprint);
  });

  it('has the signature at its end, or behind the child that is named', () => {
    const after = { namespace: 'urn:banc-gap:dp:1.0.0', localName: 'produit' };
    expect(signEnveloped(DISPENSATION, pharmacist)).toMatch(
      /\n<ds:Signature .*<\/ds:Signature><\/d:dispensation>$/s,
    );
    const signed = signEnveloped(DISPENSATION, pharmacist, { after });
    expect(signed).toMatch(/<\/d:produit><ds:Signature .*<\/ds:Signature>\n<\/d:dispensation>$/s);
    expect(refusal(signed)).toBeUndefined();
  });

  it.each([
    ['PRO AUTH', 'igc-sante-test/pro-auth', 'SAML_SIGNER_TYPE'],
    ['ORG SIGN', 'igc-sante-test/org-sign', 'SAML_SIGNER_UNTRUSTED'],
  ] as const)('is refused of %s', (_, profile, code) => {
    expect(refusal(signEnveloped(DISPENSATION, pki.credential(profile)))).toBe(code);
  });

  it.each([
    ['with another content', 'é', 'è', 'SAML_DIGEST_MISMATCH'],
    ['without an identifier', ' Id="d1"', '', 'SAML_ID_MISSING'],
    ['under another identifier', ' Id="d1"', ' Id="d2"', 'SAML_REFERENCE_OTHER'],
    ['in another root', /<d:disp.*/s, '<x Id="d1">$&</x>', 'SAML_SIGNATURE_MISSING'],
    ['with two signatures', /<ds:Signature .*<\/ds:Signature>/s, '$&$&', 'SAML_SIGNATURE_SEVERAL'],
  ])('is refused %s', (_, search, replacement, code) => {
    expect(refusal(signEnveloped(DISPENSATION, pharmacist).replace(search, replacement))).toBe(code);
  });

  it.each([
    ['without an identifier', (text: string) => text.replace(' Id="d1"', ''), 'SAML_ID_MISSING'],
    ['with a comment', (text: string) => text.replace('é', '<!-- -->'), 'SAML_COMMENT_IN_SIGNED'],
    ['that is an empty element', () => '<d Id="d1"/>', 'SAML_ELEMENT_EMPTY'],
    ['that is signed', (text: string) => signEnveloped(text, pharmacist), 'SAML_SIGNATURE_SEVERAL'],
  ])('is not made of one %s', (_, change, code) => {
    expect(codeOf(() => signEnveloped(change(DISPENSATION), pharmacist))).toBe(code);
  });
});
