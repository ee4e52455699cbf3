import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Withdrawn } from '../../orders/delivery.ts';
import type { Pfcng } from '../../pfcng.ts';
import * as schemas from '../../schemas/index.ts';
import { type Api, creationKey, idempotencyHeaders } from '../api.ts';
import { habilitatedOffer, withdrawn } from '../components.ts';
import { page, pageOf, pageQuery } from '../pages.ts';

const tags = ['orders'];
const one = z.object({ order: z.string() });
const file = z.string().meta({ format: 'binary' });
const withdrawn201 = {
  201: {
    description: 'The file, or JSON that holds it',
    content: {
      'application/json': { schema: withdrawn },
      'application/x-pkcs12': { schema: file },
      'application/pkix-cert': { schema: file },
    },
  },
};
const orders201 = { 201: z.strictObject({ items: z.array(schemas.order) }) };

/** Demander, retirer, suivre, révoquer. */
export function orderRoutes(api: Api, { orders }: Pfcng): void {
  api.get(
    '/offers',
    {
      schema: {
        tags,
        summary: 'What the card that asks may order, for which structures',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(habilitatedOffer) },
      },
    },
    async ({ actor, query, url }) => page(orders.offers(actor), query, url),
  );
  api.get(
    '/orders',
    {
      schema: {
        tags,
        summary: 'Suivre: the orders that the card may see, oldest first',
        querystring: z.strictObject({ ...schemas.orderFilter.shape, ...pageQuery }),
        response: { 200: pageOf(schemas.order) },
      },
    },
    async ({ actor, query, url }) => {
      const { offset, limit, ...filter } = query;
      return page(orders.list(actor, filter), { offset, limit }, url);
    },
  );
  api.post(
    '/orders',
    {
      schema: {
        tags,
        summary: 'Demander: orders a certificate',
        headers: idempotencyHeaders,
        body: schemas.newOrder,
        response: { 201: schemas.order },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await orders.request(request.actor, request.body, creationKey(request))),
  );
  api.post(
    '/batches',
    {
      schema: {
        tags,
        summary: 'Orders one certificate for each line of a CSV, or none',
        headers: idempotencyHeaders,
        body: schemas.batch,
        response: orders201,
      },
    },
    async (request, reply) => {
      const items = await orders.requestBatch(request.actor, request.body, creationKey(request));
      return reply.code(201).send({ items });
    },
  );
  api.get(
    '/orders/:order',
    { schema: { tags, summary: 'One order', params: one, response: { 200: schemas.order } } },
    async ({ actor, params }) => orders.get(actor, params.order),
  );
  api.post(
    '/orders/:order/withdrawals',
    {
      schema: {
        tags,
        summary: 'Retirer: accepts the terms, sets the code of revocation, and gets the certificate',
        params: one,
        body: schemas.withdrawalOfOrder,
        response: withdrawn201,
      },
    },
    async (request, reply) =>
      deliver(
        request,
        reply.code(201),
        await orders.withdraw(request.actor, { ...request.body, ...request.params }),
      ),
  );
  api.post(
    '/orders/:order/downloads',
    {
      schema: {
        tags,
        summary: 'The file of the withdrawal again',
        params: one,
        body: schemas.download.omit({ order: true }),
        response: withdrawn201,
      },
    },
    async (request, reply) =>
      deliver(
        request,
        reply.code(201),
        await orders.download(request.actor, { ...request.body, ...request.params }),
      ),
  );
  api.post(
    '/orders/:order/renewals',
    {
      schema: {
        tags,
        summary: 'Orders the same product again, while its certificate is active',
        headers: idempotencyHeaders,
        params: one,
        body: schemas.renewal.omit({ order: true }),
        response: { 201: schemas.order },
      },
    },
    async (request, reply) => {
      const wanted = { ...request.body, ...request.params };
      return reply.code(201).send(await orders.renew(request.actor, wanted, creationKey(request)));
    },
  );
  api.post(
    '/orders/:order/revocations',
    {
      schema: {
        tags,
        summary: 'Révoquer',
        params: one,
        body: schemas.revocation.omit({ order: true }),
        response: { 201: schemas.order },
      },
    },
    async ({ actor, params, body }, reply) =>
      reply.code(201).send(await orders.revoke(actor, { ...body, ...params })),
  );
}

/** The file itself for whoever asks for its type, which is what `curl -o` wants; else JSON that holds it. */
function deliver(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, intermediate, ...rest }: Withdrawn,
) {
  if (request.headers.accept?.includes(rest.mediaType)) {
    return reply
      .header('content-disposition', `attachment; filename="${rest.fileName}"`)
      .type(rest.mediaType)
      .send(content);
  }
  return reply.send({
    ...rest,
    content: content.toString('base64'),
    ...(intermediate && {
      intermediate: { ...intermediate, content: intermediate.content.toString('base64') },
    }),
  });
}
