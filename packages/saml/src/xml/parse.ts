import { samlErrors } from '../errors.ts';
import { isNcName } from './characters.ts';
import { decodeXml } from './decode.ts';
import type { NamespaceDeclaration, XmlDocument } from './document.ts';
import { canonicalAttribute, canonicalText } from './escape.ts';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.ts';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts';
import { AttributeNode, ElementNode } from './nodes.ts';
import { Scanner } from './scanner.ts';

const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

/** Absolute, and without what implementations escape differently or resolve. */
const NAMESPACE_NAME = /^[A-Za-z][A-Za-z0-9+.-]*:[!#-%'-;=?-~]*$/;

/**
 * Reads XML 1.0 with namespaces, strictly, in UTF-8: no DTD, hence no entity but the five, and no processing
 * instruction, as SOAP has it. Positions in errors are lines and columns from 1.
 *
 * @throws BancError SAML_XML_*
 */
export function parseXml(input: Uint8Array | string, limits?: Partial<XmlLimits>): XmlDocument {
  const bounds = limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...limits };
  const { source, contentStart } = decodeXml(input, bounds);
  return new Parser(source, bounds).document(contentStart);
}

class Parser {
  readonly #source: string;
  readonly #scanner: Scanner;
  readonly #limits: XmlLimits;
  readonly #elements: ElementNode[] = [];
  readonly #comments: number[] = [];
  /** Namespace bindings in scope, the innermost last. */
  readonly #scope: NamespaceDeclaration[] = [];
  #position = 0;

  constructor(source: string, limits: XmlLimits) {
    this.#source = source;
    this.#scanner = new Scanner(source);
    this.#limits = limits;
  }

