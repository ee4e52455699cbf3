import { samlErrors } from '../errors.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  is,
  textOf,
  type XmlElement,
} from '../xml/document.ts';
import { DS, WSSE, WSU } from '../xml/namespaces.ts';
import { compactBase64 } from './base64.ts';
import { BASE64_BINARY, X509_TOKEN } from './token-profile.ts';

/** They say again what is in the certificate, and are not read. */
const REDUNDANT = ['X509SubjectName', 'X509IssuerSerial', 'X509SKI'];

const keyInfoError = (problem: string, expected: string) =>
  samlErrors.error('SAML_KEY_INFO', { problem, expected });

const X509_DATA = 'one ds:X509Data with the certificate of the signer in ds:X509Certificate';

/**
 * The certificates in the X509Data of a KeyInfo, base64 (or what is in its place) without white space, that of the signer first. A KeyInfo with
 * anything beside it is refused, since another reader could take the key from there.
 *
 * @throws BancError SAML_KEY_INFO
 */
export function x509Certificates(keyInfo: XmlElement): readonly string[] {
  const data = onlyChild(keyInfo, DS, 'X509Data', X509_DATA);
  const certificates = childElements(data).filter((child) => is(child, DS, 'X509Certificate'));
  const other = childElements(data).find(
    (child) =>
      !certificates.includes(child) && !(child.namespace === DS && REDUNDANT.includes(child.localName)),
  );
  if (other) throw keyInfoError(`X509Data has ${other.name} in it`, X509_DATA);
  if (certificates.length === 0) throw keyInfoError('X509Data has no X509Certificate', X509_DATA);
  return certificates.map(base64Certificate);
}

const TOKEN_REFERENCE =
  'one wsse:SecurityTokenReference to the one wsse:BinarySecurityToken of the same header, of type X509v3';

/**
 * The certificate in the BinarySecurityToken that a KeyInfo refers to (WSS X.509 Token Profile 1.1 §3.2), base64
 * (or what is in its place) without white space.
 *
 * @param security the wsse:Security that has the signature
 * @throws BancError SAML_KEY_INFO
 */
export function binarySecurityToken(keyInfo: XmlElement, security: XmlElement): readonly string[] {
  const reference = onlyChild(
    onlyChild(keyInfo, WSSE, 'SecurityTokenReference', TOKEN_REFERENCE),
    WSSE,
    'Reference',
    TOKEN_REFERENCE,
  );
  const tokens = childrenNamed(security, WSSE, 'BinarySecurityToken');
  const [token] = tokens;
  if (token === undefined || tokens.length > 1) {
    throw keyInfoError(`the header has ${tokens.length} BinarySecurityToken`, TOKEN_REFERENCE);
  }
  const uri = attributeValue(reference, 'URI');
  if (uri !== `#${attributeValue(token, 'Id', WSU)}`) {
    throw keyInfoError(`it refers to ${uri ?? 'nothing'}`, TOKEN_REFERENCE);
  }
  for (const [element, name, expected] of [
    [reference, 'ValueType', X509_TOKEN],
    [token, 'ValueType', X509_TOKEN],
    [token, 'EncodingType', BASE64_BINARY],
  ] as const) {
    const value = attributeValue(element, name);
    // EncodingType has base64 as its default (WSS 1.1 §6.3), and a reference need not repeat the type.
    if (value !== undefined && value !== expected) {
      throw keyInfoError(`the ${name} of ${element.name} is ${value}`, TOKEN_REFERENCE);
    }
  }
  return [base64Certificate(token)];
}

function onlyChild(parent: XmlElement, namespace: string, localName: string, expected: string): XmlElement {
  const children = childElements(parent);
  const [child] = children;
  if (child === undefined || children.length > 1 || !is(child, namespace, localName)) {
    const found = children.map(({ name }) => name).join(', ') || 'nothing';
    throw keyInfoError(`${parent.name} has ${found} in it`, expected);
  }
  return child;
}

const base64Certificate = (element: XmlElement): string => compactBase64(textOf(element) ?? '');
