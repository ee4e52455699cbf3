import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../actors.ts';
import type { Sessions } from './sessions.ts';

/** Where the reader logs in, on the listener that wants a card. */
export function loginRoute(
  app: FastifyInstance,
  {
    sessions,
    actorOf,
  }: { readonly sessions: Sessions; readonly actorOf: (request: FastifyRequest) => Actor },
): void {
  app.post('/pfcng-ihm/login', async (request, reply) =>
    reply.code(201).send({ ticket: sessions.ticket(actorOf(request)) }),
  );
}
