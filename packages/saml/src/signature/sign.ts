import { hash, type KeyObject, sign } from 'node:crypto';
import type { Certificate } from '@banc-gap/pki';
import { samlErrors } from '../errors.ts';
import { canonicalXml } from '../xml/canonical.ts';
import { is, type XmlDocument, type XmlElement } from '../xml/document.ts';
import { xmlAttribute } from '../xml/escape.ts';
import { DS } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse.ts';
import { ALGORITHM } from './algorithms.ts';
import { checkComments, envelopedSignatures, type IdAttribute, identifierOf } from './verify.ts';

/** Who signs. */
export interface XmlCredential {
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
}

export interface SignatureContent {
  readonly element: XmlElement;
  readonly id: string;
  readonly enveloped: boolean;
  /** What is in ds:KeyInfo, as XML; the prefix ds is bound. */
  readonly keyInfo: string;
  readonly privateKey: KeyObject;
}

const transform = (algorithm: string): string => `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`;

/** A ds:Signature over an element, as XML that declares its own namespace. */
export function signatureXml({ element, id, enveloped, keyInfo, privateKey }: SignatureContent): string {
  const digest = hash('sha256', canonicalXml(element), 'base64');
  // Canonical as it stands, but for the namespace that SignedInfo inherits.
  const content =
    `<ds:CanonicalizationMethod Algorithm="${ALGORITHM.canonicalization}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${ALGORITHM.signature}"></ds:SignatureMethod>` +
    `<ds:Reference URI="#${xmlAttribute(id, 'the identifier')}"><ds:Transforms>` +
    (enveloped ? transform(ALGORITHM.envelopedSignature) : '') +
    `${transform(ALGORITHM.canonicalization)}</ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${ALGORITHM.digest}"></ds:DigestMethod>` +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const signed = Buffer.from(`<ds:SignedInfo xmlns:ds="${DS}">${content}`);
  const value = sign('RSA-SHA256', signed, privateKey).toString('base64');
  return (
    `<ds:Signature xmlns:ds="${DS}"><ds:SignedInfo>${content}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo>${keyInfo}</ds:KeyInfo></ds:Signature>`
  );
}

export const certificateBase64 = ({ certificate }: XmlCredential): string =>
  certificate.der.toString('base64');

export interface EnvelopedOptions {
  /** Which attribute of the root is its identifier; `Id` without a namespace unless given. */
  readonly idAttribute?: IdAttribute;
  /** The child of the root that the signature follows; at the end of the root without one. */
  readonly after?: { readonly namespace: string; readonly localName: string };
}

/**
 * Signs an XML document: adds a signature of its root into the root, with the certificate as X509Data.
 *
 * @param xml with an identifier on its root, without comments in it
 * @throws BancError SAML_XML_*, SAML_ID_MISSING, SAML_COMMENT_IN_SIGNED, SAML_SIGNATURE_SEVERAL
 */
export function signEnveloped(
  xml: string,
  credential: XmlCredential,
  options: EnvelopedOptions = {},
): string {
  const { idAttribute = { localName: 'Id' }, after } = options;
  const document = parseXml(xml);
  const { root, source } = document;
  checkComments(document, root);
  const present = envelopedSignatures(document, root).length;
  if (present > 0) {
    throw samlErrors.error('SAML_SIGNATURE_SEVERAL', { element: root.name, count: present + 1 });
  }
  const signature = signatureXml({
    element: root,
    id: identifierOf(root, idAttribute),
    enveloped: true,
    keyInfo: `<ds:X509Data><ds:X509Certificate>${certificateBase64(credential)}</ds:X509Certificate></ds:X509Data>`,
    privateKey: credential.privateKey,
  });
  const place =
    after === undefined
      ? undefined
      : document.elements.find(
          (element) => element.parent === root && is(element, after.namespace, after.localName),
        );
  const position = place?.end ?? endOfContent(document, root);
  return source.slice(0, position) + signature + source.slice(position);
}

/** Where a child goes to the end of an element, which has to have an end tag of its own. */
export function endOfContent({ source }: XmlDocument, element: XmlElement): number {
  const position = source.lastIndexOf('</', element.end - 1);
  if (position > element.start && source.charAt(element.end - 2) !== '/') return position;
  throw samlErrors.error('SAML_ELEMENT_EMPTY', { element: element.name });
}
