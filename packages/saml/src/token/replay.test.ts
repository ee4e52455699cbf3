import { describe, expect, it } from 'vitest';
import { MemoryReplayCache } from './replay.ts';

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('MemoryReplayCache', () => {
  it('knows again what it was given, until its time is over', () => {
    const cache = new MemoryReplayCache();
    expect(cache.use('a', at(10), at(0))).toBe('first');
    expect(cache.use('a', at(20), at(9))).toBe('again');
    expect(cache.use('b', at(20), at(9))).toBe('first');
    expect(cache.use('a', at(20), at(10))).toBe('first');
  });

  it('is full at its capacity, and makes room only of what is over', () => {
    const cache = new MemoryReplayCache(2);
    cache.use('a', at(10), at(0));
    cache.use('b', at(20), at(0));
    expect(cache.use('c', at(30), at(9))).toBe('full');
    expect(cache.use('a', at(30), at(9))).toBe('again');
    expect(cache.use('c', at(30), at(10))).toBe('first');
    expect(cache.use('d', at(30), at(11))).toBe('full');
    expect(cache.use('b', at(30), at(11))).toBe('again');
  });
});
