import { samlErrors } from '../errors.ts';
import { isNameCharacter, isNameStart, isNcName, isXmlCharacter, isXmlSpace } from './characters.ts';
import { decodeXml } from './decode.ts';
import type { NamespaceDeclaration, XmlAttribute, XmlDocument, XmlElement, XmlText } from './document.ts';
import { canonicalAttribute, canonicalText } from './escape.ts';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.ts';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts';

const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

/** Absolute, and without what implementations escape differently or resolve. */
const NAMESPACE_NAME = /^[A-Za-z][A-Za-z0-9+.-]*:[!#-%'-;=?-~]*$/;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const NO_DECLARATIONS: readonly NamespaceDeclaration[] = [];

class ElementNode implements XmlElement {
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

/**
 * Reads XML 1.0 with namespaces, strictly, in UTF-8: no DTD, hence no entity but the five, and no processing
 * instruction, as SOAP has it. Positions in errors are lines and columns from 1.
 *
 * @throws BancError SAML_XML_*
 */
export function parseXml(input: Uint8Array | string, limits: Partial<XmlLimits> = {}): XmlDocument {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const { source, contentStart } = decodeXml(input, bounds);
  return new Parser(source, bounds).document(contentStart);
}

class Parser {
  readonly #source: string;
  readonly #limits: XmlLimits;
  readonly #elements: ElementNode[] = [];
  readonly #comments: number[] = [];
  /** Namespace bindings in scope, the innermost last. */
  readonly #scope: NamespaceDeclaration[] = [];
  /** Of the last name read: where its colon is in the source, or -1. */
  #colon = -1;
  #position = 0;

  constructor(source: string, limits: XmlLimits) {
    this.#source = source;
    this.#limits = limits;
  }

  document(contentStart: number): XmlDocument {
    const source = this.#source;
    let current: ElementNode | undefined;
    let root: ElementNode | undefined;
    this.#position = contentStart;
    for (;;) {
      const open = source.indexOf('<', this.#position);
      const textEnd = open === -1 ? source.length : open;
      if (textEnd > this.#position) this.#text(this.#position, textEnd, current);
      if (open === -1) break;
      this.#position = open + 1;
      const code = source.charCodeAt(open + 1);
      if (code === SLASH) {
        if (current === undefined) throw this.#malformed(open, 'an end tag without a start tag');
        current = this.#endTag(open, current);
      } else if (code === EXCLAMATION) {
        this.#declaration(open, current);
      } else if (code === QUESTION) {
        throw this.#error('SAML_XML_PROCESSING_INSTRUCTION', open);
      } else {
        if (current === undefined && root !== undefined) throw this.#malformed(open, 'a second root element');
        current = this.#startTag(open, current);
        root ??= this.#elements[0];
      }
    }
    if (current !== undefined) throw this.#malformed(current.start, `<${current.name}> is never closed`);
    if (root === undefined) throw this.#malformed(source.length, 'there is no element');
    return { source, root, elements: this.#elements, comments: this.#comments };
  }

  /** Reads a start tag, and gives the element that is open behind it. */
  #startTag(open: number, parent: ElementNode | undefined): ElementNode | undefined {
    const source = this.#source;
    const nameStart = open + 1;
    const nameEnd = this.#name(nameStart);
    const colon = this.#colon === -1 ? -1 : this.#colon - nameStart;
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
      throw this.#malformed(position, '/ is not followed by >');
    this.#position = position + 2;
    return this.#close(element);
  }

  /** Reads attributes until `>` or `/`, and gives the position of that. */
  #attributes(element: ElementNode, from: number): number {
    const source = this.#source;
    const attributes: { name: string; colon: number; value: string; canonical: string }[] = [];
    const declarations: NamespaceDeclaration[] = [];
    let position = from;
    for (;;) {
      const start = this.#skipSpace(position);
      const code = source.charCodeAt(start);
      if (code === GREATER || code === SLASH) {
        position = start;
        break;
      }
      if (start === position) throw this.#malformed(start, 'a space, > or /> is missing in a tag');
      const nameEnd = this.#name(start);
      const colon = this.#colon;
      const name = source.slice(start, nameEnd);
      const equals = this.#skipSpace(nameEnd);
      if (source.charCodeAt(equals) !== EQUALS) throw this.#malformed(equals, `${name} has no value`);
      const quote = this.#skipSpace(equals + 1);
      const delimiter = source.charCodeAt(quote);
      if (delimiter !== QUOTE && delimiter !== APOSTROPHE) {
        throw this.#malformed(quote, `the value of ${name} is not in quotes`);
      }
      const end = source.indexOf(delimiter === QUOTE ? '"' : "'", quote + 1);
      if (end === -1) throw this.#malformed(quote, `the value of ${name} does not end`);
      const value = this.#attributeValue(quote + 1, end);
      position = end + 1;
      if (name === 'xmlns' || (colon !== -1 && name.startsWith('xmlns:'))) {
        const prefix = colon === -1 ? '' : name.slice(6);
        this.#checkDeclaration(prefix, value, start);
        if (declarations.some((declaration) => declaration.prefix === prefix)) {
          throw this.#malformed(start, `${name} is given twice`);
        }
        declarations.push({ prefix, uri: value });
      } else {
        if (attributes.some((attribute) => attribute.name === name)) {
          throw this.#malformed(start, `${name} is given twice`);
        }
        // Nothing was replaced, so nothing needs a reference: not even a quotation mark.
        const plain = delimiter === QUOTE && value === source.slice(quote + 1, end);
        const canonical = plain ? value : canonicalAttribute(value);
        attributes.push({ name, colon: colon === -1 ? -1 : colon - start, value, canonical });
      }
      if (attributes.length + declarations.length > this.#limits.attributes) {
        throw tooLarge(this.#limits.attributes, 'attributes of one element');
      }
    }
    if (declarations.length > 0) {
      this.#scope.push(...declarations);
      element.declarations = declarations;
    }
    if (attributes.length > 0) element.attributes = this.#resolve(attributes, element);
    return position;
  }

  #resolve(
    attributes: readonly { name: string; colon: number; value: string; canonical: string }[],
    { start }: ElementNode,
  ): XmlAttribute[] {
    const resolved: XmlAttribute[] = [];
    for (const { name, colon, value, canonical } of attributes) {
      const prefix = colon === -1 ? '' : name.slice(0, colon);
      const localName = colon === -1 ? name : name.slice(colon + 1);
      const namespace = prefix === '' ? '' : this.#namespaceOf(prefix, start);
      if (prefix !== '') {
        if (resolved.some((other) => other.localName === localName && other.namespace === namespace)) {
          throw this.#namespaceError(start, `the attribute ${localName} of ${namespace} is given twice`);
        }
        if (prefix === 'xml' && localName === 'id' && !isNcName(value)) {
          throw this.#malformed(start, 'xml:id is not an NCName');
        }
      }
      resolved.push({ name, prefix, localName, namespace, value, canonical });
    }
    return resolved;
  }

  #checkDeclaration(prefix: string, uri: string, position: number): void {
    if (prefix === 'xml' || prefix === 'xmlns') {
      throw this.#namespaceError(position, `the prefix ${prefix} may not be declared`);
    }
    if (uri === '') {
      if (prefix !== '') throw this.#namespaceError(position, `the prefix ${prefix} is bound to nothing`);
    } else if (!NAMESPACE_NAME.test(uri)) {
      throw this.#namespaceError(position, `"${uri}" is not an absolute name of plain characters`);
    } else if (uri === XML_NAMESPACE || uri === XMLNS_NAMESPACE) {
      throw this.#namespaceError(position, `${uri} may not be declared`);
    }
  }

  #namespaceOf(prefix: string, position: number): string {
    for (let index = this.#scope.length - 1; index >= 0; index--) {
      const binding = this.#scope[index]!;
      if (binding.prefix === prefix) return binding.uri;
    }
    if (prefix === '') return '';
    if (prefix === 'xml') return XML_NAMESPACE;
    throw this.#namespaceError(position, `the prefix ${prefix} is not declared`);
  }

  #attributeValue(start: number, end: number): string {
    const raw = this.#source.slice(start, end);
    if (raw.includes('<')) throw this.#malformed(start, '< in the value of an attribute');
    // Literal white space becomes a space each (XML 1.0 §3.3.3); that of character references stays.
    const normalized = /[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw;
    return normalized.includes('&') ? this.#expand(normalized, start) : normalized;
  }

  #endTag(open: number, element: ElementNode): ElementNode | undefined {
    const { name } = element;
    if (!this.#source.startsWith(name, open + 2)) {
      throw this.#malformed(open, `this end tag does not close <${name}>`);
    }
    const close = this.#skipSpace(open + 2 + name.length);
    if (this.#source.charCodeAt(close) !== GREATER) {
      throw this.#malformed(open, `this end tag does not close <${name}>`);
    }
    this.#position = close + 1;
    return this.#close(element);
  }

  #close(element: ElementNode): ElementNode | undefined {
    element.end = this.#position;
    this.#scope.length -= element.declarations.length;
    return element.parent;
  }

  /** What starts with `<!`. */
  #declaration(open: number, current: ElementNode | undefined): void {
    const source = this.#source;
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('--', open + 4);
      if (end === -1) throw this.#malformed(open, 'a comment does not end');
      if (source.charCodeAt(end + 2) !== GREATER) throw this.#malformed(end, '-- in a comment');
      this.#comments.push(open);
      this.#position = end + 3;
    } else if (source.startsWith('<![CDATA[', open) && current !== undefined) {
      const end = source.indexOf(']]>', open + 9);
      if (end === -1) throw this.#malformed(open, 'a CDATA section does not end');
      const value = source.slice(open + 9, end);
      if (value !== '') current.children.push({ value, canonical: canonicalText(value) });
      this.#position = end + 3;
    } else if (source.startsWith('<!DOCTYPE', open)) {
      throw this.#error('SAML_XML_DTD', open);
    } else {
      throw this.#malformed(open, '<! starts neither a comment nor a CDATA section');
    }
  }

  #text(start: number, end: number, current: ElementNode | undefined): void {
    const raw = this.#source.slice(start, end);
    if (current === undefined) {
      if (/[^ \t\n]/.test(raw)) throw this.#malformed(start, 'text outside of the root element');
      return;
    }
    const special = raw.includes('&') || raw.includes('>');
    if (!special) {
      current.children.push({ value: raw, canonical: raw });
      return;
    }
    if (raw.includes(']]>')) throw this.#malformed(start, ']]> in text');
    const value = raw.includes('&') ? this.#expand(raw, start) : raw;
    current.children.push({ value, canonical: canonicalText(value) });
  }

  #expand(raw: string, start: number): string {
    let result = '';
    let from = 0;
    for (let ampersand = raw.indexOf('&'); ampersand !== -1; ampersand = raw.indexOf('&', from)) {
      const semicolon = raw.indexOf(';', ampersand);
      if (semicolon === -1) throw this.#malformed(start + ampersand, '& without a ; behind it');
      const reference = raw.slice(ampersand + 1, semicolon);
      result += raw.slice(from, ampersand) + this.#character(reference, start + ampersand);
      from = semicolon + 1;
    }
    return result + raw.slice(from);
  }

  #character(reference: string, position: number): string {
    if (!reference.startsWith('#')) {
      const character = Object.hasOwn(ENTITIES, reference) ? ENTITIES[reference] : undefined;
      if (character !== undefined) return character;
      if (!isNcName(reference)) throw this.#malformed(position, '& that starts no reference');
      throw this.#error('SAML_XML_ENTITY', position, { entity: reference });
    }
    const [, hexadecimal, decimal] = /^#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}))$/.exec(reference) ?? [];
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (!isXmlCharacter(code)) {
      throw this.#malformed(position, `&${reference}; stands for no character of XML 1.0`);
    }
    return String.fromCodePoint(code);
  }

  /** Reads a QName, and gives its end; `#colon` tells where its colon is. */
  #name(start: number): number {
    const source = this.#source;
    if (!isNameStart(source.charCodeAt(start))) throw this.#malformed(start, 'a name is missing');
    let position = start + 1;
    let colon = -1;
    for (;;) {
      const code = source.charCodeAt(position);
      if (code === COLON) {
        if (colon !== -1 || !isNameStart(source.charCodeAt(position + 1))) {
          throw this.#malformed(position, 'a colon where a name has none');
        }
        colon = position;
      } else if (!isNameCharacter(code)) {
        break;
      }
      position++;
    }
    this.#colon = colon;
    return position;
  }

  #skipSpace(start: number): number {
    let position = start;
    while (isXmlSpace(this.#source.charCodeAt(position))) position++;
    return position;
  }

  #malformed(offset: number, problem: string) {
    return this.#error('SAML_XML_MALFORMED', offset, { problem });
  }

  #namespaceError(offset: number, problem: string) {
    return this.#error('SAML_XML_NAMESPACE', offset, { problem });
  }

  #error(code: Parameters<typeof samlErrors.error>[0], offset: number, details: Record<string, string> = {}) {
    return samlErrors.error(code, { ...positionOf(this.#source, offset), ...details });
  }
}

/** Line and column, both from 1. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

const tooLarge = (limit: number, what: string) => samlErrors.error('SAML_XML_TOO_LARGE', { limit, what });
