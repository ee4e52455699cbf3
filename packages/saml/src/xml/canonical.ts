import { isElement, type XmlAttribute, type XmlElement, type XmlText } from './document.ts';
import { XML_NAMESPACE } from './namespaces.ts';

export interface CanonicalOptions {
  /** Left out with all it has in it: what the enveloped-signature transform takes away. */
  readonly without?: XmlElement;
  /** PrefixList of InclusiveNamespaces; '' is the default namespace, which the list writes as #default. */
  readonly inclusivePrefixes?: readonly string[];
}

/** Exclusive Canonical XML 1.0 without comments (W3C, 18 July 2002) of an element and what is in it. */
export function canonicalXml(apex: XmlElement, options: CanonicalOptions = {}): string {
  return new Canonicalizer(apex, options).result;
}

const NO_PREFIXES: readonly string[] = [];

class Canonicalizer {
  readonly #without: XmlElement | undefined;
  readonly #inclusive: readonly string[];
  readonly #apex: XmlElement;
  /** Declarations in force in the output, the innermost last. */
  readonly #prefixes: string[] = [];
  readonly #uris: string[] = [];
  result = '';

  constructor(apex: XmlElement, { without, inclusivePrefixes = NO_PREFIXES }: CanonicalOptions) {
    this.#without = without;
    this.#inclusive = inclusivePrefixes;
    this.#apex = apex;
    this.#element(apex);
  }

  #element(element: XmlElement): void {
    const declared = this.#prefixes.length;
    const { name, attributes, children } = element;
    this.result += `<${name}`;
    this.#declare(element.prefix, element.namespace);
    for (const { prefix, namespace } of attributes) {
      if (prefix !== '' && namespace !== XML_NAMESPACE) this.#declare(prefix, namespace);
    }
    if (this.#inclusive.length > 0) this.#declareInclusive(element);
    if (this.#prefixes.length > declared) this.#writeDeclarations(declared);
    if (attributes.length > 0) {
      for (const attribute of attributes.length === 1 ? attributes : inOrder(attributes)) {
        this.result += ` ${attribute.name}="${attribute.canonical}"`;
      }
    }
    this.result += '>';
    for (const child of children) this.#node(child);
    this.result += `</${name}>`;
    this.#prefixes.length = declared;
    this.#uris.length = declared;
  }

  #node(node: XmlElement | XmlText): void {
    if (!isElement(node)) this.result += node.canonical;
    else if (node !== this.#without) this.#element(node);
  }

  /** Has the binding in force from this element on. */
  #declare(prefix: string, uri: string): void {
    const index = this.#prefixes.lastIndexOf(prefix);
    if (index === -1 ? prefix === '' && uri === '' : this.#uris[index] === uri) return;
    this.#prefixes.push(prefix);
    this.#uris.push(uri);
  }

  /** Prefixes of the list are handled as Canonical XML does: declared wherever their binding changes. */
  #declareInclusive(element: XmlElement): void {
    for (const prefix of this.#inclusive) {
      const own = element.declarations.find((declaration) => declaration.prefix === prefix);
      const uri = own ? own.uri : element === this.#apex ? bindingAbove(element, prefix) : undefined;
      if (uri !== undefined) this.#declare(prefix, uri);
    }
  }

  #writeDeclarations(from: number): void {
    const order = this.#prefixes
      .slice(from)
      .map((prefix, index) => ({ prefix, uri: this.#uris[from + index]! }));
    if (order.length > 1) order.sort((one, other) => compare(one.prefix, other.prefix));
    // Names of namespaces have nothing that would need a reference: the parser sees to that.
    for (const { prefix, uri } of order) {
      this.result += prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`;
    }
  }
}

function bindingAbove(element: XmlElement, prefix: string): string | undefined {
  for (let above = element.parent; above !== undefined; above = above.parent) {
    const declaration = above.declarations.find((candidate) => candidate.prefix === prefix);
    if (declaration) return declaration.uri;
  }
  return undefined;
}

/** By namespace name, then by local name (Canonical XML §2.2): code units do, since names are of the basic plane. */
function inOrder(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  return attributes.toSorted(
    (one, other) => compare(one.namespace, other.namespace) || compare(one.localName, other.localName),
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
