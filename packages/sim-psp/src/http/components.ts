import { componentRegistry } from '@banc-gap/simkit';
import { problemDetails } from '../problems/problem.ts';
import { mandate, newMandate } from '../schemas/mandates.ts';
import { newWebhook, webhook } from '../schemas/merchants.ts';
import { newPayment, newRefund, payment, refund, settlement } from '../schemas/payments.ts';
import { event } from '../schemas/webhooks.ts';

/** Named in the OpenAPI description. */
export const components = componentRegistry({
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
});
