import { expect, test, vi } from 'vitest';
import { ManualClock, RunningClock } from './clock.ts';

test('a manual clock moves only when it is told to', () => {
  const clock = new ManualClock(new Date('2026-11-21T10:00:00Z'));
  clock.now().setFullYear(1999);
  expect(clock.now()).toEqual(new Date('2026-11-21T10:00:00Z'));
  clock.advance(90_000);
  expect(clock.now()).toEqual(new Date('2026-11-21T10:01:30Z'));
  clock.set(new Date('2030-01-01T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2030-01-01T00:00:00Z'));
});

test('a running clock runs on from where it is set', () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') });
  const clock = new RunningClock();
  expect(clock.now()).toEqual(new Date('2026-11-21T10:00:00Z'));
  clock.set(new Date('2029-11-21T10:00:00Z'));
  vi.advanceTimersByTime(90_000);
  expect(clock.now()).toEqual(new Date('2029-11-21T10:01:30Z'));
  vi.useRealTimers();
});
