import { beforeAll, describe, expect, it } from 'vitest';
import { Attacker } from '../testing/attacker.ts';
import { token } from '../testing/tokens.ts';
import { partsOf } from '../testing/wrapping.ts';
import { DS } from '../xml/namespaces.ts';

let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.create();
});

describe('the structure of a signature', () => {
  it.each([
    ['no signature', /<ds:Signature .*<\/ds:Signature>/s, '', 'SAML_SIGNATURE_MISSING'],
    ['the signature of another namespace', `xmlns:ds="${DS}"`, 'xmlns:ds="urn:ds"', 'SAML_SIGNATURE_MISSING'],
    ['an Object', '</ds:Signature>', '<ds:Object></ds:Object></ds:Signature>', 'SAML_SIGNATURE_STRUCTURE'],
    ['no KeyInfo', /<ds:KeyInfo>.*<\/ds:KeyInfo>/s, '', 'SAML_SIGNATURE_STRUCTURE'],
    ['text in it', '<ds:KeyInfo>', 'x<ds:KeyInfo>', 'SAML_SIGNATURE_STRUCTURE'],
    [
      'a SignatureValue that is not base64',
      /<ds:SignatureValue>/,
      '<ds:SignatureValue>*',
      'SAML_SIGNATURE_STRUCTURE',
    ],
    [
      'an empty SignatureValue',
      /<ds:SignatureValue>[^<]*/,
      '<ds:SignatureValue>',
      'SAML_SIGNATURE_STRUCTURE',
    ],
  ])('%s is refused', (_, search, replacement, code) => {
    expect(attacker.refusal(attacker.changed(search, replacement))).toBe(code);
  });

  it.each([
    ['SHA-1 as the signature', /xmldsig-more#rsa-sha256/, '/09/xmldsig#rsa-sha1', 'SAML_SIGNATURE_ALGORITHM'],
    ['an HMAC', /xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256', 'SAML_SIGNATURE_ALGORITHM'],
    [
      'a truncated HMAC',
      /(?<=rsa-sha256">)/,
      '<ds:HMACOutputLength>1</ds:HMACOutputLength>',
      'SAML_SIGNATURE_STRUCTURE',
    ],
    ['SHA-1 as the digest', /xmlenc#sha256/, '/09/xmldsig#sha1', 'SAML_DIGEST_ALGORITHM'],
    [
      'inclusive canonicalization',
      /http:[^"]*xml-exc-c14n#"><\/ds:Can/,
      'http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></ds:Can',
      'SAML_CANONICALIZATION_ALGORITHM',
    ],
    [
      'canonicalization with comments',
      /xml-exc-c14n#"><\/ds:Can/,
      'xml-exc-c14n#WithComments"></ds:Can',
      'SAML_CANONICALIZATION_ALGORITHM',
    ],
    ['no transform', /<ds:Transform .*<\/ds:Transform>/s, '', 'SAML_TRANSFORM'],
    ['only the enveloped signature', /<ds:Transform [^>]*exc-c14n#"><\/ds:Transform>/, '', 'SAML_TRANSFORM'],
    [
      'an XPath transform',
      /http:[^"]*enveloped-signature/,
      'http://www.w3.org/TR/1999/REC-xpath-19991116',
      'SAML_TRANSFORM',
    ],
    [
      'an XSLT transform',
      '</ds:Transforms>',
      '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"></ds:Transform></ds:Transforms>',
      'SAML_TRANSFORM',
    ],
    [
      'an XPath in the enveloped signature',
      '#enveloped-signature">',
      '#enveloped-signature"><ds:XPath>self::a</ds:XPath>',
      'SAML_SIGNATURE_STRUCTURE',
    ],
    ['no Reference', /<ds:Reference .*<\/ds:Reference>/s, '', 'SAML_REFERENCE_SEVERAL'],
    [
      'a second Reference',
      '</ds:SignedInfo>',
      '<ds:Reference URI=""></ds:Reference></ds:SignedInfo>',
      'SAML_REFERENCE_SEVERAL',
    ],
    ['an empty URI', / URI="[^"]*"/, ' URI=""', 'SAML_REFERENCE_EMPTY'],
    ['no URI', / URI="[^"]*"/, '', 'SAML_REFERENCE_EMPTY'],
    ['the URI #', / URI="[^"]*"/, ' URI="#"', 'SAML_REFERENCE_EMPTY'],
    ['an XPointer', / URI="#([^"]*)"/, ' URI="#xpointer(/)"', 'SAML_REFERENCE_OTHER'],
    ['a URL', / URI="[^"]*"/, ' URI="http://127.0.0.1/x"', 'SAML_REFERENCE_OTHER'],
    ['another element', / URI="[^"]*"/, ' URI="#other"', 'SAML_REFERENCE_OTHER'],
    [
      'another parameter of the canonicalization',
      /(?<=xml-exc-c14n#">)/,
      '<ds:XPath></ds:XPath>',
      'SAML_SIGNATURE_STRUCTURE',
    ],
  ])('%s is refused, though signed anew', (_, search, replacement, code) => {
    expect(attacker.refusal(attacker.resigned(search, replacement))).toBe(code);
  });

  it('a PrefixList that goes on and on is refused', () => {
    const list = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`).join(' ');
    const parameter = (count: number) =>
      `<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${list(count)}"/>`;
    const refusal = (count: number) =>
      attacker.refusal(attacker.resigned(/(?<=xml-exc-c14n#">)(?=<\/ds:Transform>)/, parameter(count)));
    expect(refusal(64)).toBeUndefined();
    expect(refusal(65)).toBe('SAML_SIGNATURE_STRUCTURE');
  });

  it.each(['AAAA', 'A'.repeat(4_000)])('a SignatureValue of another length is refused: %#', (value) => {
    expect(attacker.refusal(attacker.changed(/(?<=<ds:SignatureValue>)[^<]*/, value))).toBe(
      'SAML_SIGNATURE_INVALID',
    );
  });

  it('two signatures are refused, in whatever order', () => {
    const { signature } = partsOf(token(attacker.credential), String);
    expect(attacker.refusal(attacker.changed('</saml2:Issuer>', `</saml2:Issuer>${signature}`))).toBe(
      'SAML_SIGNATURE_SEVERAL',
    );
    expect(attacker.refusal(attacker.changed('</saml2:Assertion>', `${signature}</saml2:Assertion>`))).toBe(
      'SAML_SIGNATURE_SEVERAL',
    );
  });

  it('an assertion without an identifier is refused', () => {
    expect(attacker.refusal(attacker.changed(/ ID="[^"]*"/, ''))).toBe('SAML_ID_MISSING');
  });
});
