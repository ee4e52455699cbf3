import { type Certificate, namesEqual, nameToString } from '@banc-gap/pki';
import { parseDistinguishedName } from './distinguished-name.ts';

/** How the text of an Issuer differs from the RFC 4514 form of the subject that it names. */
export type IssuerForm = 'exact' | 'spelling' | 'order' | 'order-and-spelling';

const subjects = new WeakMap<Certificate, string>();

/** The subject of a certificate as RFC 4514 writes it, which an Issuer should be. */
export function subjectText(certificate: Certificate): string {
  const known = subjects.get(certificate);
  if (known !== undefined) return known;
  const text = nameToString(certificate.subject);
  subjects.set(certificate, text);
  return text;
}

/**
 * Whether the text names the subject of the certificate, and in which form. RFC 4514 begins with the CN; texts that
 * begin with the country are tolerated, as are other spellings of types and white space between the parts.
 *
 * @returns undefined if it is another name, or none
 */
export function issuerForm(text: string, certificate: Certificate): IssuerForm | undefined {
  const expected = subjectText(certificate);
  if (text === expected) return 'exact';
  const name = parseDistinguishedName(text);
  if (name === undefined) return undefined;
  // Name has the order of the encoding, so the country first.
  if (namesEqual([...name].reverse(), certificate.subject)) return 'spelling';
  if (!namesEqual(name, certificate.subject)) return undefined;
  return text === nameToString([...certificate.subject].reverse()) ? 'order' : 'order-and-spelling';
}
