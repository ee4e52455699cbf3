/**
 * `struct_IdNat` of ANS, which is the OU of an organisation's certificate: a digit that names the register
 * (nomenclature TRE_G07), then the identifier in that register.
 */
export interface StructureId {
  readonly register: string;
  readonly identifier: string;
  /** Whether the check digit is right; undefined where the register has none. */
  readonly keyIsRight?: boolean;
}

interface Register {
  readonly prefix: string;
  readonly name: string;
  readonly form: RegExp;
  readonly keyIsRight?: (identifier: string) => boolean;
}

/** The letter B, or A, is in the ids that ANS gives for tests, and in the FINESS and ADELI of Corsica. */
const REGISTERS: readonly Register[] = [
  { prefix: '0', name: 'ADELI-rang', form: /^[0-9AB]{9}\d{2}$/ },
  { prefix: '1', name: 'FINESS', form: /^\d[0-9AB]\d{7}$/, keyIsRight: luhn },
  { prefix: '2', name: 'SIREN', form: /^\d{9}$/, keyIsRight: luhn },
  { prefix: '3', name: 'SIRET', form: /^\d{14}$/, keyIsRight: siretKeyIsRight },
  { prefix: '4', name: 'RPPS-rang', form: /^\d{14}$/, keyIsRight: luhn },
];

export const NATIONAL_STRUCTURE_ID_FORM =
  'a national identifier of a structure: 1 and a FINESS, 2 and a SIREN, 3 and a SIRET, 4 and an RPPS-rang, or 0 and an ADELI-rang';

/** The identifier if its register and its length are right; a wrong check digit is reported, not refused. */
export function parseStructureId(id: string): StructureId | undefined {
  const identifier = id.slice(1);
  const register = REGISTERS.find(({ prefix, form }) => id.startsWith(prefix) && form.test(identifier));
  if (register === undefined) return undefined;
  // Test identifiers have a letter in them and do not keep to the key (two of ten that were seen).
  const keyIsRight = /^\d+$/.test(identifier) ? register.keyIsRight?.(identifier) : undefined;
  return { register: register.name, identifier, ...(keyIsRight !== undefined && { keyIsRight }) };
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
