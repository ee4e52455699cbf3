import { z } from 'zod';

/** Euros with two decimals at most, as whole cents. */
export const cents = z
  .number()
  .min(0)
  .max(9_999_999.99)
  .refine((euros) => Number.isInteger(Math.round(euros * 1e6) / 1e4), 'expected two decimals at most')
  .transform((euros) => Math.round(euros * 100));

/** `12.3` and `12.30` as 1230. */
export const centsOf = (decimal: string): number => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
};

/** 1230 as `12.30`. */
export const eurosOf = (amount: number): string =>
  `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

/** Rounded to the nearest cent, half up, in integers: a percentage has two decimals at most. */
export const percentOf = (amount: number, hundredths: number): number =>
  Math.floor((amount * hundredths + 5000) / 10_000);