  document(contentStart: number): XmlDocument {
    const source = this.#source;
    let current: ElementNode | undefined;
    let root: ElementNode | undefined;
    this.#position = contentStart;
    for (;;) {
      let open = this.#position;
      if (source.charCodeAt(open) !== LESS) {
        const found = source.indexOf('<', open);
        const textEnd = found === -1 ? source.length : found;
        if (textEnd > open) this.#text(open, textEnd, current);
        if (found === -1) break;
        open = found;
      }
      this.#position = open + 1;
      const code = source.charCodeAt(open + 1);
      if (code === SLASH) {
        if (current === undefined) throw this.#scanner.malformed(open, 'an end tag without a start tag');
        current = this.#endTag(open, current);
      } else if (code === EXCLAMATION) {
        this.#declaration(open, current);
      } else if (code === QUESTION) {
        throw this.#scanner.error('SAML_XML_PROCESSING_INSTRUCTION', open);
      } else {
        if (current === undefined && root !== undefined)
          throw this.#scanner.malformed(open, 'a second root element');
        current = this.#startTag(open, current);
        root ??= this.#elements[0];
      }
    }
    if (current !== undefined)
      throw this.#scanner.malformed(current.start, `<${current.name}> is never closed`);
    if (root === undefined) throw this.#scanner.malformed(source.length, 'there is no element');
    return { source, root, elements: this.#elements, comments: this.#comments };
  }

  /** Reads a start tag, and gives the element that is open behind it. */
  #startTag(open: number, parent: ElementNode | undefined): ElementNode | undefined {
    const source = this.#source;
    const nameStart = open + 1;
    const nameEnd = this.#scanner.name(nameStart);
    const colon = this.#scanner.colon === -1 ? -1 : this.#scanner.colon - nameStart;
    const element = new ElementNode(source.slice(nameStart, nameEnd), colon, open, parent);
    if (element.level > this.#limits.depth) throw tooLarge(this.#limits.depth, 'levels of elements');
    if (this.#elements.push(element) > this.#limits.elements) {
      throw tooLarge(this.#limits.elements, 'elements');
    }
    if (parent !== undefined) parent.children.push(element);
    let position = nameEnd;
    let code = source.charCodeAt(position);
    if (code !== GREATER) {
      position = this.#attributes(element, position);
      code = source.charCodeAt(position);
    }
    element.namespace = this.#namespaceOf(element.prefix, open);
    if (code === GREATER) {
      this.#position = position + 1;
      return element;
    }
    if (source.charCodeAt(position + 1) !== GREATER)
      throw this.#scanner.malformed(position, '/ is not followed by >');
    this.#position = position + 2;
    return this.#close(element);
  }

  /** Reads attributes until `>` or `/`, and gives the position of that. */
  #attributes(element: ElementNode, from: number): number {
    const source = this.#source;
    const attributes: AttributeNode[] = [];
    const declarations: NamespaceDeclaration[] = [];
    let position = from;
    for (;;) {
      const start = this.#scanner.skipSpace(position);
      const code = source.charCodeAt(start);
      if (code === GREATER || code === SLASH) {
        position = start;
        break;
      }
      if (start === position) throw this.#scanner.malformed(start, 'a space, > or /> is missing in a tag');
      const nameEnd = this.#scanner.name(start);
      const colon = this.#scanner.colon;
      const name = source.slice(start, nameEnd);
      const equals = this.#scanner.skipSpace(nameEnd);
      if (source.charCodeAt(equals) !== EQUALS) throw this.#scanner.malformed(equals, `${name} has no value`);
      const quote = this.#scanner.skipSpace(equals + 1);
      const delimiter = source.charCodeAt(quote);
      if (delimiter !== QUOTE && delimiter !== APOSTROPHE) {
        throw this.#scanner.malformed(quote, `the value of ${name} is not in quotes`);
      }
      const end = source.indexOf(delimiter === QUOTE ? '"' : "'", quote + 1);
      if (end === -1) throw this.#scanner.malformed(quote, `the value of ${name} does not end`);
      const value = this.#scanner.attributeValue(quote + 1, end);
      position = end + 1;
      if (name === 'xmlns' || (colon !== -1 && name.startsWith('xmlns:'))) {
        const prefix = colon === -1 ? '' : name.slice(6);
        this.#checkDeclaration(prefix, value, start);
        if (declarations.some((declaration) => declaration.prefix === prefix)) {
          throw this.#scanner.malformed(start, `${name} is given twice`);
        }
        declarations.push({ prefix, uri: value });
      } else {
        if (attributes.some((attribute) => attribute.name === name)) {
          throw this.#scanner.malformed(start, `${name} is given twice`);
        }
        // Nothing was replaced, so nothing needs a reference: not even a quotation mark.
        const plain = delimiter === QUOTE && value === source.slice(quote + 1, end);
        const canonical = plain ? value : canonicalAttribute(value);
        attributes.push(new AttributeNode(name, colon === -1 ? -1 : colon - start, value, canonical));
      }
      if (attributes.length + declarations.length > this.#limits.attributes) {
        throw tooLarge(this.#limits.attributes, 'attributes of one element');
      }
    }
    if (declarations.length > 0) {
      if (this.#scope.push(...declarations) > this.#limits.declarations) {
        throw tooLarge(this.#limits.declarations, 'namespace declarations in scope');
      }
      element.declarations = declarations;
    }
    if (attributes.length > 0) {
      this.#resolve(attributes, element);
      element.attributes = attributes;
    }
    return position;
  }

  /** Gives attributes with a prefix their namespace, by which no two may be the same. */
  #resolve(attributes: readonly AttributeNode[], { start }: ElementNode): void {
    for (const attribute of attributes) {
      const { prefix, localName, value } = attribute;
      if (prefix === '') continue;
      const namespace = this.#namespaceOf(prefix, start);
      if (attributes.some((other) => other.localName === localName && other.namespace === namespace)) {
        throw this.#scanner.namespaceError(
          start,
          `the attribute ${localName} of ${namespace} is given twice`,
        );
      }
      if (prefix === 'xml' && localName === 'id' && !isNcName(value)) {
        throw this.#scanner.malformed(start, 'xml:id is not an NCName');
      }
      attribute.namespace = namespace;
    }
  }

  #checkDeclaration(prefix: string, uri: string, position: number): void {
    if (prefix === 'xml' || prefix === 'xmlns') {
      throw this.#scanner.namespaceError(position, `the prefix ${prefix} may not be declared`);
    }
    if (uri === '') {
      if (prefix !== '')
        throw this.#scanner.namespaceError(position, `the prefix ${prefix} is bound to nothing`);
    } else if (!NAMESPACE_NAME.test(uri)) {
      throw this.#scanner.namespaceError(position, `"${uri}" is not an absolute name of plain characters`);
    } else if (uri === XML_NAMESPACE || uri === XMLNS_NAMESPACE) {
      throw this.#scanner.namespaceError(position, `${uri} may not be declared`);
    }
  }

