import { seededRandom } from '@banc-gap/simkit';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Sessions } from '../access/sessions.ts';
import { SERVICE_CLIENT } from '../actors.ts';
import { pfcngApp } from '../api/app.ts';
import type { Pfcng } from '../pfcng.ts';
import { type PortalContext, registerPortal } from '../portal/register.ts';
import { PfcngProblem } from '../problems/problem.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The portal without TLS; its reader checks the PIN and skips the handshake. */
export async function openPortal(
  pfcng: Pfcng,
  options: Pick<PortalContext, 'bench'> = {},
): Promise<FastifyInstance> {
  const random = seededRandom('portal');
  const sessions = new Sessions(pfcng.clock, random);
  const actorOf = () => {
    throw new PfcngProblem('card-required');
  };
  const app = await pfcngApp({ pfcng, actorOf });
  const reader = { login: async (input: object) => sessions.ticket(pfcng.cards.enterPin(input)) };
  await registerPortal(app, { pfcng, sessions, reader, random, ...options });
  return app;
}

/** A browser as far as cookies and the hidden fields of forms go. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #pfcng: Pfcng;

  constructor(app: FastifyInstance, pfcng: Pfcng) {
    this.#app = app;
    this.#pfcng = pfcng;
  }

  async get(path: string): Promise<LightMyRequestResponse> {
    return this.#keep(await this.#app.inject({ url: urlOf(path), headers: this.#headers() }));
  }

  /** Sends the fields as a form that was taken from this very page. */
  async send(path: string, fields: Fields): Promise<LightMyRequestResponse> {
    const page = path.split('?', 1)[0]!;
    const hidden = hiddenFields((await this.get(path)).body, page);
    return this.post(page, { ...hidden, ...fields });
  }

  async post(path: string, fields: Fields): Promise<LightMyRequestResponse> {
    const payload = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) payload.append(name, one);
    const response = await this.#app.inject({
      method: 'POST',
      url: urlOf(path),
      headers: { ...this.#headers(), 'content-type': 'application/x-www-form-urlencoded' },
      payload: payload.toString(),
    });
    return this.#keep(response);
  }

  async login(cardNumber: string): Promise<LightMyRequestResponse> {
    const { pin } = this.#pfcng.cards.letter(SERVICE_CLIENT, cardNumber);
    return this.send('authentication.xhtml', { cardNumber, pin });
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

const urlOf = (path: string): string => (path.startsWith('/') ? path : `/pfcng-ihm/${path}`);

/** Of the form that is sent to this page. */
function hiddenFields(body: string, page: string): Record<string, string> {
  const form = body
    .split('<form')
    .find((part) => part.includes(`action="${page}"`) && part.includes('name="jeton"'));
  const fields = (form?.split('</form>', 1)[0] ?? '').matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)">/g,
  );
  return Object.fromEntries([...fields].map(([, name, value]) => [name!, value!]));
}
