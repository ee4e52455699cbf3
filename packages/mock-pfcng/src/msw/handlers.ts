import { http, type RequestHandler } from 'msw';
import type { Actor } from '../actors.ts';
import { pfcngApp } from '../api/app.ts';
import type { Pfcng } from '../pfcng.ts';

export interface HandlersOptions {
  readonly pfcng: Pfcng;
  /** Where the code under test believes the platform to be, such as `https://pfc-auth.example.test`. */
  readonly baseUrl: string;
  /** The card whose certificate the requests would have come with; asked for at each request. */
  readonly card: () => string;
}

/** Handlers for msw that answer as the API does: it is the API, without a network. */
export async function pfcngHandlers({ pfcng, baseUrl, card }: HandlersOptions): Promise<RequestHandler[]> {
  const actorOf = (): Actor => ({ kind: 'card', cardNumber: card() });
  const app = await pfcngApp({ pfcng, actorOf });
  await app.ready();
  return [
    http.all(`${baseUrl}/api/v1/*`, async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const answer = await app.inject({
        method: request.method as 'GET',
        url: pathname + search,
        headers: Object.fromEntries(request.headers),
        ...(request.body && { payload: Buffer.from(await request.arrayBuffer()) }),
      });
      const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      return new Response(answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), {
        status: answer.statusCode,
        headers,
      });
    }),
  ];
}