  #namespaceOf(prefix: string, position: number): string {
    for (let index = this.#scope.length - 1; index >= 0; index--) {
      const binding = this.#scope[index]!;
      if (binding.prefix === prefix) return binding.uri;
    }
    if (prefix === '') return '';
    if (prefix === 'xml') return XML_NAMESPACE;
    throw this.#scanner.namespaceError(position, `the prefix ${prefix} is not declared`);
  }

  #endTag(open: number, element: ElementNode): ElementNode | undefined {
    const { name } = element;
    if (!this.#source.startsWith(name, open + 2)) {
      throw this.#scanner.malformed(open, `this end tag does not close <${name}>`);
    }
    const close = this.#scanner.skipSpace(open + 2 + name.length);
    if (this.#source.charCodeAt(close) !== GREATER) {
      throw this.#scanner.malformed(open, `this end tag does not close <${name}>`);
    }
    this.#position = close + 1;
    return this.#close(element);
  }

  #close(element: ElementNode): ElementNode | undefined {
    element.end = this.#position;
    if (element.declarations.length > 0) this.#scope.length -= element.declarations.length;
    return element.parent;
  }

  /** What starts with `<!`. */
  #declaration(open: number, current: ElementNode | undefined): void {
    const source = this.#source;
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('--', open + 4);
      if (end === -1) throw this.#scanner.malformed(open, 'a comment does not end');
      if (source.charCodeAt(end + 2) !== GREATER) throw this.#scanner.malformed(end, '-- in a comment');
      this.#comments.push(open);
      this.#position = end + 3;
    } else if (source.startsWith('<![CDATA[', open) && current !== undefined) {
      const end = source.indexOf(']]>', open + 9);
      if (end === -1) throw this.#scanner.malformed(open, 'a CDATA section does not end');
      const value = source.slice(open + 9, end);
      if (value !== '') current.children.push({ value, canonical: canonicalText(value) });
      this.#position = end + 3;
    } else if (source.startsWith('<!DOCTYPE', open)) {
      throw this.#scanner.error('SAML_XML_DTD', open);
    } else {
      throw this.#scanner.malformed(open, '<! starts neither a comment nor a CDATA section');
    }
  }

  #text(start: number, end: number, current: ElementNode | undefined): void {
    const raw = this.#source.slice(start, end);
    if (current === undefined) {
      if (/[^ \t\n]/.test(raw)) throw this.#scanner.malformed(start, 'text outside of the root element');
      return;
    }
    const special = raw.includes('&') || raw.includes('>');
    if (!special) {
      current.children.push({ value: raw, canonical: raw });
      return;
    }
    if (raw.includes(']]>')) throw this.#scanner.malformed(start, ']]> in text');
    const value = raw.includes('&') ? this.#scanner.expand(raw, start) : raw;
    current.children.push({ value, canonical: canonicalText(value) });
  }
}

const tooLarge = (limit: number, what: string) => samlErrors.error('SAML_XML_TOO_LARGE', { limit, what });
