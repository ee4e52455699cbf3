import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { holdsCardNumber } from './card-number.ts';
import { identifier, time } from './exempt.ts';
import { searchForCardNumbers } from './search.ts';

/** Numbers that the schemes publish for tests. */
const PUBLISHED = {
  Visa: '4111111111111111',
  'Visa of 13 digits': '4222222222222',
  'Visa of 19 digits': '4000000000000000006',
  Mastercard: '5555555555554444',
  'Mastercard 2-series': '2223003122003222',
  'American Express': '378282246310005',
  'Diners Club': '30569309025904',
  'Diners Club 36': '36227206271667',
  Discover: '6011111111111117',
  JCB: '3530111333300000',
  Maestro: '6759649826438453',
  UnionPay: '6200000000000005',
};

describe('a card number', () => {
  test.each(Object.entries(PUBLISHED))('of %s is found', (_brand, number) => {
    expect(holdsCardNumber(number)).toBe(true);
  });

  test.each([
    ['in groups of four', '4111 1111 1111 1111'],
    ['with dashes', '4111-1111-1111-1111'],
    ['with en dashes and no-break spaces', '4111\u2013 1111\u00a01111\u202f1111'],
    ['with dots', '4111.1111.1111.1111'],
    ['with invisible characters', '4111\u200b1111\u200b1111\u200b1111'],
    ['in full-width digits', '\uff14\uff11\uff11\uff11 1111 1111 1111'],
    ['as American Express groups it', '3782 822463 10005'],
    ['in the middle of a text', 'carte 4111111111111111, présentée hier'],
    ['glued to letters', 'PAN4111111111111111exp'],
    ['before its security code', '4111 1111 1111 1111 123'],
    ['after another number', '12 4111 1111 1111 1111'],
    ['on a track', ';4111111111111111=29122011000012345678?'],
    ['on two lines', '4111 1111\r\n1111 1111'],
  ])('%s is found', (_shape, text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  test.each([
    ['with a wrong check digit', '4111111111111112'],
    ['of a length that its brand does not have', '411111111111116'],
    ['of no brand', '7992739871300008'],
    ['inside a longer run of digits', '99411111111111111199'],
    ['masked', '411111######1111'],
    ['a SIRET that keeps to Luhn', '73282932000074'],
    ['an RPPS-rang', '10003456789018'],
    ['a moment in milliseconds that keeps to Luhn', '1763777640004'],
    ['an amount', '1234.56'],
    ['nothing', ''],
  ])('%s is none', (_shape, text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  test.each(['1 ', '4-', '4\u200b\u200b\u200b', '41111111111111111111 '])(
    'is looked for in a long text in little time: %j again and again',
    (part) => {
      const started = process.cpuUsage();
      expect(holdsCardNumber(part.repeat(Math.ceil(65_536 / part.length)))).toBe(false);
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
    },
  );

  test('is found whatever stands around and between its digits', () => {
    const around = fc.string().filter((text) => !/[\d\s.\-_/\p{Pd}\p{Cf}]/u.test(text.normalize('NFKC')));
    const separator = fc.constantFrom('', ' ', '-', ' - ', '\u00a0', '.', '\t');
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PUBLISHED)),
        fc.array(separator, { minLength: 19, maxLength: 19 }),
        around,
        around,
        (number, separators, before, after) => {
          const written = [...number].map((digit, index) => digit + separators[index]).join('');
          // A text may end in a character that NFKC joins to a digit, such as a combining enclosing mark.
          fc.pre(!/\p{M}/u.test(before + after));
          expect(holdsCardNumber(`${before}${written.trim()}${after}`)).toBe(true);
        },
      ),
    );
  });
});

describe('the search', () => {
  const schema = z.object({
    key: identifier(z.string().regex(/^\d{16}$/)),
    at: time(z.iso.datetime()).optional(),
    note: z.string(),
    lines: z.array(z.object({ text: z.string() })),
  });

  test('names every field, and not what is in it', () => {
    const { fields } = searchForCardNumbers(
      { note: PUBLISHED.Visa, lines: [{ text: '' }, { text: PUBLISHED.JCB }], n: 4111111111111111 },
      schema,
    );
    expect(fields).toEqual(['note', 'lines[1].text', 'n']);
  });

  test('finds one in the name of a member, and does not show it', () => {
    const { fields } = searchForCardNumbers({ a: { [PUBLISHED.Visa]: PUBLISHED.Visa } });
    expect(fields).toEqual(['a.(name)', 'a.(name)']);
  });

  test('leaves identifiers and times alone, if they are such', () => {
    expect(searchForCardNumbers({ key: PUBLISHED.Visa }, schema)).toEqual({
      fields: [],
      exempted: [PUBLISHED.Visa],
    });
    expect(searchForCardNumbers({ key: `x${PUBLISHED.Visa}` }, schema).fields).toEqual(['key']);
  });
});
