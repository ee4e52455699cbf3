import type { FastifyInstance } from 'fastify';
import type { Fetch } from './card-fetch.ts';

/** A `fetch` that asks the application itself, without a network. */
export function appFetch(app: FastifyInstance): Fetch {
  return async (url, { method = 'GET', headers = {}, body } = {}) => {
    const { pathname, search } = new URL(url);
    const answer = await app.inject({
      method: method as 'GET',
      url: pathname + search,
      headers,
      ...(body !== undefined && { payload: body }),
    });
    const answered = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return new Response(answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: answered,
    });
  };
}
