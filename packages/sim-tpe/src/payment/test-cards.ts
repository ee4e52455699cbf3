import { z } from 'zod';

/** A card of the bench: a name in place of a number, so that no card number can leak from anywhere. */
export const testCard = z.strictObject({
  scheme: z.enum(['CB', 'VISA', 'MASTERCARD', 'AMEX']),
  lastDigits: z.string().regex(/^\d{4}$/, 'four digits'),
  /** The last month in which it is good. */
  expires: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month such as 2029-04'),
  issuerRefuses: z
    .enum(['04', '05', '14', '41', '43', '51', '54', '57', '61', '91'])
    .optional()
    .describe('How its issuer answers every authorisation, in the manner of ISO 8583 field 39'),
});
export type TestCard = z.output<typeof testCard>;

/** One of each kind, by name. */
export const TEST_CARDS = {
  good: { scheme: 'CB', lastDigits: '0001', expires: '2035-12' },
  visa: { scheme: 'VISA', lastDigits: '0002', expires: '2035-12' },
  mastercard: { scheme: 'MASTERCARD', lastDigits: '0003', expires: '2035-12' },
  expired: { scheme: 'CB', lastDigits: '0054', expires: '2020-01' },
  'not-honoured': { scheme: 'CB', lastDigits: '0005', expires: '2035-12', issuerRefuses: '05' },
  'insufficient-funds': { scheme: 'CB', lastDigits: '0051', expires: '2035-12', issuerRefuses: '51' },
  lost: { scheme: 'CB', lastDigits: '0041', expires: '2035-12', issuerRefuses: '41' },
} as const satisfies Readonly<Record<string, TestCard>>;
export type TestCardName = keyof typeof TEST_CARDS;

/** The first moment, UTC, at which the card is no longer good. */
export function expiryOf({ expires }: TestCard): Date {
  const [year, month] = expires.split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 1));
}
