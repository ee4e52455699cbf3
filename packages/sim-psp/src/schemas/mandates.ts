import { wanted } from '@banc-gap/simkit';
import { z } from 'zod';
import { account, cents, id, moment, reference } from './identifiers.ts';

/** TOKENISED: the consent is registered and may be debited; the others are ends. */
export const mandateState = z.enum(['TOKENISED', 'DEBITED', 'OPPOSED', 'TOKEN_EXPIRED']);

export const newMandate = z.strictObject({
  token: id('token'),
  ceiling: cents.describe('The amount, in cents of euro, that the patient agreed to at most'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, wanted({ fr: 'une devise ISO 4217', en: 'a currency of ISO 4217' })),
  patientRef: reference.describe('A pseudonym: no name, INS or date of birth'),
  episodeRef: reference.describe('The stay or consultation that the consent is for'),
  contact: z.enum(['email', 'sms', 'none']).describe('How the hospital tells the patient the amount'),
});

export const mandate = z.strictObject({
  id: id('mandate'),
  account,
  ...newMandate.shape,
  state: mandateState,
  maskedCard: z.string(),
  registeredAt: moment,
  expiresAt: moment,
  opposedAt: moment.nullable(),
  payment: id('payment').nullable().describe('The debit, once there is one that was authorised'),
});
export type Mandate = z.output<typeof mandate>;
