import { expect, test } from 'vitest';
import { limitOf } from './run.ts';

test.each([
  ['nothing', { generator: 0.4, eventLoop: 0.5, machine: 0.9 }, undefined],
  ['a generator that has every processor', { generator: 1.9, eventLoop: 0, machine: 2 }, 'generator'],
  [
    'a reference GAP whose one processor is busy',
    { generator: 0.5, eventLoop: 0.97, machine: 1.5 },
    'simulators',
  ],
  ['both of them, which share the machine', { generator: 0.9, eventLoop: 0.95, machine: 1.9 }, 'machine'],
  ['other programs of this machine', { generator: 0.1, eventLoop: 0.2, machine: 2 }, 'machine'],
])('what was the limit on two processors: %s', (_, busy, limit) => {
  expect(limitOf(busy, 2)).toBe(limit);
});
