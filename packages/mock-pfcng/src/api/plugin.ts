import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyPluginAsync, RouteOptions } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { PfcngProblem } from '../problems/problem.ts';
import { type ApiOptions, serializerCompiler, validatorCompiler } from './api.ts';
import { components, problem } from './components.ts';
import { description } from './description.ts';
import { PROBLEM_TYPE, pathOf } from './problems.ts';
import { cardRoutes } from './routes/cards.ts';
import { descriptionRoutes } from './routes/description.ts';
import { formRoutes } from './routes/forms.ts';
import { habilitationRoutes } from './routes/habilitations.ts';
import { orderRoutes } from './routes/orders.ts';
import { recordRoutes } from './routes/records.ts';
import { structureRoutes } from './routes/structures.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The API, for one way of knowing who asks. */
export function apiPlugin({ pfcng, actorOf }: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.decorateRequest('actor');
    app.addHook('onRequest', async (request) => {
      if (!request.routeOptions.config.public) request.actor = actorOf(request);
    });
    app.addHook('onRoute', describeRefusals);
    const methods = methodsByPath(app);
    await app.register(swagger, {
      openapi: description,
      transform: createJsonSchemaTransform({ schemaRegistry: components }),
      transformObject: createJsonSchemaTransformObject({ schemaRegistry: components }),
    });

    const api = app.withTypeProvider<ZodTypeProvider>();
    descriptionRoutes(api);
    structureRoutes(api, pfcng);
    cardRoutes(api, pfcng);
    formRoutes(api, pfcng);
    habilitationRoutes(api, pfcng);
    orderRoutes(api, pfcng);
    recordRoutes(api, pfcng);
    refuseOtherMethods(app, methods);
  };
}

/** Any route may answer with a problem. */
function describeRefusals({ schema }: RouteOptions): void {
  if (!schema || schema.hide) return;
  const answer = {
    description: 'A refusal',
    content: { [PROBLEM_TYPE]: { schema: problem } },
  };
  schema.response = { ...(schema.response as object), default: answer };
}

/** Fills up as routes are added. */
function methodsByPath(app: FastifyInstance): Map<string, Set<string>> {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ path, routePath, method }) => {
    const known = methods.get(routePath ?? path) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(routePath ?? path, known);
  });
  return methods;
}

function refuseOtherMethods(app: FastifyInstance, methods: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, known] of [...methods]) {
    const allowed = [...known].join(', ');
    app.route({
      url,
      method: METHODS.filter((method) => !known.has(method)),
      schema: { hide: true },
      handler: async (request, reply) => {
        reply.header('allow', allowed);
        throw new PfcngProblem('method-not-allowed', { path: pathOf(request), allowed });
      },
    });
  }
}
