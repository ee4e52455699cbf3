import {
  PROFESSIONS,
  PROFILES,
  type Profession,
  type ProfileId,
  type SubjectField,
  type SubjectInput,
} from '@banc-gap/pki';
import type { CommandArguments, OptionHelp } from './command.ts';

/** Who a certificate is for, from the options of a command: the subject of pki, by another name for each field. */

export const subjectOptions = {
  fqdn: { value: 'NAME', help: 'of a server: becomes the CN and the first alternative name' },
  'alternative-name': { value: 'NAME', help: 'a further name of a server', multiple: true },
  'service-applicatif': { value: 'NAME', help: 'of an ORG certificate: becomes the CN' },
  'serial-number': { value: 'SERIAL', help: 'of a terminal: 16 letters and digits' },
  departement: { value: 'TEXT', help: 'of the structure (default: Paris (75))' },
  structure: { value: 'NAME', help: 'its raison sociale (default: HOPITAL DE TEST DU BANC)' },
  'national-id': { value: 'ID', help: 'its national identifier, the OU (default: 10B0152872)' },
  'given-name': { value: 'NAME', help: 'of a person' },
  surname: { value: 'NAME', help: 'of a person' },
  'person-id': {
    value: 'ID',
    help: 'of a professional: 8 and the RPPS, or 0 and the ADELI; of an employee: 30B0057881/CPET0002',
  },
  profession: { value: 'NAME', help: `of a professional: ${Object.keys(PROFESSIONS).join(', ')}` },
  'savoir-faire': { value: 'CODE', help: 'the speciality of a professional: SM26, for instance' },
  email: { value: 'ADDRESS', help: 'of a person (SIGN, CONF) or of a mail server, whose CN it becomes' },
  upn: { value: 'NAME', help: 'of a person (AUTH): the user principal name' },
  'card-number': { value: 'NUMBER', help: 'of a CPx card: 10 digits' },
} satisfies Record<string, OptionHelp>;

type SubjectOption = keyof typeof subjectOptions;

const STRUCTURE: readonly SubjectOption[] = ['departement', 'structure', 'national-id'];
const EMPLOYEE: readonly SubjectOption[] = ['given-name', 'surname', 'person-id'];

const OPTIONS_OF: Readonly<Record<SubjectField, readonly SubjectOption[]>> = {
  structure: STRUCTURE,
  professional: [...EMPLOYEE, 'profession', 'savoir-faire'],
  employee: EMPLOYEE,
  serviceApplicatif: ['service-applicatif'],
  fqdn: ['fqdn'],
  alternativeNames: ['alternative-name'],
  email: ['email'],
  userPrincipalName: ['upn'],
  cardNumber: ['card-number'],
  serialNumber: ['serial-number'],
};

const OPTION_WITHIN: Readonly<Record<string, SubjectOption>> = {
  'structure.departement': 'departement',
  'structure.name': 'structure',
  'structure.nationalId': 'national-id',
  givenName: 'given-name',
  surname: 'surname',
  nationalId: 'person-id',
  profession: 'profession',
  savoirFaire: 'savoir-faire',
};

/** The option that gives a field, by the path that pki names it with. */
export function optionOf(path: string): string {
  const [field = '', within = ''] = path.split('.');
  const option =
    OPTION_WITHIN[path] ?? OPTION_WITHIN[within] ?? OPTIONS_OF[field as SubjectField].join(', --');
  return `--${option}`;
}

/** May be left out even where the field is wanted. */
const HAS_DEFAULT: ReadonlySet<SubjectOption> = new Set([...STRUCTURE, 'savoir-faire']);

/** The options that a profile takes, those that may be left out in brackets. */
export function optionsOf(profile: ProfileId): string {
  const { fields, optionalFields = [], alternatives = [] } = PROFILES[profile];
  const written = (ones: readonly SubjectField[], optional = false): string =>
    ones
      .flatMap((field) => OPTIONS_OF[field])
      .map((option) => (optional || HAS_DEFAULT.has(option) ? `[--${option}]` : `--${option}`))
      .join(' ');
  const either = alternatives.map((ones) => written(ones)).join(' | ');
  return [written(fields), either && `(${either})`, written(optionalFields, true)].filter(Boolean).join(' ');
}

/** Of the fields that the profile takes, and of those that were given although it does not. */
export function subjectFrom(profile: ProfileId, args: CommandArguments): SubjectInput {
  const wanted = new Set<SubjectField>([...PROFILES[profile].fields, ...holder(profile, args)]);
  const given = (options: readonly SubjectOption[]) =>
    options.some((option) => args.text(option) !== undefined);
  const person = {
    ...field('givenName', args.text('given-name')),
    ...field('surname', args.text('surname')),
    ...field('nationalId', args.text('person-id')),
    ...field('profession', profession(args.text('profession'))),
    ...field('savoirFaire', args.text('savoir-faire')),
  };
  const wantsPerson = wanted.has('employee') || wanted.has('professional');
  const alternativeNames = args.texts('alternative-name');
  return {
    ...(wanted.has('structure') || given(STRUCTURE) ? { structure: structure(args) } : {}),
    ...(wantsPerson || given(OPTIONS_OF.professional)
      ? { [wanted.has('employee') ? 'employee' : 'professional']: person }
      : {}),
    ...field('serviceApplicatif', args.text('service-applicatif')),
    ...field('fqdn', args.text('fqdn')),
    ...field('alternativeNames', alternativeNames.length > 0 ? [...alternativeNames] : undefined),
    ...field('email', args.text('email')),
    ...field('userPrincipalName', args.text('upn')),
    ...field('cardNumber', args.text('card-number')),
    ...field('serialNumber', args.text('serial-number')),
    // What is missing or wrong, pki says.
  } as SubjectInput;
}

/** Where a profile is for a professional or for an employee, the identifier tells: an employee's has a slash. */
function holder(profile: ProfileId, args: CommandArguments): readonly SubjectField[] {
  const { alternatives = [] } = PROFILES[profile];
  const first = args.text('person-id')?.includes('/') ? 'employee' : 'professional';
  return alternatives.find((fields) => fields.includes(first)) ?? [];
}

function structure(args: CommandArguments) {
  return {
    departement: args.text('departement') ?? 'Paris (75)',
    name: args.text('structure') ?? 'HOPITAL DE TEST DU BANC',
    nationalId: args.text('national-id') ?? '10B0152872',
  };
}

/** As certificates spell it, however it was typed. */
function profession(typed: string | undefined): string | undefined {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const names = Object.keys(PROFESSIONS) as Profession[];
  return typed === undefined ? undefined : (names.find((name) => plain(name) === plain(typed)) ?? typed);
}

function field<Key extends string>(key: Key, value: unknown): { [K in Key]?: unknown } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: unknown });
}
