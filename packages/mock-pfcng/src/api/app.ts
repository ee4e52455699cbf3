import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { PfcngProblem } from '../problems/problem.ts';
import type { ApiOptions } from './api.ts';
import { apiPlugin } from './plugin.ts';
import { asProblem, pathOf, problemHandler, sendProblem } from './problems.ts';

const API_PREFIX = '/api/v1';

/**
 * The platform over HTTP: the API below /api/v1. Further pages may be registered before it is ready. It is the same
 * application behind TLS, behind the handlers for msw (`app.inject`), and in tests.
 */
export async function pfcngApp(options: ApiOptions): Promise<FastifyInstance> {
  const app = fastify({
    // What the HTTP parser refuses before any route is found.
    frameworkErrors: (error, request, reply) => {
      sendProblem(request as FastifyRequest, reply as never, asProblem(error, request as FastifyRequest));
    },
  });
  app.setErrorHandler(problemHandler(options.pfcng.journal));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new PfcngProblem('resource-unknown', { path: pathOf(request) })),
  );
  await app.register(apiPlugin(options), { prefix: API_PREFIX });
  return app;
}
