import { multiValued, type Name, nameOf } from '../../names.ts';
import type { SubjectInput } from '../subject.ts';

/** The names that IGC-Santé gives: relative distinguished names in encoded order. */

/** Of the raison sociale, which the IGC-Santé cuts off. */
const LONGEST_ORGANISATION = 40;

export const organisationName = (input: SubjectInput): Name =>
  withCommonName(input, input.serviceApplicatif!);
export const serverName = (input: SubjectInput): Name => withCommonName(input, input.fqdn!);
export const serverMailName = (input: SubjectInput): Name => withCommonName(input, input.email!);

function withCommonName(input: SubjectInput, commonName: string): Name {
  return [...structureName(input), ...nameOf(['CN', commonName])];
}

function structureName({ structure }: SubjectInput): Name {
  const { departement, name, nationalId } = structure!;
  return nameOf(
    ['C', 'FR'],
    ['ST', departement],
    ['O', [...name].slice(0, LONGEST_ORGANISATION).join('')],
    ['OU', nationalId],
  );
}

interface Person {
  readonly givenName: string;
  readonly surname: string;
  readonly nationalId: string;
}

const identity = ({ givenName, surname, nationalId }: Person): Name[number] =>
  multiValued(['GN', givenName], ['CN', nationalId], ['SN', surname]);

export function professionalName({ professional }: SubjectInput): Name {
  return [...nameOf(['C', 'FR'], ['title', professional!.profession]), identity(professional!)];
}

export function employeeName(title: string): (input: SubjectInput) => Name {
  return (input) => [...structureName(input), ...nameOf(['title', title]), identity(input.employee!)];
}

const employeeOfHealthCare = employeeName('Personnel santé ou social');

export const personName = (input: SubjectInput): Name =>
  input.professional === undefined ? employeeOfHealthCare(input) : professionalName(input);

/** The UPN in the authentication certificate of a card. */
export function cardLogin({ professional, employee }: SubjectInput): string {
  return `${(professional ?? employee)!.nationalId}@carte-cps.fr`;
}
