import {
  ATTRIBUTE_TYPES,
  type Certificate,
  EXTENSIONS,
  type Name,
  nameToString,
  PROFESSIONS,
  parsePersonId,
} from '@banc-gap/pki';

/** Those who have something to do with the DP, as the documents of ANS name them. */
export const ROLES = ['pharmacien', 'medecin', 'agent-admission'] as const;
export type Role = (typeof ROLES)[number];

/** Who uses the DP, as the certificate says. */
export interface Person {
  /** PS_IdNat: `8` and an RPPS; of an employee, the identifier within the structure behind that of the structure. */
  readonly nationalId: string;
  readonly name: string;
  /** Absent: a profession that has nothing to do with the DP. */
  readonly role: Role | undefined;
  /** `title` of the certificate. */
  readonly title: string;
  /** Of an employee. */
  readonly structure?: string;
}

const ROLE_OF_PROFESSION: ReadonlyMap<number, Role> = new Map([
  [PROFESSIONS.Pharmacien, 'pharmacien'],
  [PROFESSIONS.Médecin, 'medecin'],
]);

/**
 * The person of a certificate PRO. Health professionals are told by the extension of their profession; an employee,
 * who has none, by the identifier: that the employee works at the admission is what the certificate is ordered for.
 */
export function personOf(certificate: Certificate): Person {
  const { subject } = certificate;
  const nationalId = certificate.commonName ?? nameToString(subject);
  const structure = attributeOf(subject, 'OU');
  return {
    nationalId,
    name: [attributeOf(subject, 'GN'), attributeOf(subject, 'SN')].filter(Boolean).join(' '),
    role: roleOf(certificate, nationalId),
    title: attributeOf(subject, 'title') ?? '',
    ...(structure !== undefined && { structure }),
  };
}

function roleOf(certificate: Certificate, nationalId: string): Role | undefined {
  const profession = certificate.extension(EXTENSIONS.profession)?.value;
  // A DER INTEGER of one octet: every code of the nomenclature is below 128.
  if (profession !== undefined) return ROLE_OF_PROFESSION.get(profession.length === 3 ? profession[2]! : -1);
  return parsePersonId(nationalId)?.internalId === undefined ? undefined : 'agent-admission';
}

const attributeOf = (name: Name, type: keyof typeof ATTRIBUTE_TYPES): string | undefined =>
  name.flat().find((attribute) => attribute.type === ATTRIBUTE_TYPES[type])?.value;
