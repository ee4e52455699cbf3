import { readFileSync } from 'node:fs';
import {
  type ErrorDetail,
  ParseOption,
  XmlDocument,
  XmlElement,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';

/** One place where a message is not what its schema says. */
export interface SchemaProblem {
  /** From 1, in the message as it was sent. */
  readonly line: number;
  /** Local names from the root on: /Envelope/Body/search/paramsObj. */
  readonly path: string;
  readonly problem: string;
}

/** An XML Schema, from one file that imports no other. */
export class XmlSchema {
  readonly #validator: XsdValidator;

  constructor(file: URL) {
    using document = XmlDocument.fromBuffer(readFileSync(file));
    this.#validator = XsdValidator.fromDoc(document);
  }

  /**
   * What is wrong with the payload of a SOAP message: the one child of its Body.
   *
   * @param message that `readEnvelope` of @banc-gap/saml has read, which lets neither DTD nor entity through
   */
  problemsOfPayload(message: string): readonly SchemaProblem[] {
    using document = XmlDocument.fromString(message, { option: ParseOption.XML_PARSE_NO_XXE });
    const payload = document.get('/*/*[local-name()="Body"]/*');
    if (!(payload instanceof XmlElement)) throw new TypeError('the Body is empty');
    try {
      this.#validator.validate(payload);
      return [];
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error;
      return error.details.map((detail) => problemOf(detail, document));
    }
  }
}

function problemOf({ line, message, xpath = '/*' }: ErrorDetail, document: XmlDocument): SchemaProblem {
  const names: string[] = [];
  // It writes the prefixes of the message, which nothing here is bound to.
  let node = document.get(xpath.replace(/\/([^/*[\]]+:[^/*[\]]+)/g, '/*[name()="$1"]'));
  while (node instanceof XmlElement) {
    names.unshift(node.name);
    node = node.parent;
  }
  // Libxml2 writes the element first, with its namespace, and ends with a line feed.
  const problem = message.replace(/^Element '[^']*': /, '').trim();
  return { line, path: `/${names.join('/')}`, problem };
}
