import type { NamespaceDeclaration, XmlAttribute, XmlElement, XmlText } from './document.ts';

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const NO_DECLARATIONS: readonly NamespaceDeclaration[] = [];

/** An element while it is read. */
export class ElementNode implements XmlElement {
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  readonly start: number;
  readonly parent: ElementNode | undefined;
  readonly children: (ElementNode | XmlText)[] = [];
  readonly level: number;
  namespace = '';
  attributes: readonly XmlAttribute[] = NO_ATTRIBUTES;
  declarations: readonly NamespaceDeclaration[] = NO_DECLARATIONS;
  end = 0;

  constructor(name: string, colon: number, start: number, parent: ElementNode | undefined) {
    this.name = name;
    this.prefix = colon === -1 ? '' : name.slice(0, colon);
    this.localName = colon === -1 ? name : name.slice(colon + 1);
    this.start = start;
    this.parent = parent;
    this.level = parent === undefined ? 1 : parent.level + 1;
  }
}

/** An attribute while it is read: its namespace is known when its tag is. */
export class AttributeNode implements XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  readonly value: string;
  readonly canonical: string;
  namespace = '';

  constructor(name: string, colon: number, value: string, canonical: string) {
    this.name = name;
    this.prefix = colon === -1 ? '' : name.slice(0, colon);
    this.localName = colon === -1 ? name : name.slice(colon + 1);
    this.value = value;
    this.canonical = canonical;
  }
}
