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

/** Half as long as a modulus, which is what division by the groups costs. */
const PRODUCT_OF_ALL = GROUPS.reduce((product, group) => product * group.product, 1n);

function remaindersOf(modulus: bigint): number[] {
  const remainders: number[] = [];
  const shortened = modulus % PRODUCT_OF_ALL;
  for (const { product, primes } of GROUPS) {
    const remainder = Number(shortened % product);
    for (const prime of primes) remainders.push(remainder % prime);
  }
  return remainders;
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
  const below = squareRoot(modulus);
  if (below.remainder === 0n) return true;
  const root = below.root + 1n;
  const difference = 2n * root - 1n - below.remainder; // root² - modulus
  const [rootResidue, residue] = [root, difference].map((number) => Number(number % RESIDUES)) as [
    number,
    number,
  ];
  for (let step = 0; step < FERMAT_STEPS; step++) {
    // (root + step)² - modulus; most steps need no long arithmetic to be ruled out.
    const candidateResidue = residue + step * (2 * rootResidue + step);
    if (isSquareModulo64[candidateResidue % 64] === 0) continue;
    if (isSquareModulo45045[candidateResidue % 45045] === 0) continue;
    const candidate = difference + BigInt(step) * (2n * root + BigInt(step));
    if (squareRoot(candidate).remainder === 0n) return true;
  }
  return false;
}

/** Residues rule out all but one number in a hundred. */
const isSquareModulo64 = squaresModulo(64);
const isSquareModulo45045 = squaresModulo(45_045);
const RESIDUES = BigInt(64 * 45_045);

/** By residue: 1 where squares have it. */
function squaresModulo(modulus: number): Uint8Array {
  const squares = new Uint8Array(modulus);
  for (let number = 0; number < modulus; number++) squares[(number * number) % modulus] = 1;
  return squares;
}

/** Of a root: its square is exact in floating-point arithmetic. */
const EXACT_BITS = 24;

/**
 * The largest integer whose square is not above `number`, and what is left of it, by Newton's method: each step has twice the bits of the last
 * one, so that only the last division is long (as in math.isqrt of Python, which proves it).
 */
function squareRoot(number: bigint): { readonly root: bigint; readonly remainder: bigint } {
  const half = (bitLength(number) - 1) >> 1;
  let steps = 0;
  while (half >> steps > EXACT_BITS) steps++;
  let bits = half >> steps;
  let root = BigInt(Math.floor(Math.sqrt(Number(number >> BigInt(2 * (half - bits))))));
  while (steps-- > 0) {
    const before = bits;
    bits = half >> steps;
    root = (root << BigInt(bits - before - 1)) + (number >> BigInt(2 * half - before - bits + 1)) / root;
  }
  const remainder = number - root * root;
  return remainder < 0n ? { root: root - 1n, remainder: remainder + 2n * root - 1n } : { root, remainder };
}

function bitLength(number: bigint): number {
  const hex = number.toString(16);
  return hex.length * 4 + 28 - Math.clz32(Number.parseInt(hex[0]!, 16));
}
