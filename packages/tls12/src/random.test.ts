import { expect, it } from 'vitest';
import { randomOctets } from './random.ts';

it('gives as many octets as are asked for, and none of them twice', () => {
  const given = Array.from({ length: 2_000 }, (_, index) => randomOctets(8 + (index % 32)));
  expect(given.map(({ length }) => length)).toEqual(given.map((_, index) => 8 + (index % 32)));
  expect(new Set(given.map((octets) => octets.toString('hex', 0, 8))).size).toBe(given.length);
});

it('gives more than a block at once', () => {
  const octets = randomOctets(10_000);
  expect(octets).toHaveLength(10_000);
  expect(new Set(octets).size).toBe(256);
});
