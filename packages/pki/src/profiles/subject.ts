import { z } from 'zod';
import { pkiErrors } from '../errors.ts';
import { NATIONAL_STRUCTURE_ID_FORM, parseStructureId } from '../national-identifier.ts';

/** What the upper bounds of RFC 5280 Appendix A.1 allow in a common name. */
const LONGEST_COMMON_NAME = 64;

const text = (expected: string, pattern: RegExp) => z.string(expected).regex(pattern, expected);

/** `<serveur>.[sous-domaine.]<domaine>`: labels of RFC 1035 §2.3.1, which may begin with a digit; not an address (RFC 1123 §2.1). */
const fullyQualifiedName = text(
  `a fully qualified domain name of at most ${LONGEST_COMMON_NAME} characters, such as gap.ch-test.fr`,
  /^(?=.{3,64}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
);

export const isFullyQualifiedName = (name: string): boolean => fullyQualifiedName.safeParse(name).success;

const structure = z.strictObject(
  {
    departement: text(
      'a département with its code in brackets, such as Paris (75)',
      /^\p{L}[\p{L}' -]* \((?:\d\d|2[AB]|9[78]\d)\)$/u,
    ),
    name: text('the name of the structure, without control characters', /^\P{C}+$/u),
    nationalId: z
      .string(NATIONAL_STRUCTURE_ID_FORM)
      .refine((id) => parseStructureId(id) !== undefined, NATIONAL_STRUCTURE_ID_FORM),
  },
  'the structure: departement, name and nationalId',
);

const FIELDS = {
  structure,
  /** Becomes the CN of an ORG certificate: Client_Diapason_PSP, for instance. */
  serviceApplicatif: text(
    `the name of a service applicatif, of at most ${LONGEST_COMMON_NAME} characters`,
    /^\P{C}{1,64}$/u,
  ),
  fqdn: fullyQualifiedName,
  alternativeNames: z.array(fullyQualifiedName, 'a list of fully qualified domain names'),
  /** Of a payment terminal. */
  serialNumber: text('a terminal serial number of 16 letters and digits', /^[0-9A-Za-z]{16}$/),
};

export type SubjectField = keyof typeof FIELDS;

/** Who a certificate is for; which fields a profile wants is in the profile. */
export type SubjectInput = { readonly [F in SubjectField]?: z.infer<(typeof FIELDS)[F]> | undefined };

/**
 * The subject, if it has the fields that the profile wants and no other.
 *
 * @throws BancError PKI_SUBJECT_INVALID naming the field
 */
export function validateSubject(
  profile: { readonly fields: readonly SubjectField[]; readonly optionalFields?: readonly SubjectField[] },
  profileId: string,
  subject: SubjectInput,
): SubjectInput {
  const { fields, optionalFields = [] } = profile;
  const schema = z.strictObject(
    Object.fromEntries([
      ...fields.map((field) => [field, FIELDS[field]]),
      ...optionalFields.map((field) => [field, FIELDS[field].optional()]),
    ]),
  );
  const result = schema.safeParse(subject);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw pkiErrors.error('PKI_SUBJECT_INVALID', {
    profile: profileId,
    fields: [...fields, ...optionalFields].join(', ') || 'no field at all',
    ...(issue!.code === 'unrecognized_keys'
      ? { field: [...issue.path, issue.keys[0]].join('.'), expected: 'absent' }
      : { field: issue!.path.join('.'), expected: issue!.message }),
  });
}
