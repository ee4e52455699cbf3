import { BancError } from '@banc-gap/pki';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testing/tokens.ts';
import { attributeValue, childElements, textOf } from './document.ts';
import { parseXml } from './parse.ts';

const root = (source: string | Uint8Array) => parseXml(source).root;

describe('parseXml', () => {
  it('resolves prefixes in their scope, and gives the default namespace to elements only', () => {
    const { elements } = parseXml(
      '<a xmlns="urn:d" xmlns:p="urn:p" k="1"><p:b p:k="2"><c xmlns="" xmlns:p="urn:q"><p:d/></c></p:b><p:e/></a>',
    );
    expect(elements.map(({ localName, namespace }) => [localName, namespace])).toEqual([
      ['a', 'urn:d'],
      ['b', 'urn:p'],
      ['c', ''],
      ['d', 'urn:q'],
      ['e', 'urn:p'],
    ]);
    expect(attributeValue(elements[0]!, 'k')).toBe('1');
    expect(attributeValue(elements[1]!, 'k')).toBeUndefined();
    expect(attributeValue(elements[1]!, 'k', 'urn:p')).toBe('2');
  });

  it('keeps positions: the source of an element is its slice', () => {
    const source = '<?xml version="1.0"?>\n<a>x<b c="&gt;"/><!-- <b/> --><b>y</b ></a>\n';
    const { elements } = parseXml(source);
    expect(elements.map(({ start, end }) => source.slice(start, end))).toEqual([
      '<a>x<b c="&gt;"/><!-- <b/> --><b>y</b ></a>',
      '<b c="&gt;"/>',
      '<b>y</b >',
    ]);
  });

  it.each([
    ['entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
    ['character references', '<a>&#65;&#x42;&#x1F600;&#xD;</a>', 'AB😀\r'],
    ['CDATA sections', '<a>1<![CDATA[<&]]]]><![CDATA[>]]>2</a>', '1<&]]>2'],
    ['text around a comment', '<a>10B<!-- -->0152872</a>', '10B0152872'],
    ['line ends of every kind', '<a>1\r\n2\r3\n4</a>', '1\n2\n3\n4'],
  ])('gives the text of %s whole', (_, source, text) => {
    expect(textOf(root(source))).toBe(text);
  });

  it('normalizes white space in attributes, but not where it is a reference', () => {
    expect(attributeValue(root('<a b="1\t2\n3\r\n4&#9;5&#10;6"/>'), 'b')).toBe('1 2 3 4\t5\n6');
  });

  it.each([
    ['a byte order mark', Buffer.from('\ufeff<a/>')],
    ['an XML declaration', '<?xml version="1.0" encoding="utf-8" standalone="yes" ?><a/>'],
    ['single quotes', "<?xml version='1.0' encoding='UTF-8'?><a b='\"'/>"],
    ['names beyond ASCII', '<bénéficiaire données="1" xmlns:é="urn:é"/>'.replace('urn:é', 'urn:e')],
    ['comments around the root', '<!-- 1 --><a/><!-- 2 -->\n'],
    ['white space in tags', '<a\n b = "1"\t></a\n>'],
  ])('accepts %s', (_, source) => {
    expect(codeOf(() => parseXml(source))).toBeUndefined();
  });

  it.each([
    ['nothing', '', 'SAML_XML_MALFORMED'],
    ['no element', '<!-- -->', 'SAML_XML_MALFORMED'],
    ['an open element', '<a><b></b>', 'SAML_XML_MALFORMED'],
    ['crossing elements', '<a><b></a></b>', 'SAML_XML_MALFORMED'],
    ['an end tag that begins alike', '<a></ab>', 'SAML_XML_MALFORMED'],
    ['another prefix at the end', '<p:a xmlns:p="urn:p" xmlns:q="urn:p"></q:a>', 'SAML_XML_MALFORMED'],
    ['a second root', '<a/><b/>', 'SAML_XML_MALFORMED'],
    ['text behind the root', '<a/>x', 'SAML_XML_MALFORMED'],
    ['text before the root', 'x<a/>', 'SAML_XML_MALFORMED'],
    ['CDATA outside of the root', '<a/><![CDATA[]]>', 'SAML_XML_MALFORMED'],
    ['a reference outside of the root', '<a/>&#32;', 'SAML_XML_MALFORMED'],
    ['< in an attribute', '<a b="<"/>', 'SAML_XML_MALFORMED'],
    ['an attribute twice', '<a b="1" b="2"/>', 'SAML_XML_MALFORMED'],
    ['an attribute without quotes', '<a b=1/>', 'SAML_XML_MALFORMED'],
    ['an attribute without a value', '<a b/>', 'SAML_XML_MALFORMED'],
    ['attributes without a space', '<a b="1"c="2"/>', 'SAML_XML_MALFORMED'],
    ['a value that does not end', '<a b="1/>', 'SAML_XML_MALFORMED'],
    ['a tag that does not end', '<a b="1"', 'SAML_XML_MALFORMED'],
    ['a bare &', '<a>1 & 2</a>', 'SAML_XML_MALFORMED'],
    ['& without ;', '<a>&amp</a>', 'SAML_XML_MALFORMED'],
    ['a reference to no character', '<a>&#0;</a>', 'SAML_XML_MALFORMED'],
    ['a reference to a surrogate', '<a>&#xD800;</a>', 'SAML_XML_MALFORMED'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>', 'SAML_XML_MALFORMED'],
    ['an upper-case X in a reference', '<a>&#X41;</a>', 'SAML_XML_MALFORMED'],
    [']]> in text', '<a>]]></a>', 'SAML_XML_MALFORMED'],
    ['-- in a comment', '<a><!-- -- --></a>', 'SAML_XML_MALFORMED'],
    ['a comment that ends with --->', '<a><!-- ---></a>', 'SAML_XML_MALFORMED'],
    ['a name that begins with a digit', '<1a/>', 'SAML_XML_MALFORMED'],
    ['a space before the name', '< a/>', 'SAML_XML_MALFORMED'],
    ['two colons', '<a:b:c xmlns:a="urn:a"/>', 'SAML_XML_MALFORMED'],
    ['a colon at the end', '<a: xmlns:a="urn:a"/>', 'SAML_XML_MALFORMED'],
    ['an xml:id that is no name', '<a xml:id="1 2"/>', 'SAML_XML_MALFORMED'],
    ['a DTD', '<!DOCTYPE a><a/>', 'SAML_XML_DTD'],
    ['a DTD behind a comment', '<!-- --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'SAML_XML_DTD'],
    ['an entity declaration', '<!ENTITY a "b"><a/>', 'SAML_XML_MALFORMED'],
    ['an entity', '<a>&eacute;</a>', 'SAML_XML_ENTITY'],
    ['an entity named like a property', '<a>&constructor;</a>', 'SAML_XML_ENTITY'],
    ['an entity in an attribute', '<a b="&xxe;"/>', 'SAML_XML_ENTITY'],
    ['a processing instruction', '<a><?php ?></a>', 'SAML_XML_PROCESSING_INSTRUCTION'],
    ['a style sheet', '<?xml-stylesheet href="a"?><a/>', 'SAML_XML_PROCESSING_INSTRUCTION'],
    ['a late XML declaration', ' <?xml version="1.0"?><a/>', 'SAML_XML_PROCESSING_INSTRUCTION'],
    ['XML 1.1', '<?xml version="1.1"?><a/>', 'SAML_XML_ENCODING'],
    ['Latin-1', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'SAML_XML_ENCODING'],
    ['octets that are not UTF-8', Buffer.from('<a>\xe9</a>', 'latin1'), 'SAML_XML_ENCODING'],
    ['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le'), 'SAML_XML_ENCODING'],
    ['a control character', '<a>\u0001</a>', 'SAML_XML_ENCODING'],
    ['U+FFFE', '<a>\ufffe</a>', 'SAML_XML_ENCODING'],
    ['half a surrogate pair', '<a>\ud800</a>', 'SAML_XML_ENCODING'],
    ['an undeclared prefix', '<p:a/>', 'SAML_XML_NAMESPACE'],
    ['an undeclared prefix of an attribute', '<a p:b="1"/>', 'SAML_XML_NAMESPACE'],
    ['a prefix out of its scope', '<a><b xmlns:p="urn:p"/><p:c/></a>', 'SAML_XML_NAMESPACE'],
    ['a prefix bound to nothing', '<a xmlns:p=""/>', 'SAML_XML_NAMESPACE'],
    ['xmlns as a prefix of an element', '<xmlns:a/>', 'SAML_XML_NAMESPACE'],
    [
      'the prefix xml declared',
      '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
      'SAML_XML_NAMESPACE',
    ],
    ['the namespace of xml', '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', 'SAML_XML_NAMESPACE'],
    ['the namespace of xmlns', '<a xmlns="http://www.w3.org/2000/xmlns/"/>', 'SAML_XML_NAMESPACE'],
    ['& in a namespace', '<a xmlns="urn:a&amp;b"/>', 'SAML_XML_NAMESPACE'],
    ['< in a namespace', '<a xmlns="urn:a&lt;b"/>', 'SAML_XML_NAMESPACE'],
    ['a quote in a namespace', "<a xmlns='urn:\"'/>", 'SAML_XML_NAMESPACE'],
    ['a relative namespace', '<a xmlns="a/b"/>', 'SAML_XML_NAMESPACE'],
    [
      'one attribute under two prefixes',
      '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="" q:b=""/>',
      'SAML_XML_NAMESPACE',
    ],
    ['a declaration twice', '<a xmlns:p="urn:p" xmlns:p="urn:p"/>', 'SAML_XML_MALFORMED'],
  ])('refuses %s', (_, source, code) => {
    expect(codeOf(() => parseXml(source))).toBe(code);
  });

  it('tells where, and what next', () => {
    let caught: unknown;
    try {
      parseXml('<a>\n  <b>\r\n    &nbsp;</b></a>');
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(BancError);
    expect((caught as BancError).message).toBe(
      'The entity nbsp at line 3, column 5 is none of the five of XML.',
    );
    expect((caught as BancError).next).not.toBe('');
  });

  it.each([
    ['octets', { octets: 20 }, `<a>${'x'.repeat(13)}</a>`, `<a>${'x'.repeat(14)}</a>`],
    ['levels of elements', { depth: 3 }, '<a><a><a/></a></a>', '<a><a><a><a/></a></a></a>'],
    ['elements', { elements: 3 }, '<a><b/><b/></a>', '<a><b/><b/><b/></a>'],
    [
      'namespace declarations in scope',
      { declarations: 2 },
      '<a xmlns="urn:a"><b xmlns="urn:b"/><b xmlns="urn:b"/></a>',
      '<a xmlns="urn:a"><b xmlns="urn:b"><c xmlns="urn:c"/></b></a>',
    ],
    [
      'attributes of one element',
      { attributes: 2 },
      '<a b="" xmlns="urn:a"/>',
      '<a b="" c="" xmlns="urn:a"/>',
    ],
  ])('bounds %s', (what, limits, enough, tooMuch) => {
    expect(childElements(parseXml(enough, limits).root)).toBeDefined();
    expect(() => parseXml(tooMuch, limits)).toThrow(
      expect.objectContaining({ code: 'SAML_XML_TOO_LARGE', parameters: expect.objectContaining({ what }) }),
    );
  });

  it('reads a document of a thousand open tags to its bound only', () => {
    expect(codeOf(() => parseXml('<a>'.repeat(1_000)))).toBe('SAML_XML_TOO_LARGE');
  });
});
