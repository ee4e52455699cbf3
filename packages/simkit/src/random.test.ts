import { describe, expect, test } from 'vitest';
import { seededRandom, systemRandom } from './random.ts';

describe('seeded randomness', () => {
  test('repeats itself from the same seed, whatever the sizes asked for', () => {
    const whole = seededRandom('a seed').bytes(32);
    const random = seededRandom('a seed');
    expect(Buffer.concat([random.bytes(5), random.bytes(27)])).toEqual(whole);
    expect(seededRandom('another seed').bytes(32)).not.toEqual(whole);
  });

  test('is the AES-256-CTR key stream of the hashed seed', () => {
    // printf 1 | openssl sha256 gives the key; openssl enc -aes-256-ctr -iv 0 over eight zero octets gives this.
    expect(seededRandom(1).bytes(8).toString('hex')).toBe('0eeece4b56edaf65');
  });
});

describe('integers', () => {
  test('cover both bounds and nothing else', () => {
    const random = seededRandom('bounds');
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  });

  test('refuse a range that is empty or too wide to be uniform', () => {
    expect(() => systemRandom.integer(2, 1)).toThrow(RangeError);
    expect(() => systemRandom.integer(0, 2 ** 50)).toThrow(RangeError);
    expect(systemRandom.integer(7, 7)).toBe(7);
  });
});
