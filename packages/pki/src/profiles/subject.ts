import { z } from 'zod';
import { pkiErrors } from '../errors.ts';
import {
  EMPLOYEE_ID_FORM,
  type NationalIdentifier,
  PROFESSIONAL_ID_FORM,
  parsePersonId,
  parseStructureId,
  STRUCTURE_ID_FORM,
} from '../national-identifier.ts';
import { PROFESSIONS, type Profession } from './professions.ts';

/** What the upper bounds of RFC 5280 Appendix A.1 allow in a common name. */
const LONGEST_COMMON_NAME = 64;

const text = (expected: string, pattern: RegExp) => z.string(expected).regex(pattern, expected);

/** `<serveur>.[sous-domaine.]<domaine>`: labels of RFC 1035 §2.3.1, which may begin with a digit; not an address (RFC 1123 §2.1). */
const fullyQualifiedName = text(
  `a fully qualified domain name of at most ${LONGEST_COMMON_NAME} characters, such as gap.ch-test.fr`,
  /^(?=.{3,64}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
);

export const isFullyQualifiedName = (name: string): boolean => fullyQualifiedName.safeParse(name).success;

/** ASCII only, as an rfc822Name is (RFC 5280 §4.2.1.6). */
const MAIL_ADDRESS =
  /^(?=.{3,64}$)[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** An identifier that is known, and whose check digit is right: ANS takes them from the registers themselves. */
const nationalId = (form: string, parse: (id: string) => NationalIdentifier | undefined) =>
  z.string(form).superRefine((id, context) => {
    const parsed = parse(id);
    if (parsed === undefined) context.addIssue(form);
    else if (!parsed.test && parsed.keyIsRight === false)
      context.addIssue(`${form}; the check digit of this one is wrong`);
  });

const structure = z.strictObject(
  {
    departement: text(
      'a département with its code in brackets, such as Paris (75)',
      /^\p{L}[\p{L}' -]* \((?:\d\d|2[AB]|9[78]\d)\)$/u,
    ),
    name: text('the name of the structure, without control characters', /^\P{C}+$/u),
    nationalId: nationalId(STRUCTURE_ID_FORM, parseStructureId),
  },
  'the structure: departement, name and nationalId',
);

const givenName = text('a given name of at most 64 characters', /^\P{C}{1,64}$/u);
const surname = text('a surname of at most 64 characters', /^\P{C}{1,64}$/u);

const professional = z.strictObject(
  {
    givenName,
    surname,
    nationalId: nationalId(PROFESSIONAL_ID_FORM, (id) => {
      const parsed = parsePersonId(id);
      return parsed?.internalId === undefined ? parsed : undefined;
    }),
    profession: z.enum(
      Object.keys(PROFESSIONS) as [Profession, ...Profession[]],
      `one of ${Object.keys(PROFESSIONS).join(', ')}`,
    ),
    savoirFaire: text('a code of the nomenclature R01, such as SM26', /^[A-Z]{1,4}\d{2,4}$/).optional(),
  },
  'a health professional: givenName, surname, nationalId and profession',
);

const employee = z.strictObject(
  {
    givenName,
    surname,
    nationalId: nationalId(EMPLOYEE_ID_FORM, (id) => {
      const parsed = id.length > LONGEST_COMMON_NAME ? undefined : parsePersonId(id);
      return parsed?.internalId === undefined ? undefined : parsed;
    }),
  },
  'an employee of a structure: givenName, surname and nationalId',
);

const FIELDS = {
  structure,
  professional,
  employee,
  /** Becomes the CN of an ORG certificate: Client_Diapason_PSP, for instance. */
  serviceApplicatif: text(
    `the name of a service applicatif, of at most ${LONGEST_COMMON_NAME} characters`,
    /^\P{C}{1,64}$/u,
  ),
  fqdn: fullyQualifiedName,
  alternativeNames: z.array(fullyQualifiedName, 'a list of fully qualified domain names'),
  email: text('a mail address of at most 64 characters, such as admissions@ch-test.fr', MAIL_ADDRESS),
  /** With which the person logs in to Windows. */
  userPrincipalName: text(
    'a user principal name, such as anne.martin@ch-test.fr',
    /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u,
  ),
  /** Of a CPx card. */
  cardNumber: text('the number of a card, 10 digits', /^\d{10}$/),
  /** Of a payment terminal. */
  serialNumber: text('a terminal serial number of 16 letters and digits', /^[0-9A-Za-z]{16}$/),
};

export type SubjectField = keyof typeof FIELDS;

/** Who a certificate is for; which fields a profile wants is in the profile. */
export type SubjectInput = { readonly [F in SubjectField]?: z.infer<(typeof FIELDS)[F]> | undefined };

/** The fields of a profile. */
export interface SubjectForm {
  readonly fields: readonly SubjectField[];
  readonly optionalFields?: readonly SubjectField[];
  readonly alternatives?: readonly (readonly SubjectField[])[];
}

/**
 * The subject, if it has the fields that the profile wants and no other.
 *
 * @throws BancError PKI_SUBJECT_INVALID naming the field
 */
export function validateSubject(form: SubjectForm, profileId: string, subject: SubjectInput): SubjectInput {
  const { alternatives = [] } = form;
  const chosen = alternatives.find(([first]) => first! in subject) ?? alternatives[0] ?? NO_FIELDS;
  const schema = schemaOf(form, chosen);
  const result = schema.safeParse(subject);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw pkiErrors.error('PKI_SUBJECT_INVALID', {
    profile: profileId,
    fields: describe(form),
    ...(issue!.code === 'unrecognized_keys'
      ? { field: [...issue.path, issue.keys[0]].join('.'), expected: 'absent' }
      : { field: issue!.path.join('.'), expected: issue!.message }),
  });
}

const NO_FIELDS: readonly SubjectField[] = [];
const schemas = new WeakMap<SubjectForm, Map<readonly SubjectField[], z.ZodType<SubjectInput>>>();

/** To make a schema takes much longer than to use it: one for each form and alternative. */
function schemaOf(form: SubjectForm, chosen: readonly SubjectField[]): z.ZodType<SubjectInput> {
  const known = schemas.get(form) ?? new Map<readonly SubjectField[], z.ZodType<SubjectInput>>();
  schemas.set(form, known);
  const schema = known.get(chosen) ?? newSchema(form, chosen);
  known.set(chosen, schema);
  return schema;
}

function newSchema({ fields, optionalFields = [] }: SubjectForm, chosen: readonly SubjectField[]) {
  return z.strictObject(
    Object.fromEntries([
      ...[...fields, ...chosen].map((field) => [field, FIELDS[field]]),
      ...optionalFields.map((field) => [field, FIELDS[field].optional()]),
    ]),
  );
}

function describe({ fields, alternatives = [], optionalFields = [] }: SubjectForm): string {
  const either = alternatives.map((alternative) => alternative.join(' and ')).join(', or ');
  const wanted = [...fields, ...(either === '' ? [] : [`either ${either}`])].join(', ');
  const optional = optionalFields.map((field) => `${field} (optional)`).join(', ');
  return [wanted, optional].filter((part) => part !== '').join(', ') || 'no field at all';
}
