import { readFileSync } from 'node:fs';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { DpProblem } from '../problems/problem.ts';

export const DISPENSATION = 'urn:banc-gap:dp:dispensation:1';

/** The schema of a dispensation, for docs/ and whoever writes one. */
export const dispensationXsd = (): string =>
  readFileSync(new URL('../../contract/dispensation.xsd', import.meta.url), 'utf8');

let validator: XsdValidator | undefined;

function schema(): XsdValidator {
  if (validator === undefined) {
    using document = XmlDocument.fromString(dispensationXsd());
    validator = XsdValidator.fromDoc(document);
  }
  return validator;
}

/**
 * @param xml what our own parser has found well-formed and without a DTD
 * @throws DpProblem dispensation-invalid with the line and the path of each fault
 */
export function assertValid(xml: string): void {
  using document = XmlDocument.fromString(xml);
  try {
    schema().validate(document);
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    const errors = error.details.map(({ xpath, line, message }) => ({
      field: xpath ?? '/',
      line,
      message: message.trim(),
    }));
    const fields = errors.map(({ field, line }) => `${field} (${line})`).join(', ');
    throw new DpProblem('dispensation-invalid', { fields }, { errors });
  }
}
