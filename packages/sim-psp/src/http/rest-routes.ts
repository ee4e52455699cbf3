import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Operation } from '../faults.ts';
import type { Psp } from '../psp.ts';
import { day, id, idempotencyKey } from '../schemas/identifiers.ts';
import { mandate, newMandate } from '../schemas/mandates.ts';
import { newWebhook, webhook } from '../schemas/merchants.ts';
import { newPayment, newRefund, payment, refund, settlement } from '../schemas/payments.ts';

const account = z.string().max(40).describe('An account, or self: the one account of the structure');
const headers = z.object({ 'x-correlation-id': z.uuid().optional() });
const creatingHeaders = z.object({ ...headers.shape, 'idempotency-key': idempotencyKey });

type Api = ReturnType<typeof typed>;
const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

const config = (operation: Operation) => ({ config: { operation } });

/** Every resource of the contract. */
export function restRoutes(app: FastifyInstance, psp: Psp): void {
  const api = typed(app);
  mandateRoutes(api, psp);
  paymentRoutes(api, psp);
  refundRoutes(api, psp);
  settlementAndWebhookRoutes(api, psp);
}

function mandateRoutes(api: Api, psp: Psp): void {
  api.post(
    '/mandates',
    {
      ...config('mandates'),
      schema: {
        summary: 'Registers the consent of a patient, for the token that the terminal got',
        params: z.object({ account }),
        headers: creatingHeaders,
        body: newMandate,
        response: { 201: mandate },
      },
    },
    async (request, reply) =>
      answer(reply, 201, psp.mandates.register(request.merchant, request.body, keyOf(request))),
  );
  api.get(
    '/mandates/:mandate',
    {
      ...config('reads'),
      schema: {
        summary: 'One consent, as it stands now',
        params: z.object({ account, mandate: id('mandate') }),
        headers,
        response: { 200: mandate },
      },
    },
    async ({ merchant, params }) => psp.mandates.get(merchant.account, params.mandate),
  );
  api.delete(
    '/mandates/:mandate',
    {
      ...config('mandates'),
      schema: {
        summary: 'The patient opposes the debit; again is the same',
        params: z.object({ account, mandate: id('mandate') }),
        headers,
        response: { 200: mandate },
      },
    },
    async ({ merchant, params }) => psp.mandates.oppose(merchant.account, params.mandate),
  );
}

function paymentRoutes(api: Api, psp: Psp): void {
  api.post(
    '/payments',
    {
      ...config('payments'),
      schema: {
        summary: 'Debits a consent once, up to its ceiling',
        params: z.object({ account }),
        headers: creatingHeaders,
        body: newPayment,
        response: { 201: payment },
      },
    },
    async (request, reply) =>
      answer(reply, 201, psp.payments.debit(request.merchant, request.body, keyOf(request))),
  );
  api.get(
    '/payments',
    {
      ...config('reads'),
      schema: {
        summary: 'The payments, oldest first; by key, whether a debit was made whose answer was lost',
        params: z.object({ account }),
        headers,
        querystring: z.strictObject({
          idempotencyKey: idempotencyKey.optional(),
          mandate: id('mandate').optional(),
        }),
        response: { 200: z.strictObject({ items: z.array(payment) }) },
      },
    },
    async ({ merchant, query }) => ({ items: psp.payments.list(merchant.account, query) }),
  );
  api.get(
    '/payments/:payment',
    {
      ...config('reads'),
      schema: {
        summary: 'One payment, refused ones included',
        params: z.object({ account, payment: id('payment') }),
        headers,
        response: { 200: payment },
      },
    },
    async ({ merchant, params }) => psp.payments.get(merchant.account, params.payment),
  );
}

function refundRoutes(api: Api, psp: Psp): void {
  api.post(
    '/payments/:payment/refunds',
    {
      ...config('refunds'),
      schema: {
        summary: 'Gives back a part of a payment, or what is left of it',
        params: z.object({ account, payment: id('payment') }),
        headers: creatingHeaders,
        body: newRefund,
        response: { 201: refund },
      },
    },
    async (request, reply) =>
      answer(
        reply,
        201,
        psp.payments.refund(request.merchant, request.params.payment, request.body, keyOf(request)),
      ),
  );
  api.get(
    '/payments/:payment/refunds',
    {
      ...config('reads'),
      schema: {
        summary: 'What was given back of a payment',
        params: z.object({ account, payment: id('payment') }),
        headers,
        response: { 200: z.strictObject({ items: z.array(refund) }) },
      },
    },
    async ({ merchant, params }) => ({ items: psp.payments.refunds(merchant.account, params.payment) }),
  );
}

function settlementAndWebhookRoutes(api: Api, psp: Psp): void {
  api.get(
    '/settlements',
    {
      ...config('reads'),
      schema: {
        summary:
          'The batches that were closed, oldest first; one a day, more where the bench closed them early',
        params: z.object({ account }),
        headers,
        querystring: z.strictObject({ date: day.optional() }),
        response: { 200: z.strictObject({ items: z.array(settlement) }) },
      },
    },
    async ({ merchant, query }) => ({ items: psp.settlements.list(merchant.account, query.date) }),
  );
  api.put(
    '/webhook',
    {
      ...config('webhook'),
      schema: {
        summary: 'Where to tell the hospital what happens; the secret is shown this once',
        params: z.object({ account }),
        headers,
        body: newWebhook,
        response: { 200: webhook },
      },
    },
    async ({ merchant, body }) => psp.webhooks.put(merchant, body),
  );
  api.delete(
    '/webhook',
    {
      ...config('webhook'),
      schema: { summary: 'Tell nobody', params: z.object({ account }), headers, response: { 204: z.void() } },
    },
    async ({ merchant }, reply) => {
      psp.webhooks.remove(merchant);
      return reply.code(204).send();
    },
  );
}

const keyOf = (request: { readonly headers: { readonly 'idempotency-key': string } }): string =>
  request.headers['idempotency-key'];

function answer<Result>(
  reply: Pick<FastifyReply, 'code' | 'header'>,
  status: 201,
  { result, replayed }: { readonly result: Result; readonly replayed: boolean },
): Result {
  if (replayed) reply.header('idempotent-replayed', 'true');
  reply.code(status);
  return result;
}
