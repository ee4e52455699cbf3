interface Brand {
  readonly name: string;
  /** First and last of each range of leading digits, both of the same length. */
  readonly prefixes: readonly (readonly [number, number])[];
  readonly lengths: readonly number[];
}

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19];

/** ISO/IEC 7812 ranges as the schemes publish them. */
const BRANDS: readonly Brand[] = [
  { name: 'Visa', prefixes: [[4, 4]], lengths: [13, 16, 19] },
  {
    name: 'Mastercard',
    prefixes: [
      [51, 55],
      [2221, 2720],
    ],
    lengths: [16],
  },
  {
    name: 'American Express',
    prefixes: [
      [34, 34],
      [37, 37],
    ],
    lengths: [15],
  },
  {
    name: 'Maestro',
    prefixes: [
      [50, 50],
      [56, 58],
      [6304, 6304],
      [6759, 6763],
    ],
    lengths: [13, 14, 15, ...SIXTEEN_TO_NINETEEN],
  },
  {
    name: 'Diners Club',
    prefixes: [
      [300, 305],
      [3095, 3095],
      [36, 36],
      [38, 39],
    ],
    lengths: [14, ...SIXTEEN_TO_NINETEEN],
  },
  {
    name: 'Discover',
    prefixes: [
      [6011, 6011],
      [644, 649],
      [65, 65],
    ],
    lengths: SIXTEEN_TO_NINETEEN,
  },
  { name: 'JCB', prefixes: [[3528, 3589]], lengths: SIXTEEN_TO_NINETEEN },
  { name: 'UnionPay', prefixes: [[62, 62]], lengths: SIXTEEN_TO_NINETEEN },
];

const SHORTEST = 13;
const LONGEST = 19;

/** What people put between the groups of a card number: spaces and dashes of every kind, dots, invisible characters. */
const GROUPED = /\d+(?:[\s.\-_/\p{Pd}\p{Cf}]{1,3}\d+)*/gu;

/**
 * Whether a text holds a card number: digits that begin as those of a brand, are as many, and keep to Luhn. Any of the
 * three alone is no test: a SIRET keeps to Luhn, and so does one moment in milliseconds out of ten.
 */
export function holdsCardNumber(text: string): boolean {
  for (const [sequence] of text.normalize('NFKC').matchAll(GROUPED)) {
    const groups = sequence.match(/\d+/g)!;
    if (groups.some((_group, first) => beginsCardNumber(groups, first))) return true;
  }
  return false;
}

/** A card number begins where a group does and ends where one does: part of a longer run of digits is none. */
function beginsCardNumber(groups: readonly string[], first: number): boolean {
  let digits = '';
  let lengths: readonly number[] | undefined;
  for (let next = first; next < groups.length; next += 1) {
    digits += groups[next];
    if (digits.length > LONGEST) return false;
    if (digits.length < SHORTEST) continue;
    lengths ??= lengthsByPrefix(digits);
    if (lengths.length === 0) return false;
    if (lengths.includes(digits.length) && keepsToLuhn(digits)) return true;
  }
  return false;
}

/** Of the numbers of every brand that begins so. */
function lengthsByPrefix(digits: string): readonly number[] {
  return BRANDS.flatMap(({ prefixes, lengths }) => {
    const begins = prefixes.some(([from, to]) => {
      const prefix = Number(digits.slice(0, String(from).length));
      return from <= prefix && prefix <= to;
    });
    return begins ? lengths : [];
  });
}

/** ISO/IEC 7812-1 annex B. */
function keepsToLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
