import type { KeyObject } from 'node:crypto';
import type { CertificateContent } from '../build.ts';
import type { Certificate } from '../certificate.ts';
import { keyIdentifier } from '../keys.ts';
import type { Name } from '../names.ts';
import { GEOTRUST_PROFILES } from './geotrust.ts';
import { IGC_OSI_PROFILES } from './igc-osi.ts';
import { IGC_SANTE_PROFILES } from './igc-sante.ts';
import { INGETRUST_PROFILES } from './ingetrust.ts';
import type { ExtensionOf, Profile, Series } from './profile.ts';
import type { ProfileId } from './profile-ids.ts';
import type { PublicationUrls } from './publication.ts';
import { type SubjectInput, validateSubject } from './subject.ts';

export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  ...IGC_SANTE_PROFILES,
  ...IGC_OSI_PROFILES,
  ...INGETRUST_PROFILES,
  ...GEOTRUST_PROFILES,
};

export interface ProfileInput {
  readonly subject: SubjectInput;
  readonly publicKey: KeyObject;
  /** `null`: the certificate is self-signed. */
  readonly issuer: Certificate | null;
  /** CAs with a validity of their own take no notice of it. Fractions of a second are dropped. */
  readonly notBefore: Date;
  /** Content octets; `newSerialNumber` makes one that suits the profile. */
  readonly serialNumber: Buffer;
  readonly publication: PublicationUrls;
}

/**
 * The name that a certificate of this profile bears.
 *
 * @throws BancError PKI_SUBJECT_INVALID naming the field of the subject that does not suit the profile
 */
export function subjectName(id: ProfileId, subject: SubjectInput): Name {
  const profile = PROFILES[id];
  return profile.subject(validateSubject(profile, id, subject));
}

/**
 * What a certificate of this profile says.
 *
 * @throws BancError PKI_SUBJECT_INVALID naming the field of the subject that does not suit the profile
 */
export function profileContent(id: ProfileId, input: ProfileInput): CertificateContent {
  const profile = PROFILES[id];
  const { publicKey, issuer, serialNumber } = input;
  const subject = validateSubject(profile, id, input.subject);
  const name = profile.subject(subject);
  const validity = profile.validity(new Date(Math.floor(input.notBefore.getTime() / 1000) * 1000));
  const form = formAt(profile, validity.notBefore);
  const particulars = { subject, publicKey, ...validity };
  return {
    serialNumber,
    issuer: issuer?.subject ?? name,
    subject: name,
    ...validity,
    publicKey,
    extensions: extensionsOf(profile, form, input).flatMap((extensionOf) => extensionOf(particulars) ?? []),
  };
}

/**
 * A serial number of the form that the PKI of the profile gives at that moment: positive, and never shorter than its
 * length.
 */
export function newSerialNumber(
  id: ProfileId,
  issuedAt: Date,
  randomBytes: (size: number) => Buffer,
): Buffer {
  const { prefix, length } = formAt(PROFILES[id], issuedAt).serialNumber;
  const random = randomBytes(length - prefix.length);
  if (prefix.length > 0) return Buffer.concat([Buffer.from(prefix), random]);
  random[0] = random[0]! & 0x7f || 1;
  return random;
}

/** The latest series of certificates in each form of a profile: mostly, the next certificate is of it, too. */
const latest = new Map<
  Form,
  Pick<ProfileInput, 'issuer' | 'publication'> & { readonly extensions: readonly ExtensionOf[] }
>();

function extensionsOf(profile: Profile, form: Form, input: ProfileInput): readonly ExtensionOf[] {
  const { issuer, publication, publicKey } = input;
  const known = latest.get(form);
  if (known?.issuer === issuer && known.publication === publication) return known.extensions;
  const series: Series = {
    profile,
    issuerKeyIdentifier: issuer?.subjectKeyIdentifier ?? keyIdentifier(issuer?.publicKey ?? publicKey),
    issuerFiles: profile.issuer === null ? undefined : PROFILES[profile.issuer].publishes,
    publication,
  };
  const extensions = form.extensions.map((template) => template(series));
  // A self-signed certificate is a series of its own.
  if (issuer !== null) latest.set(form, { issuer, publication, extensions });
  return extensions;
}

/** What changed in a profile with the years. */
type Form = Pick<Profile, 'serialNumber' | 'extensions'>;

function formAt(profile: Profile, issuedAt: Date): Form {
  const { formerly } = profile;
  return formerly !== undefined && issuedAt < formerly.until ? formerly : profile;
}
