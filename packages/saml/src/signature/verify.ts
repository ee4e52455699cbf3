import { hash, type KeyObject, verify } from 'node:crypto';
import { samlErrors } from '../errors.ts';
import { canonicalXml } from '../xml/canonical.ts';
import { attributeValue, childrenNamed, is, type XmlDocument, type XmlElement } from '../xml/document.ts';
import { DS } from '../xml/namespaces.ts';
import { positionOf } from '../xml/scanner.ts';
import { readSignature, type SignatureParts } from './structure.ts';

/** Which attribute identifies an element; without a namespace unless given. */
export interface IdAttribute {
  readonly localName: string;
  readonly namespace?: string;
}

/** An element that is to be read, and the signature that is to cover it. */
export interface SignedElement {
  readonly document: XmlDocument;
  readonly element: XmlElement;
  readonly idAttribute: IdAttribute;
  readonly signature: XmlElement;
  /** Whether the signature is a child of the element. */
  readonly enveloped: boolean;
}

/**
 * Verifies that a key signed this very element and nothing else: there is no look-up by identifier, so nothing else
 * can be read in its place.
 *
 * @param keyOf finds who signed, in KeyInfo, and says whether that is acceptable
 * @returns what `keyOf` gave
 * @throws BancError those of `keyOf`, and for each way in which the signature is not of this element
 */
export function verifySignature<Signer extends { readonly publicKey: KeyObject }>(
  signed: SignedElement,
  keyOf: (keyInfo: XmlElement) => Signer,
): Signer {
  const { element, signature, enveloped } = signed;
  const parts = readSignature(signature, enveloped, element.name);
  checkReference(signed, parts);
  checkComments(signed.document, element);
  const signer = keyOf(parts.keyInfo);
  const digest = hash(
    'sha256',
    canonicalXml(element, {
      inclusivePrefixes: parts.referencePrefixes,
      ...(enveloped && { without: signature }),
    }),
    'base64',
  );
  if (digest !== parts.digestValue) {
    throw samlErrors.error('SAML_DIGEST_MISMATCH', {
      element: element.name,
      digest,
      expected: parts.digestValue,
    });
  }
  const signedInfo = canonicalXml(parts.signedInfo, { inclusivePrefixes: parts.signedInfoPrefixes });
  if (!verify('RSA-SHA256', Buffer.from(signedInfo), signer.publicKey, parts.signatureValue)) {
    throw samlErrors.error('SAML_SIGNATURE_INVALID');
  }
  return signer;
}

/** The one signature that an element has as its child; there may be none deeper in it. */
export function envelopedSignature(document: XmlDocument, element: XmlElement): XmlElement {
  return onlySignature(envelopedSignatures(document, element), element, element);
}

/** Every signature in an element, at whatever depth. */
export function envelopedSignatures(document: XmlDocument, element: XmlElement): readonly XmlElement[] {
  return document.elements.filter(
    (candidate) => is(candidate, DS, 'Signature') && isWithin(candidate, element),
  );
}

/** The one signature of what is elsewhere, as a child of `place`. */
export function detachedSignature(place: XmlElement, element: XmlElement): XmlElement {
  return onlySignature(childrenNamed(place, DS, 'Signature'), place, element);
}

function onlySignature(found: readonly XmlElement[], place: XmlElement, { name }: XmlElement): XmlElement {
  const [signature] = found;
  if (found.length > 1) {
    throw samlErrors.error('SAML_SIGNATURE_SEVERAL', { element: name, count: found.length });
  }
  if (signature?.parent !== place) throw samlErrors.error('SAML_SIGNATURE_MISSING', { element: name });
  return signature;
}

const isWithin = (inner: XmlElement, outer: XmlElement): boolean =>
  inner.start > outer.start && inner.end <= outer.end;

function checkReference({ document, element, idAttribute }: SignedElement, { uri }: SignatureParts): void {
  const id = identifierOf(element, idAttribute);
  if (uri === undefined || uri === '' || uri === '#') {
    throw samlErrors.error('SAML_REFERENCE_EMPTY', { uri: uri === undefined ? 'absent' : `"${uri}"` });
  }
  if (uri !== `#${id}`) throw samlErrors.error('SAML_REFERENCE_OTHER', { uri, element: element.name, id });
  let count = 0;
  for (const { attributes } of document.elements) {
    for (const attribute of attributes)
      if (attribute.value === id && isIdentifier(attribute.localName)) count++;
  }
  if (count !== 1) throw samlErrors.error('SAML_ID_DUPLICATE', { id, count });
}

/**
 * The identifier of an element.
 *
 * @throws BancError SAML_ID_MISSING
 */
export function identifierOf(element: XmlElement, { localName, namespace }: IdAttribute): string {
  const id = attributeValue(element, localName, namespace);
  if (id !== undefined && id !== '') return id;
  throw samlErrors.error('SAML_ID_MISSING', { element: element.name, attribute: localName });
}

/** ID of SAML, Id of XML Signature, wsu:Id, xml:id, id: all that some reader takes for an identifier. */
const isIdentifier = (localName: string): boolean => localName.toLowerCase() === 'id';

export function checkComments(document: XmlDocument, element: XmlElement): void {
  const offset = document.comments.find((start) => start > element.start && start < element.end);
  if (offset !== undefined) {
    throw samlErrors.error('SAML_COMMENT_IN_SIGNED', positionOf(document.source, offset));
  }
}
