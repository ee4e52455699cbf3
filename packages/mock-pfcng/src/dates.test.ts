import { expect, it } from 'vitest';
import { departementOf } from './data/departements.ts';
import { laterByYears, oneMonthBefore } from './dates.ts';

const day = (text: string) => new Date(`${text}T12:00:00Z`);

it.each([
  ['2029-11-22', '2029-10-22'],
  ['2029-03-31', '2029-02-28'],
  ['2028-03-30', '2028-02-29'],
  ['2029-01-31', '2028-12-31'],
  ['2029-07-31', '2029-06-30'],
])('one month before %s is %s', (end, alert) => {
  expect(oneMonthBefore(day(end))).toEqual(day(alert));
});

it('three years later is the same day, also for a leap day', () => {
  expect(laterByYears(day('2026-11-22'), 3)).toEqual(day('2029-11-22'));
  expect(laterByYears(day('2028-02-29'), 3)).toEqual(day('2031-03-01'));
});

it.each([
  ['75010', 'Paris (75)'],
  ['21000', "Côte-d'Or (21)"],
  ['20000', 'Corse-du-Sud (2A)'],
  ['20200', 'Haute-Corse (2B)'],
  ['97400', 'La Réunion (974)'],
  ['01000', 'Ain (01)'],
  ['99999', undefined],
])('the département of %s is %s', (postcode, departement) => {
  expect(departementOf(postcode)).toBe(departement);
});
