import { expect, test } from 'vitest';
import { ManualClock } from './clock.ts';
import { Journal } from './journal.ts';

const clock = new ManualClock(new Date('2026-11-21T10:00:00Z'));

test('a journal dates and numbers what it is told', () => {
  const journal = new Journal(clock);
  journal.record('started');
  clock.advance(1500);
  journal.record('certificate-issued', { serialNumber: '01' });
  expect(journal.entries()).toEqual([
    { sequence: 1, at: '2026-11-21T10:00:00.000Z', event: 'started', details: {} },
    {
      sequence: 2,
      at: '2026-11-21T10:00:01.500Z',
      event: 'certificate-issued',
      details: { serialNumber: '01' },
    },
  ]);
  expect(journal.entries(1)).toHaveLength(1);
});

test('a full journal drops its oldest entries', () => {
  const journal = new Journal(clock, 3);
  for (const event of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) journal.record(event);
  expect(journal.entries().map((entry) => entry.event)).toEqual(['e', 'f', 'g']);
  expect(journal.entries(6).map((entry) => entry.sequence)).toEqual([7]);
});

test('a listener hears what comes until it leaves', () => {
  const journal = new Journal(clock);
  const heard: string[] = [];
  const leave = journal.subscribe((entry) => heard.push(entry.event));
  journal.record('before');
  leave();
  journal.record('after');
  expect(heard).toEqual(['before']);
});
