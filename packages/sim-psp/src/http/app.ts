import { setTimeout as delay } from 'node:timers/promises';
import type { Client, Voucher } from '@banc-gap/simkit';
import { sendProblem } from '@banc-gap/simkit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { holdsCardNumber } from '../cards/card-number.ts';
import { magicOf } from '../desks/magic-amounts.ts';
import type { PspFaults } from '../faults.ts';
import { PspProblem } from '../problems/problem.ts';
import type { Psp } from '../psp.ts';
import type { Asked, Binding, BindingContext } from './binding.ts';
import { refuseCardNumbers } from './card-guard.ts';
import { asProblem, BODY_LIMIT } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    client?: ActingClient;
    /** The account that it is about, once that is known. */
    account?: string;
    /** How the answer reaches the client, or does not; by its amount, that of a debit which was made. */
    delivery?: 'slow' | 'lost-reply' | undefined;
    deliveryByAmount?: 'slow' | 'lost-reply';
    refusedBy?: PspProblem;
  }
}

/** What counts of the client; whatever else is known of it is for the journal. */
type ActingClient = Pick<Client, 'structure' | 'warnings'>;

export interface PspAppOptions {
  readonly psp: Psp;
  readonly binding: Binding;
  readonly faults: PspFaults;
  /** Whose certificate vouches for a request. @throws PspProblem certificate-refused, if nobody's does now */
  readonly clientOf: (request: FastifyRequest) => Promise<ActingClient>;
  /** What vouches for the answers; absent where they are not sent by TLS. */
  readonly server?: Voucher;
  /** How late a slow answer is. */
  readonly slowMs: number;
}

/** Thrown where the connection is to be cut instead of an answer. */
class Cut extends Error {}

/** The provider over HTTP, in one binding. */
export async function pspApp(options: PspAppOptions): Promise<FastifyInstance> {
  const { psp, binding, clientOf, slowMs } = options;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request as FastifyRequest, reply as never, asProblem(error));
    },
  });
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());

  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Cut) return cut(request, reply);
    request.refusedBy = asProblem(error);
    if (request.refusedBy.slug === 'internal-error') {
      const { name, message } = error as Error;
      psp.journal.record('internal-error', { error: name, ...(!holdsCardNumber(message) && { message }) });
    }
    return sendProblem(request, reply, request.refusedBy);
  });
  app.setNotFoundHandler((request, reply) => {
    request.refusedBy = new PspProblem('resource-unknown');
    return sendProblem(request, reply, request.refusedBy);
  });

  app.addHook('onRequest', async (request) => {
    request.client = await clientOf(request);
  });
  refuseCardNumbers(app);
  app.addHook('onSend', async (request, reply, payload) => {
    for (const warning of new Set(request.client?.warnings.map(() => 'client-name-unexpected'))) {
      reply.header('banc-gap-warning', warning);
    }
    if (request.refusedBy === undefined) request.delivery ??= request.deliveryByAmount;
    record(options, request, reply);
    if (request.delivery === 'slow') {
      await delay(slowMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    if (request.delivery === 'lost-reply') request.raw.socket.destroy();
    return payload;
  });

  await binding.mount(app, contextOf(options));
  return app;
}

function contextOf({ psp, faults }: PspAppOptions): BindingContext {
  return {
    psp,
    enter(request: FastifyRequest, { account, operation, amount }: Asked) {
      const merchant = psp.merchants.actingFor(account, request.client?.structure);
      request.account = merchant.account;
      psp.runDue();
      const magic = amount === undefined ? undefined : magicOf(amount);
      if (magic !== undefined && 'delivery' in magic) request.deliveryByAmount = magic.delivery;
      const fault = faults.of(operation, merchant.account);
      if (fault === 'lost-request') throw new Cut();
      if (fault === 'unavailable' || fault === 'too-many-requests') throw new PspProblem(fault);
      if (fault !== undefined) request.delivery = fault;
      return merchant;
    },
  };
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** The message and its answer, beside the certificates that vouch for them. */
function record({ psp, server }: PspAppOptions, request: FastifyRequest, reply: FastifyReply): void {
  const { client, account, refusedBy, delivery, method, routeOptions } = request;
  const clean = refusedBy?.slug !== 'card-number-present';
  psp.journal.record('answered', {
    method,
    route: routeOptions.url ?? null,
    status: reply.statusCode,
    ...(refusedBy !== undefined && { problem: refusedBy.slug }),
    ...(account !== undefined && { account }),
    ...(delivery !== undefined && { delivery }),
    ...(clean && request.body !== undefined && { body: request.body }),
    ...(clean && { correlationId: request.headers['x-correlation-id'] ?? null }),
    client: client ?? null,
    server: server ?? null,
  });
}
