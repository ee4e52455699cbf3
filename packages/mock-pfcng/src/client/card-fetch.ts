import { Agent, request } from 'node:https';
import type { Certificate, Credential } from '@banc-gap/pki';

export interface CardFetchOptions {
  /** The card's AUTH certificate with its key; without one the client presents no certificate. */
  readonly credential?: Credential;
  /** The roots that the platform's certificate must lead to. */
  readonly trust: readonly Certificate[];
  /** Where to connect instead of where the name resolves to; names below `localhost` are this machine's. */
  readonly address?: string;
}

export type Fetch = (url: string, init?: FetchInit) => Promise<Response>;

export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A `fetch` whose TLS is authenticated by a card. Closing it ends its connections. */
export function cardFetch({ credential, trust, address }: CardFetchOptions): Fetch & Disposable {
  const agent = new Agent({
    keepAlive: true,
    maxVersion: 'TLSv1.2',
    ca: trust.map(({ pem }) => pem),
    ...(credential && pemOf(credential)),
  });
  const fetch: Fetch = (url, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const { host, hostname: name } = new URL(url);
      const hostname = address ?? (name.endsWith('.localhost') ? '127.0.0.1' : name);
      const wanted = { agent, hostname, servername: name, method, headers: { ...headers, host } };
      request(url, wanted, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const status = incoming.statusCode!;
          const answered = new Headers();
          for (const [name, values] of Object.entries(incoming.headersDistinct))
            for (const value of values ?? []) answered.append(name, value);
          const content = status === 204 ? null : Buffer.concat(parts);
          resolve(new Response(content, { status, headers: answered }));
        });
      })
        .once('error', reject)
        .end(body);
    });
  return Object.assign(fetch, { [Symbol.dispose]: () => agent.destroy() });
}

function pemOf({ certificate, chain, privateKey }: Credential) {
  if (privateKey === undefined) throw new TypeError('a card has its private key');
  return {
    // The root stays out: whoever verifies has it.
    cert: [certificate, ...chain.slice(0, -1)].map(({ pem }) => pem).join(''),
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
  };
}
