import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { refGapErrors } from '../errors.ts';
import type { Contact } from './dossier.ts';

const problem = z.object({
  type: z.string().default('about:blank'),
  retriable: z.boolean().default(false),
  responseCode: z.string().optional(),
});
const created = z.object({ id: z.string() });
const settlement = z.object({
  id: z.string(),
  day: z.string(),
  payments: z.int(),
  debited: z.int(),
  refunded: z.int(),
  net: z.int(),
});
const settlements = z.object({ items: z.array(settlement) });
export type Settlement = z.output<typeof settlement>;

/** What the provider answered when it said no: nothing happened, and the same request will not fare better. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';
  readonly problem: string;
  readonly responseCode: string | undefined;

  constructor(status: number, { type, responseCode }: z.output<typeof problem>) {
    const slug = type.replace('urn:banc-gap:psp:problem:', '');
    super(`the payment provider refuses: ${slug} (HTTP ${status})`);
    this.problem = slug;
    this.responseCode = responseCode;
  }
}

export interface PaymentProviderOptions {
  /** A new connection whose server has shown to be the provider. */
  readonly connect: () => Promise<Duplex>;
  /** The name in its certificate. */
  readonly host: string;
  /** How often one thing is asked at most; default 5. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt, twice that before the third, and so on; default 500. */
  readonly pause?: number;
  /** Milliseconds for one answer; default 30 000. */
  readonly patience?: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: number | undefined;
}

/**
 * The payment provider as a GAP calls it: everything that creates something has a key that is known before it is asked,
 * and whatever is not known to have happened is asked again with that key, never with another.
 */
export class PaymentProvider {
  readonly #options: Required<PaymentProviderOptions>;

  constructor(options: PaymentProviderOptions) {
    this.#options = { attempts: 5, pause: 500, patience: 30_000, ...options };
  }

  /** Resolves to the id of the mandate. @throws ProviderRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  async registerMandate(
    mandate: {
      readonly token: string;
      readonly ceiling: number;
      readonly patientRef: string;
      readonly episodeRef: string;
      readonly contact: Contact;
    },
    key: string,
  ): Promise<string> {
    return created.parse(await this.#create('mandates', { ...mandate, currency: 'EUR' }, key)).id;
  }

  /** Resolves to the id of the payment. @throws ProviderRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  async debit(
    debit: { readonly mandate: string; readonly amount: number; readonly merchantReference: string },
    key: string,
  ): Promise<string> {
    return created.parse(await this.#create('payments', { ...debit, currency: 'EUR' }, key)).id;
  }

  /** Resolves to the id of the refund. @throws ProviderRefusal, BancError REF_GAP_PROVIDER_UNREACHABLE */
  async refund(of: string, amount: number, key: string): Promise<string> {
    return created.parse(await this.#create(`payments/${of}/refunds`, { amount }, key)).id;
  }

  /** What was paid to the hospital, oldest first. @throws BancError REF_GAP_PROVIDER_UNREACHABLE */
  async settlements(): Promise<Settlement[]> {
    return settlements.parse(await this.#read('settlements')).items;
  }

  #read(path: string): Promise<unknown> {
    return this.#persist(() => this.#ask('GET', path));
  }

  #create(path: string, body: object, key: string): Promise<unknown> {
    return this.#persist(() => this.#ask('POST', path, body, key));
  }

  async #persist(ask: () => Promise<Answer>): Promise<unknown> {
    const { attempts, pause } = this.#options;
    let why: unknown;
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await delay(pause * 2 ** (attempt - 1));
      try {
        const { status, body, retryAfter } = await ask();
        if (status < 300) return body;
        const said = problem.parse(body);
        const refusal = new ProviderRefusal(status, said);
        if (!said.retriable) throw refusal;
        why = refusal;
        if (retryAfter !== undefined) await delay(Math.min(retryAfter, 60) * 1000);
      } catch (error) {
        if (error instanceof ProviderRefusal) throw error;
        why = error;
      }
    }
    throw refGapErrors.error(
      'REF_GAP_PROVIDER_UNREACHABLE',
      { attempts, reason: String(why) },
      { cause: why },
    );
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Answer> {
    const { connect, host, patience } = this.#options;
    const connection = await connect();
    try {
      const asked = request({
        createConnection: () => connection,
        method,
        path: `/diapason/v1/self/${path}`,
        headers: {
          host,
          connection: 'close',
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        signal: AbortSignal.timeout(patience),
      });
      asked.end(body && JSON.stringify(body));
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      const { statusCode: status = 0, headers } = response;
      const retryAfter = Number(headers['retry-after']);
      return { status, body: await json(response), retryAfter: retryAfter > 0 ? retryAfter : undefined };
    } finally {
      connection.destroy();
    }
  }
}
