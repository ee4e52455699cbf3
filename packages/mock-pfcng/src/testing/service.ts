import { SERVICE_CLIENT } from '../actors.ts';
import { cardFetch, type Fetch, PfcngClient } from '../client/index.ts';
import type { PfcngOptions } from '../pfcng.ts';
import { type PfcngServiceOptions, type RunningPfcng, startPfcng } from '../service.ts';
import { type Bench, bench } from './scenario.ts';

export interface ServedBench extends Bench, AsyncDisposable {
  readonly service: RunningPfcng;
  /** The client library, on mutual TLS with this card, opposed ones included: they are refused by the platform alone. */
  as(card: string): PfcngClient;
  /** One request by the holder of a card, by nobody, or by the service client. */
  ask(who: string | 'nobody' | 'service-client', request: Ask): Promise<Answer>;
}

export interface Ask {
  readonly method?: string;
  readonly path: string;
  /** Sent as JSON, unless it is a string. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what is in it is what a test asserts
  readonly body: any;
}

/** The platform of `bench`, served over TLS. */
export async function servedBench(
  options: Partial<PfcngOptions> = {},
  names: PfcngServiceOptions['names'] = 'local',
): Promise<ServedBench> {
  const bed = await bench(options);
  const { pfcng, issuer } = bed;
  const service = await startPfcng({
    ...{ pfcng, issuer, names, port: 0, authPort: 0, controlPort: 0 },
    trust: () => ({ trustAnchors: issuer.roots }),
  });
  const fetches = new Map<string, Fetch & Disposable>();

  /** The reader is asked directly: a card that is opposed later keeps its certificate. */
  async function fetchOf(card: string): Promise<Fetch> {
    const credential = card === 'nobody' ? undefined : await credentialOf(card);
    const known = fetches.get(card);
    const fetch = known ?? cardFetch({ trust: issuer.roots, ...(credential && { credential }) });
    fetches.set(card, fetch);
    return fetch;
  }
  const credentials = new Map<string, ReturnType<typeof pfcng.cards.credential>>();
  function credentialOf(cardNumber: string): ReturnType<typeof pfcng.cards.credential> {
    const known = credentials.get(cardNumber);
    const { pin } = pfcng.cards.letter(SERVICE_CLIENT, cardNumber);
    const credential = known ?? pfcng.cards.credential({ cardNumber, pin });
    credentials.set(cardNumber, credential);
    return credential;
  }

  return {
    ...bed,
    service,
    as: (card) =>
      new PfcngClient({
        baseUrl: service.authUrl,
        fetch: async (url, init) => (await fetchOf(card))(url, init),
      }),
    ask: async (who, { method = 'GET', path, body, headers = {} }) => {
      const [base, fetch] =
        who === 'service-client'
          ? [service.controlUrl, globalThis.fetch as Fetch]
          : [who === 'nobody' ? new URL(service.url).origin : service.authUrl, await fetchOf(who)];
      const response = await fetch(base + path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json');
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
    [Symbol.asyncDispose]: async () => {
      for (const fetch of fetches.values()) fetch[Symbol.dispose]();
      await service.stop();
      pfcng.close();
    },
  };
}
