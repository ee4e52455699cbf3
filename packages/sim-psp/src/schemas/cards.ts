import { wanted } from '@banc-gap/simkit';
import { z } from 'zod';
import { account, id, moment } from './identifiers.ts';

/** Brands that terminals of this market take. */
export const cardScheme = z.enum(['CB', 'VISA', 'MASTERCARD', 'AMEX']);

/** Response codes of an issuer, in the manner of ISO 8583 field 39. */
export const responseCode = z.enum(['04', '05', '14', '41', '43', '51', '54', '57', '61', '91']);
export type ResponseCode = z.output<typeof responseCode>;

/** A card as it is imprinted: what identifies it stays with the terminal. */
export const imprint = z.strictObject({
  account,
  card: z.strictObject({
    scheme: cardScheme,
    lastDigits: z.string().regex(/^\d{4}$/, wanted({ fr: 'quatre chiffres', en: 'four digits' })),
    expires: z
      .string()
      .regex(
        /^20\d{2}-(0[1-9]|1[0-2])$/,
        wanted({ fr: 'un mois comme 2029-04', en: 'a month such as 2029-04' }),
      ),
    issuerRefuses: responseCode
      .optional()
      .describe('How the issuer of this card answers every authorisation, the first one included'),
  }),
  terminal: z
    .string()
    .regex(
      /^[\w-]{1,32}$/,
      wanted({ fr: '32 lettres, chiffres, _ et - au plus', en: 'up to 32 letters, digits, _ and -' }),
    ),
  verification: z
    .enum(['pin', 'none'])
    .default('pin')
    .describe('How the holder agreed; without a PIN, issuers refuse the debits that come later'),
});

export const token = z.strictObject({
  token: id('token'),
  account,
  card: id('card'),
  maskedCard: z.string(),
  scheme: cardScheme,
  terminal: z.string(),
  authorisationCode: z.string(),
  createdAt: moment,
  expiresAt: moment,
  opposed: z.boolean(),
});
export type Token = z.output<typeof token>;
