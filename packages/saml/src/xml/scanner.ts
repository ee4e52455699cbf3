import { samlErrors } from '../errors.ts';
import { isNameCharacter, isNameStart, isNcName, isXmlCharacter, isXmlSpace } from './characters.ts';

const COLON = 0x3a;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the pieces of which tags and text are made; offsets count in the source. */
export class Scanner {
  readonly source: string;
  /** Of the last name read: where its colon is, or -1. */
  colon = -1;

  constructor(source: string) {
    this.source = source;
  }

  /** Reads a QName, and gives its end; `colon` tells where its colon is. */
  name(start: number): number {
    const source = this.source;
    if (!isNameStart(source.charCodeAt(start))) throw this.malformed(start, 'a name is missing');
    let position = start + 1;
    let colon = -1;
    for (;;) {
      const code = source.charCodeAt(position);
      if (code === COLON) {
        if (colon !== -1 || !isNameStart(source.charCodeAt(position + 1))) {
          throw this.malformed(position, 'a colon where a name has none');
        }
        colon = position;
      } else if (!isNameCharacter(code)) {
        break;
      }
      position++;
    }
    this.colon = colon;
    return position;
  }

  skipSpace(start: number): number {
    let position = start;
    while (isXmlSpace(this.source.charCodeAt(position))) position++;
    return position;
  }

  attributeValue(start: number, end: number): string {
    const raw = this.source.slice(start, end);
    if (raw.includes('<')) throw this.malformed(start, '< in the value of an attribute');
    // Literal white space becomes a space each (XML 1.0 §3.3.3); that of character references stays.
    const normalized = /[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw;
    return normalized.includes('&') ? this.expand(normalized, start) : normalized;
  }

  expand(raw: string, start: number): string {
    let result = '';
    let from = 0;
    for (let ampersand = raw.indexOf('&'); ampersand !== -1; ampersand = raw.indexOf('&', from)) {
      const semicolon = raw.indexOf(';', ampersand);
      if (semicolon === -1) throw this.malformed(start + ampersand, '& without a ; behind it');
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
      if (!isNcName(reference)) throw this.malformed(position, '& that starts no reference');
      throw this.error('SAML_XML_ENTITY', position, { entity: reference });
    }
    const [, hexadecimal, decimal] = /^#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}))$/.exec(reference) ?? [];
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (!isXmlCharacter(code)) {
      throw this.malformed(position, `&${reference}; stands for no character of XML 1.0`);
    }
    return String.fromCodePoint(code);
  }

  malformed(offset: number, problem: string) {
    return this.error('SAML_XML_MALFORMED', offset, { problem });
  }

  namespaceError(offset: number, problem: string) {
    return this.error('SAML_XML_NAMESPACE', offset, { problem });
  }

  error(code: Parameters<typeof samlErrors.error>[0], offset: number, details: Record<string, string> = {}) {
    return samlErrors.error(code, { ...positionOf(this.source, offset), ...details });
  }
}

/** Line and column, both from 1. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
