/**
 * National identifiers of ANS: a digit that names the register, then the identifier in that register. Those of
 * structures (`struct_IdNat`, nomenclature TRE_G07) are the OU of certificates, those of persons (`PS_IdNat`, TRE_G08)
 * the CN.
 */
export interface NationalIdentifier {
  readonly register: RegisterName;
  /** Without the digit of the register. */
  readonly identifier: string;
  /** In the ranges that ANS gives for tests, which need not keep to the check digit. */
  readonly test: boolean;
  /** Whether the check digit is right; undefined where there is none, or a letter. */
  readonly keyIsRight?: boolean;
}

export interface PersonId extends NationalIdentifier {
  /** Of an employee: the identifier of the person within the structure. */
  readonly internalId?: string;
}

interface Register {
  readonly form: RegExp;
  /** Of test identifiers. */
  readonly test: RegExp;
  readonly keyIsRight?: (identifier: string) => boolean;
}

/** Tests have a B in the second place; in Corsica, A and B follow the digit 2. */
const REGISTERS = {
  ADELI: { form: /^\d[0-9AB]\d{7}$/, test: /^[01]B/ },
  'ADELI-rang': { form: /^\d[0-9AB]\d{9}$/, test: /^[01]B/ },
  FINESS: { form: /^\d[0-9AB]\d{7}$/, test: /^[01]B/, keyIsRight: luhn },
  SIREN: { form: /^\d{9}$/, test: /^0{5}/, keyIsRight: luhn },
  SIRET: { form: /^\d{14}$/, test: /^0{9}/, keyIsRight: siretKeyIsRight },
  RPPS: { form: /^\d{11}$/, test: /^9970/, keyIsRight: luhn },
  'RPPS-rang': { form: /^\d{14}$/, test: /^9970/, keyIsRight: luhn },
} as const satisfies Readonly<Record<string, Register>>;
export type RegisterName = keyof typeof REGISTERS;

const STRUCTURE_REGISTERS: Readonly<Record<string, RegisterName>> = {
  0: 'ADELI-rang',
  1: 'FINESS',
  2: 'SIREN',
  3: 'SIRET',
  4: 'RPPS-rang',
};

const PROFESSIONAL_REGISTERS: Readonly<Record<string, RegisterName>> = { 0: 'ADELI', 8: 'RPPS' };

/** Each a structure's, with an identifier of the person within it behind a slash. */
const EMPLOYEE_REGISTERS: Readonly<Record<string, RegisterName>> = {
  1: 'ADELI-rang',
  3: 'FINESS',
  4: 'SIREN',
  5: 'SIRET',
  6: 'RPPS-rang',
};

export const STRUCTURE_ID_FORM =
  'a national identifier of a structure: 1 and a FINESS, 2 and a SIREN, 3 and a SIRET, 4 and an RPPS-rang, or 0 and an ADELI-rang';

export const PROFESSIONAL_ID_FORM =
  'a national identifier of a health professional: 8 and an RPPS, or 0 and an ADELI';

export const EMPLOYEE_ID_FORM =
  'a national identifier of an employee: 3 and a FINESS, 4 and a SIREN, 5 and a SIRET, 6 and an RPPS-rang, or 1 and an ADELI-rang; then / and an identifier within the structure, such as 30B0057881/CPET0002';

/** The identifier if its register and its form are known; a wrong check digit is reported, not refused. */
export function parseStructureId(id: string): NationalIdentifier | undefined {
  return parseIn(STRUCTURE_REGISTERS, id);
}

/** Of a health professional, or of an employee of a structure. */
export function parsePersonId(id: string): PersonId | undefined {
  const [, employer, internalId] = /^(.+?)\/([^/\s]+)$/.exec(id) ?? [];
  if (employer === undefined || internalId === undefined) return parseIn(PROFESSIONAL_REGISTERS, id);
  const structure = parseIn(EMPLOYEE_REGISTERS, employer);
  return structure && { ...structure, internalId };
}

function parseIn(
  registers: Readonly<Record<string, RegisterName>>,
  id: string,
): NationalIdentifier | undefined {
  const name = registers[id.charAt(0)];
  const identifier = id.slice(1);
  if (name === undefined || !REGISTERS[name].form.test(identifier)) return undefined;
  const register: Register = REGISTERS[name];
  const keyIsRight = /\D/.test(identifier) ? undefined : register.keyIsRight?.(identifier);
  const test = register.test.test(identifier);
  return { register: name, identifier, test, ...(keyIsRight !== undefined && { keyIsRight }) };
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Luhn, except for the establishments of La Poste: their digits add up to a multiple of five. */
function siretKeyIsRight(digits: string): boolean {
  if (luhn(digits)) return true;
  return (
    digits.startsWith('356000000') && [...digits].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0
  );
}
