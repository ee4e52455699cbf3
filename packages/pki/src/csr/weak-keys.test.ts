import { generatePrimeSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { weaknessOf } from './weak-keys.ts';

const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });
const isPrime = (candidate: bigint): boolean => {
  // Fermat's test with base 2: what matters here is the form of the number.
  let result = 1n;
  let base = 2n;
  for (let exponent = candidate - 1n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % candidate;
    base = (base * base) % candidate;
  }
  return result === 1n;
};

describe('the modulus of an RSA key', () => {
  it('that is made as it should be has no weakness', () => {
    for (let round = 0; round < 5; round++) expect(weaknessOf(prime(1024) * prime(1024))).toBeUndefined();
  });

  it.each([2n, 3n, 743n])('with the factor %s is found', (factor) => {
    expect(weaknessOf(factor * prime(1024) * prime(1014))).toMatch(/small factor/);
  });

  it('of two primes that are close is found', () => {
    const first = prime(1024);
    let second = first + 2n;
    while (!isPrime(second)) second += 2n;
    expect(weaknessOf(first * second)).toMatch(/close/);
    expect(weaknessOf(first * first)).toMatch(/close/);
  });

  it('of primes as the faulty chips made them is found', () => {
    // p = k·M + (65537^a mod M), M the product of the first primes (Nemec et al., 2017, §2.1).
    const primes: bigint[] = [];
    for (let number = 2n; primes.length < 39; number++)
      if (primes.every((known) => number % known !== 0n)) primes.push(number);
    const product = primes.reduce((one, other) => one * other);
    const faulty = (): bigint => {
      for (;;) {
        let power = 1n;
        for (let left = randomBytes(2).readUInt16BE(); left > 0; left--) power = (power * 65537n) % product;
        const k = BigInt(`0x${randomBytes(37).toString('hex')}`) | (1n << 295n);
        const candidate = k * product + power;
        if (isPrime(candidate)) return candidate;
      }
    };
    expect(weaknessOf(faulty() * faulty())).toMatch(/ROCA/);
  });
});
