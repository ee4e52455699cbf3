import { z } from 'zod';
import { id, moment } from './identifiers.ts';
import { mandate } from './mandates.ts';
import { payment, refund, settlement } from './payments.ts';

/** What a webhook tells, by the name of the event. */
export const EVENTS = {
  'mandate.registered': mandate,
  'mandate.opposed': mandate,
  'payment.authorised': payment,
  'payment.refused': payment,
  'payment.refunded': refund,
  'payment.charged-back': payment,
  'settlement.closed': settlement,
} as const;
export type EventName = keyof typeof EVENTS;

export const event = z.strictObject({
  id: id('event'),
  type: z.enum(Object.keys(EVENTS) as [EventName, ...EventName[]]),
  at: moment,
  data: z.union([mandate, payment, refund, settlement]),
});
