import { http, type RequestHandler } from 'msw';
import { pfcngApp } from '../api/app.ts';
import { appFetch } from '../client/app-fetch.ts';
import type { Pfcng } from '../pfcng.ts';

export interface HandlersOptions {
  readonly pfcng: Pfcng;
  /** Where the code under test believes the platform to be, such as `https://pfc-auth.example.test`. */
  readonly baseUrl: string;
  /** The number of the card whose certificate the requests would have come with; asked for at each request. */
  readonly card: () => string;
}

/** Handlers for msw that answer as the API does: it is the API, without a network. */
export async function pfcngHandlers({ pfcng, baseUrl, card }: HandlersOptions): Promise<RequestHandler[]> {
  const app = await pfcngApp({ pfcng, actorOf: () => ({ kind: 'card', cardNumber: card() }) });
  const ask = appFetch(app);
  return [
    http.all(`${baseUrl}/api/v1/*`, async ({ request }) =>
      ask(request.url, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        ...(request.body && { body: await request.text() }),
      }),
    ),
  ];
}
