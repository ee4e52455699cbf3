/** Character data, CDATA sections included, between two tags. */
export interface XmlText {
  readonly value: string;
  /** As canonical XML writes it. */
  readonly canonical: string;
}

export interface XmlAttribute {
  /** As written: prefix and local name. */
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  /** '' for an attribute without a prefix. */
  readonly namespace: string;
  readonly value: string;
  /** As canonical XML writes it. */
  readonly canonical: string;
}

/** `xmlns:prefix="uri"`; the prefix is '' in `xmlns="uri"`. */
export interface NamespaceDeclaration {
  readonly prefix: string;
  readonly uri: string;
}

export interface XmlElement {
  /** As written: prefix and local name. */
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  readonly namespace: string;
  /** In the order written, namespace declarations excluded. */
  readonly attributes: readonly XmlAttribute[];
  readonly declarations: readonly NamespaceDeclaration[];
  readonly children: readonly (XmlElement | XmlText)[];
  readonly parent: XmlElement | undefined;
  /** Of `<`, and behind the `>` of the end tag, in the source. */
  readonly start: number;
  readonly end: number;
}

export interface XmlDocument {
  /** Line ends normalized (XML 1.0 §2.11), without byte order mark: what positions count in. */
  readonly source: string;
  readonly root: XmlElement;
  /** Every element, in document order. */
  readonly elements: readonly XmlElement[];
  /** Where comments start. */
  readonly comments: readonly number[];
}

export function isElement(node: XmlElement | XmlText): node is XmlElement {
  return 'localName' in node;
}

export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

export function is(element: XmlElement, namespace: string, localName: string): boolean {
  return element.localName === localName && element.namespace === namespace;
}

export function childrenNamed(element: XmlElement, namespace: string, localName: string): XmlElement[] {
  return childElements(element).filter((child) => is(child, namespace, localName));
}

/** The value of an attribute, without a namespace unless one is given. */
export function attributeValue(element: XmlElement, localName: string, namespace = ''): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.localName === localName && attribute.namespace === namespace) return attribute.value;
  }
  return undefined;
}

/** All character data of an element that has no child elements; undefined if it has one. */
export function textOf(element: XmlElement): string | undefined {
  let text = '';
  for (const child of element.children) {
    if (isElement(child)) return undefined;
    text += child.value;
  }
  return text;
}
