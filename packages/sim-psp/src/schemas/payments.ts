import { wanted } from '@banc-gap/simkit';
import { z } from 'zod';
import { responseCode } from './cards.ts';
import { account, balance, cents, day, id, idempotencyKey, moment, reference } from './identifiers.ts';

export const paymentState = z.enum(['AUTHORISED', 'SETTLED', 'REFUSED', 'REFUNDED', 'CHARGEBACK']);

export const newPayment = z.strictObject({
  mandate: id('mandate'),
  // A fraction of a cent has a refusal of its own.
  amount: z.number().meta({ type: 'integer', minimum: 1, maximum: 99_999_999, description: 'Cents of euro' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, wanted({ fr: 'une devise ISO 4217', en: 'a currency of ISO 4217' })),
  merchantReference: reference.describe('The invoice, in the words of the hospital'),
});

export const payment = z.strictObject({
  id: id('payment'),
  account,
  mandate: id('mandate'),
  amount: cents,
  currency: z.literal('EUR'),
  merchantReference: reference,
  state: paymentState,
  refunded: balance,
  authorisationCode: z.string().nullable(),
  responseCode: responseCode.nullable().describe('Of the issuer, where it refused'),
  idempotencyKey,
  debitedAt: moment,
  day,
  settlement: id('settlement').nullable(),
});
export type Payment = z.output<typeof payment>;

export const newRefund = z.strictObject({
  amount: cents.optional().describe('Cents of euro; what is left of the payment unless given'),
  reason: z.enum(['amount-corrected', 'insurance-paid', 'debited-twice', 'other']).default('other'),
});

export const refund = z.strictObject({
  id: id('refund'),
  payment: id('payment'),
  amount: cents,
  reason: newRefund.shape.reason.unwrap(),
  refundedAt: moment,
  day,
  settlement: id('settlement').nullable(),
});
export type Refund = z.output<typeof refund>;

export const settlement = z.strictObject({
  id: id('settlement'),
  account,
  day,
  currency: z.literal('EUR'),
  payments: z.int(),
  refunds: z.int(),
  chargebacks: z.int(),
  debited: balance,
  refunded: balance,
  chargedBack: balance,
  net: balance.describe('Cents of euro; what is paid to the hospital, or owed by it where negative'),
  closedAt: moment,
});
export type Settlement = z.output<typeof settlement>;
