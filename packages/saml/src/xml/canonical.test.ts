import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomXml } from '../testing/random-xml.ts';
import { canonicalXml } from './canonical.ts';
import { parseXml } from './parse.ts';

/** Of the element of that local name, or of the root. */
function canonical(source: string, localName?: string, inclusivePrefixes: string[] = []): string {
  const { elements } = parseXml(source);
  const apex = elements.find((element) => localName === undefined || element.localName === localName)!;
  return canonicalXml(apex, { inclusivePrefixes });
}

describe('exclusive canonical XML', () => {
  it('gives the same for an element wherever it stands (Exclusive XML Canonicalization §2.2)', () => {
    const inner =
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>';
    const source =
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2>';
    const outer = (element: string) =>
      `<n0:pdu xmlns:n0="http://a.example" xml:space="retain">${element}</n0:pdu>`;
    expect(canonical(source)).toBe(inner);
    expect(canonical(outer(source), 'elem2')).toBe(inner);
    expect(canonical(outer(source).replace('<n0:pdu', '<n0:pdu xmlns:n3="ftp://example.org"'), 'elem2')).toBe(
      inner,
    );
  });

  it('declares a namespace where it is used, and again where it is used anew', () => {
    expect(canonical('<a xmlns:p="urn:p"><p:b/><c><p:d><p:e/></p:d></c></a>')).toBe(
      '<a><p:b xmlns:p="urn:p"></p:b><c><p:d xmlns:p="urn:p"><p:e></p:e></p:d></c></a>',
    );
  });

  it('takes the default namespace back only where it was in force', () => {
    expect(canonical('<a xmlns="urn:d"><b xmlns=""><c xmlns="urn:d"/></b></a>')).toBe(
      '<a xmlns="urn:d"><b xmlns=""><c xmlns="urn:d"></c></b></a>',
    );
    expect(canonical('<p:a xmlns:p="urn:p" xmlns="urn:d"><b xmlns=""/></p:a>')).toBe(
      '<p:a xmlns:p="urn:p"><b></b></p:a>',
    );
  });

  it('orders declarations by prefix, then attributes by namespace and name', () => {
    expect(
      canonical(
        '<b:r xmlns:b="urn:1" xmlns:a="urn:2" xmlns="urn:0" a:x="1" b:y="2" z="3" b:c="4" xml:lang="fr" d="5"/>',
      ),
    ).toBe('<b:r xmlns:a="urn:2" xmlns:b="urn:1" d="5" z="3" xml:lang="fr" b:c="4" b:y="2" a:x="1"></b:r>');
  });

  it('writes characters as Canonical XML §2.3 does', () => {
    expect(canonical('<a b=\'"&lt;>&amp;&#9;&#10;&#13;é\'>"&lt;&gt;&amp;\t\n&#13;é<![CDATA[<&>]]></a>')).toBe(
      '<a b="&quot;&lt;>&amp;&#x9;&#xA;&#xD;é">"&lt;&gt;&amp;\t\n&#xD;é&lt;&amp;&gt;</a>',
    );
  });

  it('leaves comments out', () => {
    expect(canonical('<a>1<!-- 2 -->3</a>')).toBe('<a>13</a>');
  });

  it('declares prefixes of the PrefixList that are not used', () => {
    const source =
      '<o xmlns="urn:d" xmlns:xs="urn:xs" xmlns:u="urn:u"><p:a xmlns:p="urn:p" t="xs:string"><b xmlns="" xmlns:xs="urn:xs2"/></p:a></o>';
    expect(canonical(source, 'a')).toBe('<p:a xmlns:p="urn:p" t="xs:string"><b></b></p:a>');
    expect(canonical(source, 'a', ['xs', 'nowhere'])).toBe(
      '<p:a xmlns:p="urn:p" xmlns:xs="urn:xs" t="xs:string"><b xmlns:xs="urn:xs2"></b></p:a>',
    );
    expect(canonical(source, 'a', [''])).toBe(
      '<p:a xmlns="urn:d" xmlns:p="urn:p" t="xs:string"><b xmlns=""></b></p:a>',
    );
  });

  it('of what is canonical is the same', () => {
    fc.assert(
      fc.property(randomXml, (content) => {
        const once = canonical(`<r xmlns:a="urn:outer" xmlns="urn:default">${content}</r>`);
        expect(canonical(once)).toBe(once);
      }),
    );
  });

  it('leaves one element out with all that is in it', () => {
    const { root, elements } = parseXml('<a>1<b><c/></b>2</a>');
    expect(canonicalXml(root, { without: elements[1]! })).toBe('<a>12</a>');
  });
});
