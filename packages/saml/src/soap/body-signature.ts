import type { Certificate } from '@banc-gap/pki';
import { samlErrors } from '../errors.ts';
import { binarySecurityToken } from '../signature/key-info.ts';
import { certificateBase64, endOfContent, signatureXml, type XmlCredential } from '../signature/sign.ts';
import { BASE64_BINARY, X509_TOKEN } from '../signature/token-profile.ts';
import { checkComments, detachedSignature, identifierOf, verifySignature } from '../signature/verify.ts';
import type { SignerVerifier } from '../signer/signer-verifier.ts';
import { childrenNamed, type XmlDocument } from '../xml/document.ts';
import { xmlAttribute } from '../xml/escape.ts';
import type { XmlLimits } from '../xml/limits.ts';
import { WSSE, WSU } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse.ts';
import { type Envelope, readEnvelope, SOAP_NAMESPACES, securityHeader } from './envelope.ts';
import { securityXml } from './write.ts';

const BODY_ID = { localName: 'Id', namespace: WSU } as const;

/**
 * Signs the Body of a SOAP message (WSS X.509 Token Profile 1.1): puts a wsse:Security with the certificate as
 * BinarySecurityToken and the signature to the end of the Header.
 *
 * @param message with a Header that has no wsse:Security yet, and a wsu:Id on its Body, as `envelopeXml` makes it
 * @param tokenId wsu:Id of the BinarySecurityToken
 * @throws BancError SAML_XML_*, SAML_ENVELOPE_INVALID, SAML_SECURITY_HEADER, SAML_ID_MISSING, SAML_COMMENT_IN_SIGNED
 */
export function signBody(message: string, credential: XmlCredential, tokenId: string): string {
  const document = parseXml(message);
  const envelope = readEnvelope(document);
  const { header, body, version } = envelope;
  if (header === undefined) throw samlErrors.error('SAML_ENVELOPE_INVALID', { problem: 'it has no Header' });
  const present = childrenNamed(header, WSSE, 'Security').length;
  if (present > 0) throw samlErrors.error('SAML_SECURITY_HEADER', { count: present + 1 });
  checkComments(document, body);
  const id = xmlAttribute(tokenId, 'tokenId');
  const token =
    `<wsse:BinarySecurityToken EncodingType="${BASE64_BINARY}" ValueType="${X509_TOKEN}" wsu:Id="${id}">` +
    `${certificateBase64(credential)}</wsse:BinarySecurityToken>`;
  const signature = signatureXml({
    element: body,
    id: identifierOf(body, BODY_ID),
    enveloped: false,
    keyInfo:
      `<wsse:SecurityTokenReference><wsse:Reference URI="#${id}" ValueType="${X509_TOKEN}"></wsse:Reference>` +
      '</wsse:SecurityTokenReference>',
    privateKey: credential.privateKey,
  });
  const position = endOfContent(document, header);
  // Whatever prefixes the message has for them, or none.
  const declarations = ` xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}" xmlns:soap="${SOAP_NAMESPACES[version]}"`;
  return (
    document.source.slice(0, position) +
    securityXml(token + signature, version, declarations) +
    document.source.slice(position)
  );
}

/** A message whose Body was signed. Only the Body was: nothing in the Header is. */
export interface VerifiedBody {
  readonly envelope: Envelope;
  readonly signer: Certificate;
  readonly document: XmlDocument;
}

/**
 * Verifies the signature of the Body of a SOAP message.
 *
 * @param message octets as they came, or a text
 * @throws BancError SAML_*: each reason to refuse has its own code
 */
export function verifyBody(
  message: Uint8Array | string,
  signers: SignerVerifier,
  at: Date,
  limits?: Partial<XmlLimits>,
): VerifiedBody {
  const document = parseXml(message, limits);
  const envelope = readEnvelope(document);
  const security = securityHeader(envelope);
  const signer = verifySignature(
    {
      document,
      element: envelope.body,
      idAttribute: BODY_ID,
      signature: detachedSignature(security, envelope.body),
      enveloped: false,
    },
    (keyInfo) => signers.verify(binarySecurityToken(keyInfo, security), at),
  );
  return { envelope, signer, document };
}
