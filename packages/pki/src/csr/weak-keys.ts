/**
 * Weaknesses of an RSA modulus that can be found from the public key alone, as the CA/Browser Forum has its members
 * look for them (Baseline Requirements §6.1.1.3). Each returns what is wrong, or nothing.
 */
export function weaknessOf(modulus: bigint): string | undefined {
  return WEAKNESSES.find(({ has }) => has(modulus))?.name;
}

const WEAKNESSES: readonly { readonly name: string; readonly has: (modulus: bigint) => boolean }[] = [
  { name: 'its modulus has a small factor', has: hasSmallFactor },
  { name: 'it comes from a chip with the fault ROCA (CVE-2017-15361)', has: isOfRoca },
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

function hasSmallFactor(modulus: bigint): boolean {
  return SMALL_PRIMES.some((prime) => modulus % BigInt(prime) === 0n);
}

/** The primes of the fault's fingerprint: to each of them, the modulus is a power of 65537. */
const ROCA_POWERS = SMALL_PRIMES.filter((prime) => prime > 2 && prime <= 167).map((prime) => ({
  prime: BigInt(prime),
  powers: powersOf(65537 % prime, prime),
}));

function powersOf(base: number, modulus: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % modulus) powers.add(power);
  return powers;
}

function isOfRoca(modulus: bigint): boolean {
  return ROCA_POWERS.every(({ prime, powers }) => powers.has(Number(modulus % prime)));
}

/** A hundred steps of Fermat's factorisation, as Baseline Requirements §6.1.1.3 wants. */
const FERMAT_STEPS = 100;

function hasClosePrimes(modulus: bigint): boolean {
  let root = squareRoot(modulus);
  if (root * root < modulus) root += 1n;
  let difference = root * root - modulus;
  for (let step = 0; step < FERMAT_STEPS; step++) {
    if (isSquare(difference)) return true;
    difference += 2n * root + 1n;
    root += 1n;
  }
  return false;
}

/** Residues rule out all but one number in a hundred, and cost a thousandth of a square root. */
const MODULI = [64, 45045].map((modulus) => ({
  modulus: BigInt(modulus),
  squares: new Set(Array.from({ length: modulus }, (_, number) => (number * number) % modulus)),
}));

function isSquare(number: bigint): boolean {
  return (
    MODULI.every(({ modulus, squares }) => squares.has(Number(number % modulus))) &&
    squareRoot(number) ** 2n === number
  );
}

/** The largest integer whose square is not above `number`. */
function squareRoot(number: bigint): bigint {
  if (number < 2n) return number;
  // Above the root: Newton's steps come down to it.
  let root = 1n << BigInt(2 * number.toString(16).length);
  for (;;) {
    const next = (root + number / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
