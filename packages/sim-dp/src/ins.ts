/** The form of an INS: 13 characters of a NIR or NIA and a key of two digits; A and B stand for Corsica. */
const FORM = /^[1-8]\d{4}(?:\d{2}|2[AB])\d{8}$/;

/** Of ANS: INS-NIR for tests, and for demonstrations. */
export const TEST_OIDS: readonly string[] = ['1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11'];

/** Of ANS: INS-NIR and INS-NIA of real patients. */
const REAL_OIDS: readonly string[] = ['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9'];

/** What is wrong with the identifier of a patient: its form or key, or that it is not one for tests. */
export type InsFault = 'ins-invalid' | 'ins-oid-unknown' | 'ins-of-a-real-patient';

/** @param oid of the authority that gave it; undefined where a request has no place for one */
export function insFault(ins: string, oid: string | undefined): InsFault | undefined {
  if (oid !== undefined && REAL_OIDS.includes(oid)) return 'ins-of-a-real-patient';
  if (oid !== undefined && !TEST_OIDS.includes(oid)) return 'ins-oid-unknown';
  return FORM.test(ins) && keyOf(ins.slice(0, 13)) === ins.slice(13) ? undefined : 'ins-invalid';
}

/** The complement to 97 of the number, in which 2A and 2B of Corsica are 19 and 18. */
function keyOf(number: string): string {
  const digits = number.replace('2A', '19').replace('2B', '18');
  return String(97 - (Number(digits) % 97)).padStart(2, '0');
}
