import type { Certificate } from '@banc-gap/pki';
import type { SignerVerifier } from '../signer/signer-verifier.ts';
import type { XmlDocument } from '../xml/document.ts';
import type { XmlLimits } from '../xml/limits.ts';
import { parseXml } from '../xml/parse.ts';
import { x509Certificates } from './key-info.ts';
import { envelopedSignature, type IdAttribute, verifySignature } from './verify.ts';

export interface VerifiedDocument {
  /** Its root is what was signed. */
  readonly document: XmlDocument;
  readonly signer: Certificate;
}

/**
 * Verifies a document whose root has the signature of itself in it, as `signEnveloped` makes it.
 *
 * @param input octets as they came, or a text
 * @param idAttribute of the root; `Id` without a namespace unless given
 * @throws BancError SAML_*: each reason to refuse has its own code
 */
export function verifyEnveloped(
  input: Uint8Array | string,
  signers: SignerVerifier,
  at: Date,
  {
    idAttribute = { localName: 'Id' },
    limits,
  }: { idAttribute?: IdAttribute; limits?: Partial<XmlLimits> } = {},
): VerifiedDocument {
  const document = parseXml(input, limits);
  const { root } = document;
  const signature = envelopedSignature(document, root);
  const signer = verifySignature(
    { document, element: root, idAttribute, signature, enveloped: true },
    (keyInfo) => signers.verify(x509Certificates(keyInfo), at),
  );
  return { document, signer };
}
