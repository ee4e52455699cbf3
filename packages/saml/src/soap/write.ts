import { xmlAttribute, xmlText } from '../xml/escape.ts';
import { WSA, WSSE, WSU } from '../xml/namespaces.ts';
import { SOAP_NAMESPACES, type SoapVersion } from './envelope.ts';

/** WS-Addressing 1.0 headers of a message; what is left out is not written. */
export interface Addressing {
  readonly action?: string;
  readonly to?: string;
  readonly messageId?: string;
  readonly relatesTo?: string;
}

export interface EnvelopeContent {
  readonly version: SoapVersion;
  readonly addressing?: Addressing;
  /** What is in wsse:Security, as XML: a signed token. Without it there is no wsse:Security. */
  readonly security?: string;
  /** What is in soap:Body, as XML that declares the namespaces that it uses. */
  readonly body: string;
  /** wsu:Id of the Body, which has to have one to be signed. */
  readonly bodyId?: string;
}

const ADDRESSING = [
  ['action', 'Action'],
  ['to', 'To'],
  ['messageId', 'MessageID'],
  ['relatesTo', 'RelatesTo'],
] as const;

/** A SOAP message with its header, as docs/saml.md shows it. */
export function envelopeXml(content: EnvelopeContent): string {
  const { version, addressing = {}, security, body, bodyId } = content;
  const headers = ADDRESSING.map(([field, name]) => {
    const value = addressing[field];
    return value === undefined ? '' : `<wsa:${name}>${xmlText(value, field)}</wsa:${name}>`;
  }).join('');
  const id = bodyId === undefined ? '' : ` wsu:Id="${xmlAttribute(bodyId, 'bodyId')}"`;
  return (
    `<soap:Envelope xmlns:soap="${SOAP_NAMESPACES[version]}" xmlns:wsa="${WSA}" xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}">` +
    `<soap:Header>${headers}${security === undefined ? '' : securityXml(security, version)}</soap:Header>` +
    `<soap:Body${id}>${body}</soap:Body></soap:Envelope>`
  );
}

/**
 * A wsse:Security with its content.
 *
 * @param declarations of the prefixes that it uses and that are not bound where it is put
 */
export function securityXml(content: string, version: SoapVersion, declarations = ''): string {
  const understand = version === '1.2' ? 'true' : '1';
  return `<wsse:Security${declarations} soap:mustUnderstand="${understand}">${content}</wsse:Security>`;
}
