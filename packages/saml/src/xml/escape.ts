import { samlErrors } from '../errors.ts';
import { NOT_XML } from './characters.ts';

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const reference = (character: string): string => REFERENCES[character]!;

/** A text node as canonical XML writes it (Canonical XML 1.0 §2.3). */
export const canonicalText = (value: string): string => value.replace(/[&<>\r]/g, reference);

/** The value of an attribute as canonical XML writes it, without the quotes. */
export const canonicalAttribute = (value: string): string => value.replace(/[&<"\t\n\r]/g, reference);

/**
 * A text of ours as XML.
 *
 * @param field what the error names
 * @throws BancError SAML_TEXT_NOT_XML
 */
export function xmlText(value: string, field: string): string {
  return canonicalText(checked(value, field));
}

/** The value of an attribute of ours, without the quotes; like `xmlText`. */
export function xmlAttribute(value: string, field: string): string {
  return canonicalAttribute(checked(value, field));
}

const LONE_SURROGATE = /\p{Cs}/u;

function checked(value: string, field: string): string {
  const [character] = NOT_XML.exec(value) ?? LONE_SURROGATE.exec(value) ?? [];
  if (character === undefined) return value;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw samlErrors.error('SAML_TEXT_NOT_XML', { field, character: code });
}
