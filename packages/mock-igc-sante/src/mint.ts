import type { KeyObject } from 'node:crypto';
import {
  type CertificateContent,
  type CertificateDefect,
  encodeCertificate,
  nameToString,
  newSerialNumber,
  PROFILES,
  type ProfileId,
  type PublicationUrls,
  profileContent,
  type SubjectInput,
} from '@banc-gap/pki';
import type { Random } from '@banc-gap/simkit';
import type { Authority } from './authority.ts';
import { AUTHORITIES, type AuthorityId } from './hierarchy.ts';

/** Verifiers whose clock is a little late accept what was issued a moment ago. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface MintContext {
  readonly urls: PublicationUrls;
  readonly random: Random;
  readonly now: Date;
}

export interface MintRequest {
  readonly profile: ProfileId;
  readonly subject: SubjectInput;
  readonly publicKey: KeyObject;
  /** Only for the defect `signature: 'by-own-key'`. */
  readonly privateKey?: KeyObject;
  readonly notBefore?: Date;
  /** Content octets; default a random one of the form that the profile has. */
  readonly serialNumber?: Buffer;
  readonly defect?: CertificateDefect;
}

/** Who signs a certificate: a CA of the state, or something that is crafted for the occasion. */
export type MintIssuer = Pick<Authority, 'id' | 'certificate' | 'signer'>;

/** A new certificate, as the ledger records it: with a defect, it need not be readable. */
export interface MintedCertificate {
  readonly der: Buffer;
  /** Content octets in upper-case hex. */
  readonly serialNumber: string;
  /** RFC 4514. */
  readonly subject: string;
  readonly profile: ProfileId;
  readonly publicKey: KeyObject;
  readonly defect: CertificateDefect | undefined;
  readonly issuedAt: Date;
}

/** A certificate that this CA signs. */
export function mint(issuer: MintIssuer, request: MintRequest, context: MintContext): MintedCertificate {
  const content = contentOf(issuer, request, context);
  const defect = distributionPoint(issuer, request, context);
  return minted(encodeCertificate(content, issuer.signer, defect, context.now), content, request, context);
}

/** A certificate that its own key signs. */
export function mintSelfSigned(
  request: MintRequest,
  privateKey: KeyObject,
  context: MintContext,
): MintedCertificate {
  const content = contentOf(null, request, context);
  const signer = { name: content.subject, privateKey };
  return minted(encodeCertificate(content, signer, request.defect, context.now), content, request, context);
}

/** `moment`, a little earlier, without fractions of a second. */
export function backdated(moment: Date): Date {
  return new Date(Math.floor((moment.getTime() - CLOCK_SKEW_MS) / 1000) * 1000);
}

function contentOf(
  issuer: MintIssuer | null,
  request: MintRequest,
  { urls, random, now }: MintContext,
): CertificateContent {
  const { profile, subject, publicKey, privateKey, notBefore = backdated(now) } = request;
  const content = profileContent(profile, {
    subject,
    publicKey,
    issuer: issuer?.certificate ?? null,
    notBefore,
    serialNumber: request.serialNumber ?? newSerialNumber(profile, notBefore, random.bytes),
    publication: urls,
  });
  return privateKey === undefined ? content : { ...content, privateKey };
}

function minted(
  der: Buffer,
  content: CertificateContent,
  { profile, publicKey, defect }: MintRequest,
  { now }: MintContext,
): MintedCertificate {
  return {
    der,
    serialNumber: (defect?.serialNumber ?? content.serialNumber.toString('hex')).toUpperCase(),
    subject: nameToString(defect?.subject ?? content.subject),
    profile,
    publicKey,
    defect,
    issuedAt: now,
  };
}

/** A profile points at the CRL of its usual issuer: under another CA, that of this CA is meant. */
function distributionPoint(
  issuer: MintIssuer,
  { profile, defect }: MintRequest,
  { urls }: MintContext,
): CertificateDefect | undefined {
  if (PROFILES[profile].issuer === issuer.id) return defect;
  return {
    ...defect,
    extensions: { cRLDistributionPoints: { value: [crlUrl(issuer.id, urls)] }, ...defect?.extensions },
  };
}

function crlUrl(id: AuthorityId, urls: PublicationUrls): string {
  const { base, crl } = AUTHORITIES[id].files;
  return `${urls[base]}${crl}`;
}
