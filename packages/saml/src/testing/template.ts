import { ALGORITHM } from '../signature/algorithms.ts';
import { DS, EXCLUSIVE_C14N } from '../xml/namespaces.ts';

/** A ds:Signature for xmlsec1 to fill in: enveloped, over the element of that identifier. */
export function signatureTemplate(id: string, prefixList: readonly string[] = []): string {
  const parameter =
    prefixList.length === 0
      ? ''
      : `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE_C14N}" PrefixList="${prefixList.join(' ')}"/>`;
  return `<ds:Signature xmlns:ds="${DS}">
  <ds:SignedInfo>
    <ds:CanonicalizationMethod Algorithm="${ALGORITHM.canonicalization}">${parameter}</ds:CanonicalizationMethod>
    <ds:SignatureMethod Algorithm="${ALGORITHM.signature}"/>
    <ds:Reference URI="#${id}">
      <ds:Transforms>
        <ds:Transform Algorithm="${ALGORITHM.envelopedSignature}"/>
        <ds:Transform Algorithm="${ALGORITHM.canonicalization}">${parameter}</ds:Transform>
      </ds:Transforms>
      <ds:DigestMethod Algorithm="${ALGORITHM.digest}"/>
      <ds:DigestValue/>
    </ds:Reference>
  </ds:SignedInfo>
  <ds:SignatureValue/>
  <ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>
</ds:Signature>`;
}
