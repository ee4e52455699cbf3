import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Certificate } from '@banc-gap/pki';
import type { Clock } from '@banc-gap/simkit';
import { PspProblem } from '../problems/problem.ts';
import type { Delivery, WebhookDesk } from './desk.ts';
import { signedHeaders } from './signature.ts';
import { harmlessTarget } from './target.ts';

export interface DelivererOptions {
  readonly desk: WebhookDesk;
  readonly clock: Clock;
  /** Who a hospital's https server must be certified by: IGC-Santé. */
  readonly trust: () => readonly Certificate[];
  /** Milliseconds for each attempt. */
  readonly patience?: number;
}

const PATIENCE_MS = 10_000;

/** Tells hospitals what happened; each attempt is judged anew, so that a name cannot come to mean another address. */
export class WebhookDeliverer {
  readonly #options: DelivererOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: DelivererOptions) {
    this.#options = options;
  }

  /** Makes one attempt at everything that is due; what is due already under way is waited for. */
  deliverDue(): Promise<void> {
    this.#running ??= this.#deliverAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #deliverAll(): Promise<void> {
    const { desk } = this.#options;
    for (const delivery of desk.due()) {
      if (this.#stopping.signal.aborted) return;
      const { delivered, answer } = await this.#attempt(delivery);
      if (!this.#stopping.signal.aborted) desk.attempted(delivery, delivered, answer);
    }
  }

  async #attempt(delivery: Delivery): Promise<{ readonly delivered: boolean; readonly answer: string }> {
    try {
      const { statusCode = 0 } = await this.#send(delivery);
      return { delivered: statusCode >= 200 && statusCode < 300, answer: String(statusCode) };
    } catch (error) {
      if (error instanceof PspProblem) return { delivered: false, answer: error.slug };
      return { delivered: false, answer: (error as NodeJS.ErrnoException).code ?? (error as Error).name };
    }
  }

  async #send(delivery: Delivery): Promise<IncomingMessage> {
    const { clock, trust, patience = PATIENCE_MS } = this.#options;
    const url = new URL(delivery.url);
    const address = await harmlessTarget(delivery.url);
    const secure = url.protocol === 'https:';
    const request = (secure ? requestHttps : requestHttp)({
      method: 'POST',
      host: address,
      port: url.port || (secure ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(delivery.body),
        ...signedHeaders(delivery, clock.now()),
      },
      signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(patience)]),
      ...(secure && { ca: trust().map(({ pem }) => pem) }),
      ...(secure && isIP(url.hostname) === 0 && { servername: url.hostname }),
    });
    request.end(delivery.body);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    answer.destroy();
    return answer;
  }
}
