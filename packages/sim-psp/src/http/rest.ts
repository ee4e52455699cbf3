import { PROBLEM_TYPE } from '@banc-gap/simkit';
import swagger from '@fastify/swagger';
import type { FastifyRequest, FastifySchemaCompiler, FastifySerializerCompiler, RouteOptions } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Operation } from '../faults.ts';
import { parse } from '../parse.ts';
import { problemDetails } from '../problems/problem.ts';
import type { Merchant } from '../schemas/merchants.ts';
import type { Binding, BindingContext } from './binding.ts';
import { components } from './components.ts';
import { description } from './description.ts';
import { restRoutes } from './rest-routes.ts';

const PREFIX = '/diapason/v1/:account';

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: Operation;
  }
  interface FastifyRequest {
    merchant: Merchant;
  }
}

/** The contract of the bench: REST and JSON, `urn:banc-gap:diapason:v1`. */
export const restBinding: Binding = {
  name: 'urn:banc-gap:diapason:v1',
  async mount(app, context) {
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.decorateRequest('merchant');
    app.addHook('onRoute', describe);
    await app.register(swagger, {
      openapi: description,
      transform: createJsonSchemaTransform({ schemaRegistry: components }),
      transformObject: createJsonSchemaTransformObject({ schemaRegistry: components }),
    });
    app.addHook('preHandler', async (request) => enter(context, request));
    app.addHook('onSend', async (request, reply) => {
      const correlation = request.headers['x-correlation-id'];
      if (z.uuid().safeParse(correlation).success) reply.header('x-correlation-id', correlation);
    });
    await app.register(async (api) => restRoutes(api, context.psp), { prefix: PREFIX });
  },
};

function enter(context: BindingContext, request: FastifyRequest): void {
  const { operation } = request.routeOptions.config;
  if (operation === undefined) return;
  const { amount } = (request.body ?? {}) as { readonly amount?: unknown };
  request.merchant = context.enter(request, {
    account: (request.params as { readonly account: string }).account,
    operation,
    amount: operation === 'payments' && typeof amount === 'number' ? amount : undefined,
  });
}

const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data) => {
    try {
      const value = parse(schema, data);
      // The desks read bodies themselves.
      return { value: httpPart === 'body' ? data : value };
    } catch (error) {
      return { error: error as Error };
    }
  };

/** Nothing leaves that the description does not have. */
const serializerCompiler: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  (data) =>
    JSON.stringify(schema.parse(data));

/** Any route may answer with a problem. */
function describe({ schema }: RouteOptions): void {
  if (!schema) return;
  const content = { [PROBLEM_TYPE]: { schema: problemDetails } };
  schema.response = { ...(schema.response as object), default: { description: 'A refusal', content } };
}
