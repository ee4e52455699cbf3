import { samlErrors } from '../errors.ts';
import {
  childElements,
  childrenNamed,
  is,
  isElement,
  type XmlDocument,
  type XmlElement,
} from '../xml/document.ts';
import { SOAP_11, SOAP_12, WSSE } from '../xml/namespaces.ts';

export type SoapVersion = '1.1' | '1.2';

export const SOAP_NAMESPACES: Readonly<Record<SoapVersion, string>> = { '1.1': SOAP_11, '1.2': SOAP_12 };

/** A SOAP message, taken apart. */
export interface Envelope {
  readonly version: SoapVersion;
  readonly header: XmlElement | undefined;
  readonly body: XmlElement;
}

/**
 * Takes a SOAP 1.1 or 1.2 message apart, strictly: a Header at most, one Body, and nothing else.
 *
 * @throws BancError SAML_ENVELOPE_INVALID
 */
export function readEnvelope({ root }: XmlDocument): Envelope {
  const version = is(root, SOAP_12, 'Envelope') ? '1.2' : is(root, SOAP_11, 'Envelope') ? '1.1' : undefined;
  if (version === undefined) throw invalid(`its root is ${root.name} of the namespace "${root.namespace}"`);
  const namespace = SOAP_NAMESPACES[version];
  if (root.children.some((child) => !isElement(child) && child.value.trim() !== '')) {
    throw invalid('the Envelope has text in it');
  }
  const children = childElements(root);
  const header = children[0] && is(children[0], namespace, 'Header') ? children[0] : undefined;
  const [body, ...rest] = header ? children.slice(1) : children;
  if (body === undefined || rest.length > 0 || !is(body, namespace, 'Body')) {
    throw invalid(`the Envelope has ${children.map(({ name }) => name).join(', ') || 'nothing'} in it`);
  }
  return { version, header, body };
}

const invalid = (problem: string) => samlErrors.error('SAML_ENVELOPE_INVALID', { problem });

/**
 * The one wsse:Security of a message.
 *
 * @throws BancError SAML_SECURITY_HEADER
 */
export function securityHeader({ header }: Envelope): XmlElement {
  const found = header === undefined ? [] : childrenNamed(header, WSSE, 'Security');
  const [security] = found;
  if (security === undefined || found.length > 1) {
    throw samlErrors.error('SAML_SECURITY_HEADER', { count: found.length });
  }
  return security;
}
