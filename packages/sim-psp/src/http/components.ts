import { z } from 'zod';
import { problemDetails } from '../problems/problem.ts';
import { mandate, newMandate } from '../schemas/mandates.ts';
import { newWebhook, webhook } from '../schemas/merchants.ts';
import { newPayment, newRefund, payment, refund, settlement } from '../schemas/payments.ts';
import { event } from '../schemas/webhooks.ts';

/** What the description names, so that generated clients have types with these names. */
export const COMPONENTS = {
  Problem: problemDetails,
  NewMandate: newMandate,
  Mandate: mandate,
  NewPayment: newPayment,
  Payment: payment,
  NewRefund: newRefund,
  Refund: refund,
  Settlement: settlement,
  NewWebhook: newWebhook,
  Webhook: webhook,
  Event: event,
} as const;
for (const [name, schema] of Object.entries(COMPONENTS)) z.globalRegistry.add(schema, { id: name });
