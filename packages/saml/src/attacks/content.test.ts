import { beforeAll, describe, expect, it } from 'vitest';
import { Attacker } from '../testing/attacker.ts';
import { codeOf, message, token, verifier } from '../testing/tokens.ts';

let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.create();
});

describe('text that is cut off', () => {
  it.each(['NameID', 'Issuer', 'AttributeValue'])('a comment in %s is refused', (name) => {
    const pattern = new RegExp(`(<saml2:${name}[^>]*>..)`);
    expect(attacker.refusal(token(attacker.credential).replace(pattern, '$1<!-- -->'))).toBe(
      'SAML_COMMENT_IN_SIGNED',
    );
  });

  it('a comment beside the assertion changes nothing', () => {
    expect(attacker.refusal(`<!-- -->${token(attacker.credential)}`)).toBeUndefined();
  });

  it('a CDATA section is the text that it has', () => {
    const signed = token(attacker.credential).replace(
      '>10B0152872</saml2:NameID>',
      '><![CDATA[10B015]]>2872</saml2:NameID>',
    );
    expect(verifier(attacker.pki).verify(message(signed)).token.nameId).toBe('10B0152872');
  });
});

describe('namespace games', () => {
  it.each([
    [
      'another namespace of the assertion',
      'xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"',
      'xmlns:saml2="urn:evil"',
      'SAML_TOKEN_MISSING',
    ],
    ['SAML 1.1', 'SAML:2.0:assertion"', 'SAML:1.0:assertion"', 'SAML_TOKEN_MISSING'],
    ['a namespace with &', '<saml2:NameID>', '<saml2:NameID xmlns:e="urn:a&amp;b">', 'SAML_XML_NAMESPACE'],
    [
      'an attribute in a namespace',
      ' Version="2.0"',
      ' xmlns:e="urn:e" e:ID="_evil" Version="2.0"',
      'SAML_DIGEST_MISMATCH',
    ],
    [
      'NameID in another namespace',
      '<saml2:NameID>',
      '<saml2:NameID xmlns:saml2="urn:evil">',
      'SAML_DIGEST_MISMATCH',
    ],
    [
      'a prefix bound anew',
      '<saml2:AttributeStatement>',
      '<saml2:AttributeStatement xmlns:saml2="urn:evil">',
      'SAML_DIGEST_MISMATCH',
    ],
  ])('%s is refused', (_, search, replacement, code) => {
    expect(attacker.refusal(attacker.changed(search, replacement))).toBe(code);
  });

  it('a declaration that is not used changes nothing, in exclusive canonicalization', () => {
    expect(
      attacker.refusal(attacker.changed('<saml2:Subject>', '<saml2:Subject xmlns:unused="urn:unused">')),
    ).toBeUndefined();
  });
});

describe('bombs', () => {
  const bomb = (xml: string) => codeOf(() => verifier(attacker.pki).verify(xml));

  it('ever more declarations are refused at the bound', () => {
    const nested = (index: number): string =>
      `<a ${Array.from({ length: 60 }, (_, position) => `xmlns:n${index}x${position}="urn:n"`).join(' ')}>`;
    const opened = Array.from({ length: 50 }, (_, index) => nested(index)).join('');
    const deep = message(token(attacker.credential)).replace('<soap:Body>', `$&${opened}`);
    expect(bomb(deep)).toBe('SAML_XML_TOO_LARGE');
  });

  it('a billion laughs are refused for their DTD, without being told', () => {
    const entities = Array.from(
      { length: 10 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    );
    const dtd = `<!DOCTYPE a [<!ENTITY l0 "ha">${entities.join('')}]>`;
    expect(bomb(`${dtd}${message(token(attacker.credential)).replace('AGENT', '&l9;')}`)).toBe(
      'SAML_XML_DTD',
    );
  });

  it('an external entity is refused for its DTD', () => {
    expect(bomb(`<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">${message(token(attacker.credential))}`)).toBe(
      'SAML_XML_DTD',
    );
  });

  it.each([
    [
      'a deep message',
      (text: string) => text.replace('<soap:Body>', `$&${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`),
    ],
    ['a wide one', (text: string) => text.replace('<soap:Body>', `$&${'<a/>'.repeat(100_000)}`)],
    ['a long one', (text: string) => text.replace('<soap:Body>', `$&${'a'.repeat(2_000_000)}`)],
    [
      'one of many attributes',
      (text: string) =>
        text.replace(
          '<soap:Body',
          `$& ${Array.from({ length: 50_000 }, (_, index) => `a${index}=""`).join(' ')}`,
        ),
    ],
    [
      'one of many declarations',
      (text: string) =>
        text.replace(
          '<soap:Body',
          `$& ${Array.from({ length: 20_000 }, (_, index) => `xmlns:a${index}="urn:a"`).join(' ')}`,
        ),
    ],
  ])('%s is refused at the bound', (_, inflate) => {
    expect(bomb(inflate(message(token(attacker.credential))))).toBe('SAML_XML_TOO_LARGE');
  });
});
