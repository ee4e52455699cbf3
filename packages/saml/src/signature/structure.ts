import { samlErrors } from '../errors.ts';
import { attributeValue, childElements, is, isElement, textOf, type XmlElement } from '../xml/document.ts';
import { DS, EXCLUSIVE_C14N } from '../xml/namespaces.ts';
import { ALGORITHM } from './algorithms.ts';
import { compactBase64, decodeBase64 } from './base64.ts';

/** What a ds:Signature says, its algorithms being those of the whitelist; nothing of it is verified. */
export interface SignatureParts {
  readonly signedInfo: XmlElement;
  /** PrefixList of the canonicalization of SignedInfo, and of the Reference. */
  readonly signedInfoPrefixes: readonly string[];
  readonly referencePrefixes: readonly string[];
  readonly uri: string | undefined;
  /** Base64, or what is in its place. */
  readonly digestValue: string;
  readonly signatureValue: Buffer;
  readonly keyInfo: XmlElement;
}

const structureError = (problem: string) => samlErrors.error('SAML_SIGNATURE_STRUCTURE', { problem });

/**
 * Reads a ds:Signature with one Reference (XML Signature §4).
 *
 * @param enveloped whether the enveloped-signature transform has to be there, or may not be
 * @param signed how errors call what is signed
 * @throws BancError SAML_SIGNATURE_STRUCTURE and those of each algorithm
 */
export function readSignature(signature: XmlElement, enveloped: boolean, signed: string): SignatureParts {
  const [signedInfo, signatureValue, keyInfo] = exactly(signature, [
    'SignedInfo',
    'SignatureValue',
    'KeyInfo',
  ]);
  const [canonicalization, method, ...references] = childElements(signedInfo);
  if (!isNamed(canonicalization, 'CanonicalizationMethod') || !isNamed(method, 'SignatureMethod')) {
    throw structureError('SignedInfo does not start with CanonicalizationMethod and SignatureMethod');
  }
  if (!references.every((reference) => isNamed(reference, 'Reference'))) {
    throw structureError('SignedInfo has another child than Reference');
  }
  mixedContent(signedInfo);
  expectAlgorithm(canonicalization, ALGORITHM.canonicalization, 'SAML_CANONICALIZATION_ALGORITHM');
  expectAlgorithm(method, ALGORITHM.signature, 'SAML_SIGNATURE_ALGORITHM');
  empty(method);
  if (references.length !== 1) {
    throw samlErrors.error('SAML_REFERENCE_SEVERAL', { count: references.length, element: signed });
  }
  return {
    signedInfo,
    signedInfoPrefixes: inclusivePrefixes(canonicalization),
    signatureValue: base64Octets(signatureValue),
    keyInfo,
    ...readReference(references[0]!, enveloped),
  };
}

function readReference(reference: XmlElement, enveloped: boolean) {
  const [transforms, method, value] = exactly(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  const expected = [...(enveloped ? [ALGORITHM.envelopedSignature] : []), ALGORITHM.canonicalization];
  const steps = childElements(transforms);
  mixedContent(transforms);
  const algorithms = steps.map((step) => (isNamed(step, 'Transform') && algorithmOf(step)) || step.name);
  if (algorithms.length !== expected.length || algorithms.some((name, index) => name !== expected[index])) {
    throw samlErrors.error('SAML_TRANSFORM', {
      transforms: algorithms.join(', ') || 'none',
      expected: expected.join(', then '),
    });
  }
  if (enveloped) empty(steps[0]!);
  expectAlgorithm(method, ALGORITHM.digest, 'SAML_DIGEST_ALGORITHM');
  empty(method);
  return {
    uri: attributeValue(reference, 'URI'),
    referencePrefixes: inclusivePrefixes(steps.at(-1)!),
    digestValue: base64Text(value),
  };
}

/** The children, which have to be those of XML Signature with these names, in this order. */
function exactly<Names extends readonly [string, ...string[]]>(
  element: XmlElement,
  names: Names,
): { readonly [Index in keyof Names]: XmlElement } {
  const children = childElements(element);
  mixedContent(element);
  if (children.length !== names.length || !children.every((child, index) => isNamed(child, names[index]!))) {
    const found = children.map(({ name }) => name).join(', ') || 'nothing';
    throw structureError(`${element.name} has ${found} in it, and not ${names.join(', ')}`);
  }
  return children as { readonly [Index in keyof Names]: XmlElement };
}

function mixedContent(element: XmlElement): void {
  for (const child of element.children) {
    if (!isElement(child) && /[^ \t\r\n]/.test(child.value)) {
      throw structureError(`${element.name} has text between its elements`);
    }
  }
}

function empty(element: XmlElement): void {
  if (element.children.length > 0 && textOf(element)?.trim() !== '') {
    throw structureError(`${element.name} is not empty`);
  }
}

function isNamed(element: XmlElement | undefined, localName: string): element is XmlElement {
  return element !== undefined && is(element, DS, localName);
}

const algorithmOf = (element: XmlElement): string | undefined => attributeValue(element, 'Algorithm');

function expectAlgorithm(
  element: XmlElement,
  expected: string,
  code: 'SAML_CANONICALIZATION_ALGORITHM' | 'SAML_SIGNATURE_ALGORITHM' | 'SAML_DIGEST_ALGORITHM',
): void {
  const algorithm = algorithmOf(element);
  if (algorithm !== expected) throw samlErrors.error(code, { algorithm: algorithm ?? 'no algorithm at all' });
}

/** Each costs a look at every element. */
const MOST_PREFIXES = 64;

/** Of the one parameter that exclusive canonicalization has (Exclusive XML Canonicalization §4). */
function inclusivePrefixes(method: XmlElement): readonly string[] {
  mixedContent(method);
  const children = childElements(method);
  if (children.length === 0) return [];
  const [parameter] = children;
  const list = attributeValue(parameter!, 'PrefixList');
  if (
    children.length > 1 ||
    !is(parameter!, EXCLUSIVE_C14N, 'InclusiveNamespaces') ||
    parameter!.children.length > 0 ||
    list === undefined
  ) {
    throw structureError(
      `${method.name} has another parameter than one InclusiveNamespaces with a PrefixList`,
    );
  }
  const prefixes = list.split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
  if (prefixes.length > MOST_PREFIXES) {
    throw structureError(`a PrefixList has more than ${MOST_PREFIXES} prefixes`);
  }
  return prefixes.map((prefix) => (prefix === '#default' ? '' : prefix));
}

function base64Octets(element: XmlElement): Buffer {
  const octets = decodeBase64(base64Text(element));
  if (octets !== undefined) return octets;
  throw structureError(`${element.name} is not base64`);
}

const base64Text = (element: XmlElement): string => compactBase64(textOf(element) ?? '');
