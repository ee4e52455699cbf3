import { Certificate, Crl, CrlSet, validatePath } from '@banc-gap/pki';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { pemBlocks } from '../material.ts';
import { DS, EXCLUSIVE, RSA_SHA256, SHA256, SOAP, WSSE, WSU } from './names.ts';

/** What can be wrong with a reply; the first thing that is found decides. */
export type ReplyObjection =
  | 'not signed'
  | 'signer'
  | 'expired signer'
  | 'revoked signer'
  | 'altered'
  | 'another element'
  | 'another message';

/** By whom replies are to be signed: AC-SERVICES-APPLICATIFS of IGC OSI, which issues nothing else. */
export interface ReplyTrust {
  /** The roots, in PEM. */
  readonly trust: string;
  /** That CA, in PEM. */
  readonly authority: string;
  readonly crls?: readonly string[];
}

export interface Reply {
  /** codeRetour, or that of a fault. */
  readonly code: string;
  readonly libelle: string;
  /** Cents. */
  readonly partAmc?: number;
  readonly rac?: number;
  readonly numeroEngagement?: string;
  readonly isFault: boolean;
}

type Element = NonNullable<ReturnType<InstanceType<typeof DOMParser>['parseFromString']>['documentElement']>;

/**
 * Reads a reply, and what there is against it.
 *
 * @param messageId of the request
 */
export function readReply(
  octets: Buffer,
  messageId: string,
  signers: ReplyTrust,
  at: Date,
): { readonly reply: Reply; readonly objections: readonly ReplyObjection[] } {
  const message = octets.toString();
  const envelope = new DOMParser().parseFromString(message, 'text/xml').documentElement;
  const body = envelope && child(envelope, SOAP, 'Body');
  if (!envelope || !body) throw new Error('the reply is not SOAP 1.2');
  const objections = [...signatureObjections(message, envelope, body, signers, at)];
  // The header is not signed: only what is in the Body tells which message was answered.
  if (texts(body, 'reponseA')[0] !== messageId) objections.push('another message');
  return { reply: contentOf(body), objections };
}

function* signatureObjections(
  message: string,
  envelope: Element,
  body: Element,
  signers: ReplyTrust,
  at: Date,
): Generator<ReplyObjection> {
  const header = child(envelope, SOAP, 'Header');
  const security = header && child(header, WSSE, 'Security');
  const signature = security && child(security, DS, 'Signature');
  const token = security && child(security, WSSE, 'BinarySecurityToken');
  if (signature === undefined || token === undefined) {
    yield 'not signed';
    return;
  }
  const certificate = Certificate.parse(Buffer.from(token.textContent ?? '', 'base64'));
  const objection = objectionToSigner(certificate, signers, at);
  if (objection !== undefined) yield objection;
  const signed = new SignedXml({ idMode: 'wssecurity', publicCert: certificate.pem });
  signed.loadSignature(signature);
  if (!isIntact(signed, message)) yield 'altered';
  const [reference, ...others] = signed.getReferences();
  const id = body.getAttributeNS(WSU, 'Id');
  if (others.length > 0 || reference?.uri !== `#${id}`) yield 'another element';
}

/** Nothing weaker than what the contract has: a sender chooses the algorithms that a signature names. */
function isIntact(signed: SignedXml, message: string): boolean {
  try {
    const strong =
      signed.signatureAlgorithm === RSA_SHA256 &&
      signed.canonicalizationAlgorithm === EXCLUSIVE &&
      signed.getReferences().every(({ digestAlgorithm }) => digestAlgorithm === SHA256);
    return strong && signed.checkSignature(message);
  } catch {
    return false; // xml-crypto throws where an element that was signed is there twice, or not at all
  }
}

function objectionToSigner(
  certificate: Certificate,
  { trust, authority, crls }: ReplyTrust,
  at: Date,
): ReplyObjection | undefined {
  const result = validatePath([certificate, ...Certificate.parseAll(authority)], {
    trustAnchors: Certificate.parseAll(trust),
    at,
    purpose: 'any',
    ...(crls && { crls: new CrlSet(pemBlocks(...crls).map((block) => Crl.parse(block))) }),
  });
  if (result.valid) return undefined;
  const { code } = result.failure;
  return code === 'expired' || code === 'revoked' ? `${code} signer` : 'signer';
}

function contentOf(body: Element): Reply {
  const [fault] = texts(body, 'Text');
  const isFault = child(body, SOAP, 'Fault') !== undefined;
  const code = isFault ? (texts(body, 'Value')[1] ?? '') : (texts(body, 'codeRetour')[0] ?? '');
  const [partAmc, rac] = [texts(body, 'partAMC').at(-1), texts(body, 'RAC').at(-1)];
  const [numeroEngagement] = texts(body, 'numeroEngagement');
  return {
    isFault,
    code,
    libelle: fault ?? texts(body, 'libelle')[0] ?? '',
    ...(partAmc !== undefined && { partAmc: cents(partAmc) }),
    ...(rac !== undefined && { rac: cents(rac) }),
    ...(numeroEngagement !== undefined && { numeroEngagement }),
  };
}

function child(parent: Element, namespace: string, name: string): Element | undefined {
  return Array.from(parent.childNodes as ArrayLike<unknown>, (node) => node as Element).find(
    (node) => node.namespaceURI === namespace && node.localName === name,
  );
}

const texts = (parent: Element, name: string): string[] =>
  Array.from(parent.getElementsByTagNameNS('*', name), ({ textContent }) => textContent?.trim() ?? '');

const cents = (euros: string): number => Math.round(Number(euros) * 100);
