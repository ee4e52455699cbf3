/**
 * Weaknesses of an RSA modulus that can be found from the public key alone, as the CA/Browser Forum has its members
 * look for them (Baseline Requirements §6.1.1.3). Each returns what is wrong, or nothing.
 */
export function weaknessOf(modulus: bigint): string | undefined {
  const remainders = remaindersOf(modulus);
  return WEAKNESSES.find(({ has }) => has(modulus, remainders))?.name;
}

interface Weakness {
  readonly name: string;
  /** `remainders`: of the division by each of the small primes. */
  readonly has: (modulus: bigint, remainders: readonly number[]) => boolean;
}

const WEAKNESSES: readonly Weakness[] = [
  { name: 'its modulus has a small factor', has: (_, remainders) => remainders.includes(0) },
  {
    name: 'it comes from a chip with the fault ROCA (CVE-2017-15361)',
    has: (_, remainders) => isOfRoca(remainders),
  },
  { name: 'its two primes are close to each other (Fermat)', has: hasClosePrimes },
];

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let number = 2; number < limit; number++) {
    if (composite[number]) continue;
    primes.push(number);
    for (let multiple = number * number; multiple < limit; multiple += number) composite[multiple] = 1;
  }
  return primes;
}

/** NIST SP 800-89 §5.3.3. */
const SMALL_PRIMES = primesBelow(752);

/** As many together as a number can hold the product of: long division is the slow part. */
const GROUPS: readonly { readonly product: bigint; readonly primes: readonly number[] }[] =
  grouped(SMALL_PRIMES);

function grouped(primes: readonly number[]) {
  const groups = [{ product: 1, primes: [] as number[] }];
  for (const prime of primes) {
    const last = groups.at(-1)!;
    if (Number.isSafeInteger(last.product * prime)) {
      last.product *= prime;
      last.primes.push(prime);
    } else {
      groups.push({ product: prime, primes: [prime] });
    }
  }
  return groups.map((group) => ({ ...group, product: BigInt(group.product) }));
}

function remaindersOf(modulus: bigint): number[] {
  return GROUPS.flatMap(({ product, primes }) => {
    const remainder = Number(modulus % product);
    return primes.map((prime) => remainder % prime);
  });
}

/** The primes of the fault's fingerprint: to each of them, the modulus is a power of 65537. */
const ROCA_POWERS = SMALL_PRIMES.map((prime) =>
  prime > 2 && prime <= 167 ? powersOf(65537 % prime, prime) : undefined,
);

function powersOf(base: number, modulus: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % modulus) powers.add(power);
  return powers;
}

function isOfRoca(remainders: readonly number[]): boolean {
  return ROCA_POWERS.every((powers, index) => powers?.has(remainders[index]!) ?? true);
}

/** A hundred steps of Fermat's factorisation, as Baseline Requirements §6.1.1.3 wants. */
const FERMAT_STEPS = 100;

function hasClosePrimes(modulus: bigint): boolean {
  let root = squareRoot(modulus);
  if (root * root < modulus) root += 1n;
  const difference = root * root - modulus;
  const [rootResidue, residue] = [root, difference].map((number) => Number(number % RESIDUES)) as [
    number,
    number,
  ];
  for (let step = 0; step < FERMAT_STEPS; step++) {
    // (root + step)² - modulus; most steps need no long arithmetic to be ruled out.
    if (!mayBeSquare(residue + step * (2 * rootResidue + step))) continue;
    const candidate = difference + BigInt(step) * (2n * root + BigInt(step));
    if (squareRoot(candidate) ** 2n === candidate) return true;
  }
  return false;
}

/** Residues rule out all but one number in a hundred. */
const SQUARES = [64, 45045].map((modulus) => ({
  modulus,
  squares: new Set(Array.from({ length: modulus }, (_, number) => (number * number) % modulus)),
}));
const RESIDUES = SQUARES.reduce((product, { modulus }) => product * BigInt(modulus), 1n);

function mayBeSquare(residue: number): boolean {
  return SQUARES.every(({ modulus, squares }) => squares.has(residue % modulus));
}

/** The largest integer whose square is not above `number`. */
function squareRoot(number: bigint): bigint {
  if (number < 2n) return number;
  // Above the root, if by little: Newton's steps come down to it.
  const shift = BigInt(Math.max(0, 2 * number.toString(16).length - 24));
  let root = BigInt(Math.ceil(Math.sqrt(Number(number >> (2n * shift)) + 1))) << shift;
  for (;;) {
    const next = (root + number / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
