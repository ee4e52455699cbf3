import { isUtf8 } from 'node:buffer';
import { samlErrors } from '../errors.ts';
import { NOT_XML } from './characters.ts';
import type { XmlLimits } from './limits.ts';

const BYTE_ORDER_MARK = 0xfeff;
const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(["'])1\.0\1(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(["'])([A-Za-z][\w.-]*)\2)?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(["'])(?:yes|no)\4)?[ \t\n]*\?>/;

/** A document as text, and where its content starts behind the XML declaration. */
export interface DecodedXml {
  readonly source: string;
  readonly contentStart: number;
}

/**
 * UTF-8, no character that XML 1.0 does not have, line ends normalized (§2.11).
 *
 * @param input octets as they came, or a text
 * @throws BancError SAML_XML_ENCODING, SAML_XML_TOO_LARGE
 */
export function decodeXml(input: Uint8Array | string, limits: XmlLimits): DecodedXml {
  const octets = typeof input === 'string' ? input.length : input.byteLength;
  if (octets > limits.octets) {
    throw samlErrors.error('SAML_XML_TOO_LARGE', { limit: limits.octets, what: 'octets' });
  }
  const source = normalizeLineEnds(toText(input));
  if (NOT_XML.test(source)) throw encodingError('it has a character that XML 1.0 does not have');
  if (!source.startsWith('<?xml') || !/[ \t\n]/.test(source.charAt(5))) return { source, contentStart: 0 };
  const declaration = DECLARATION.exec(source);
  if (declaration === null)
    throw encodingError('its XML declaration is wrong, or is not that of version 1.0');
  const encoding = declaration[3] ?? 'UTF-8';
  if (encoding.toUpperCase() !== 'UTF-8') throw encodingError(`it says that its encoding is ${encoding}`);
  return { source, contentStart: declaration[0].length };
}

function toText(input: Uint8Array | string): string {
  if (typeof input === 'string') {
    if (!input.isWellFormed()) throw encodingError('it has half a surrogate pair');
    return withoutMark(input);
  }
  const octets = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (!isUtf8(octets)) throw encodingError('its octets are not UTF-8');
  return withoutMark(octets.toString('utf8'));
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);

const normalizeLineEnds = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;

const encodingError = (problem: string) => samlErrors.error('SAML_XML_ENCODING', { problem });
