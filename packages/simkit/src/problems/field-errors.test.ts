import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldErrors, wanted } from './field-errors.ts';

const order = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, wanted({ fr: 'une devise', en: 'a currency' })),
  amount: z.int().min(1).max(100),
  contact: z.enum(['email', 'sms']),
  day: z.iso.date(),
  lines: z.array(z.strictObject({ code: z.string().max(3) })).min(1),
});
const right = { currency: 'EUR', amount: 1, contact: 'sms', day: '2026-11-22', lines: [{ code: 'TM' }] };

const found = (input: unknown) => {
  const { error } = order.safeParse(input);
  return fieldErrors(error!, input).map(({ field, message }) => [field, message]);
};

describe('what is wrong with a field, in both languages', () => {
  test.each([
    [{ currency: 'euro' }, 'currency', 'attendu : une devise', 'wanted: a currency'],
    [{ amount: undefined }, 'amount', 'absent ; attendu : un nombre', 'missing; wanted: a number'],
    [{ amount: '12' }, 'amount', 'attendu : un nombre', 'wanted: a number'],
    [{ amount: 1.5 }, 'amount', 'attendu : un nombre entier', 'wanted: a whole number'],
    [{ amount: 0 }, 'amount', 'attendu : au moins 1', 'wanted: at least 1'],
    [{ contact: 'post' }, 'contact', 'attendu : l’un de email, sms', 'wanted: one of email, sms'],
    [
      { day: '22/11/2026' },
      'day',
      'attendu : une date comme 2026-11-21',
      'wanted: a date such as 2026-11-21',
    ],
    [{ lines: [] }, 'lines', 'attendu : au moins 1 élément(s)', 'wanted: at least 1 item(s)'],
    [
      { lines: [{ code: 'FORFAIT' }] },
      'lines[0].code',
      'attendu : au plus 3 caractère(s)',
      'wanted: at most 3 character(s)',
    ],
    [{ lines: [{}] }, 'lines[0].code', 'absent ; attendu : un texte', 'missing; wanted: a text'],
    [{ card: '1' }, 'card', 'champ inconnu', 'unknown field'],
  ])('%j', (change, field, fr, en) => {
    expect(found({ ...right, ...change })).toEqual([[field, { fr, en }]]);
  });

  test('and of a body that is none', () => {
    expect(found(undefined)).toEqual([
      ['(whole)', { fr: 'absent ; attendu : un objet', en: 'missing; wanted: an object' }],
    ]);
  });
});
