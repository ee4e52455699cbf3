/** NameStartChar and NameChar of XML 1.0 §2.3 without the colon; beyond the basic plane there is none here. */
const NAME_START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const NAME = `${NAME_START}.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040-`;

const NAME_START_PATTERN = new RegExp(`[${NAME_START}]`);
const NAME_PATTERN = new RegExp(`[${NAME}]`);
const NC_NAME = new RegExp(`^[${NAME_START}][${NAME}]*$`);

/** Whether the text is an NCName, as identifiers and prefixes are. */
export const isNcName = (text: string): boolean => NC_NAME.test(text);

const asciiTable = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, code) => Number(pattern.test(String.fromCharCode(code))));
const ASCII_NAME_START = asciiTable(NAME_START_PATTERN);
const ASCII_NAME = asciiTable(NAME_PATTERN);

export const isNameStart = (code: number): boolean =>
  code < 128 ? ASCII_NAME_START[code] === 1 : NAME_START_PATTERN.test(String.fromCharCode(code));

export const isNameCharacter = (code: number): boolean =>
  code < 128 ? ASCII_NAME[code] === 1 : NAME_PATTERN.test(String.fromCharCode(code));

/** Char of XML 1.0 §2.2. */
export function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** The first code unit that no XML document has; lone surrogates are not looked for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

export const isXmlSpace = (code: number): boolean =>
  code === 0x20 || code === 0x9 || code === 0xa || code === 0xd;
