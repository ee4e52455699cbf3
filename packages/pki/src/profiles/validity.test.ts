import { describe, expect, it } from 'vitest';
import { forDays, forYears } from './validity.ts';

const end = (validity: ReturnType<typeof forYears>, notBefore: string): string =>
  validity(new Date(notBefore)).notAfter.toISOString();

describe('forYears', () => {
  it.each([
    [3, 0, '2025-04-25T09:15:10Z', '2028-04-25T09:15:10.000Z'],
    [3, 1, '2021-11-30T23:59:59Z', '2024-12-30T23:59:59.000Z'],
    [3, 1, '2021-01-31T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    [3, 0, '2024-02-29T12:00:00Z', '2027-02-28T12:00:00.000Z'],
  ])('%i years and %i months after %s is a day that exists', (years, months, notBefore, notAfter) => {
    expect(end(forYears(years, months), notBefore)).toBe(notAfter);
  });
});

describe('forDays', () => {
  it('counts days of 24 hours', () => {
    expect(end(forDays(30), '2025-04-25T09:15:10Z')).toBe('2025-05-25T09:15:10.000Z');
  });
});
