import { setTimeout as delay } from 'node:timers/promises';
import type { SignerVerifier } from '@banc-gap/saml';
import type { Client, Voucher } from '@banc-gap/simkit';
import { sendProblem } from '@banc-gap/simkit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Dp } from '../dp.ts';
import type { DpFaults, FaultName } from '../faults.ts';
import type { Person } from '../people/person.ts';
import { assertMay } from '../people/rights.ts';
import { DpProblem } from '../problems/problem.ts';
import type { Binding, BindingContext } from './binding.ts';
import { asProblem, BODY_LIMIT } from './problems.ts';

/** In a request: for whom the software asks, by PS_IdNat. In an answer: who the DP took the user for. */
export const USER_HEADER = 'banc-gap-utilisateur';

export interface User {
  readonly person: Person;
  readonly client: Client;
}

/** What is known of one request. */
interface Asked {
  user?: User;
  fault?: FaultName;
  refusedBy?: DpProblem;
}

export interface DpAppOptions {
  readonly dp: Dp;
  readonly binding: Binding;
  readonly faults: DpFaults;
  readonly signers: SignerVerifier;
  /** Whose certificate vouches for a request. @throws DpProblem certificate-refused, if nobody's does now */
  readonly userOf: (request: FastifyRequest) => Promise<User>;
  /** What vouches for the answers; absent where they are not sent by TLS. */
  readonly server?: Voucher | undefined;
  /** How late a slow answer is. */
  readonly slowMs: number;
}

/** Thrown where something else is to come than an answer. */
class Fault extends Error {}

const PORTAL = `<!DOCTYPE html>
<html lang="fr"><head><title>Portail d’accès</title></head><body><h1>Authentification requise</h1></body></html>
`;

/** The DP over HTTP, in one binding. */
export async function dpApp(options: DpAppOptions): Promise<FastifyInstance> {
  const { dp, binding, userOf, slowMs } = options;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request as FastifyRequest, reply as never, asProblem(error));
    },
  });
  const requests = new WeakMap<FastifyRequest, Asked>();
  const asked = (request: FastifyRequest): Asked => requests.get(request) ?? {};
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());

  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Fault) return instead(asked(request).fault!, request, reply);
    const problem = asProblem(error);
    asked(request).refusedBy = problem;
    if (problem.slug === 'internal-error' && problem !== error) {
      dp.journal.record('internal-error', { error: String((error as Error).stack) });
    }
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    asked(request).refusedBy = new DpProblem('resource-unknown');
    return sendProblem(request, reply, new DpProblem('resource-unknown'));
  });

  app.addHook('onRequest', async (request, reply) => {
    requests.set(request, {});
    const user = await userOf(request);
    asked(request).user = user;
    reply.header(USER_HEADER, user.person.nationalId);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    record(options, request, reply, asked(request));
    const { fault, refusedBy } = asked(request);
    if (refusedBy !== undefined) return payload;
    if (fault === 'slow') {
      await delay(slowMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    if (fault === 'lost-reply') request.raw.socket.destroy();
    return payload;
  });

  await binding.mount(app, contextOf(options, asked));
  return app;
}

function contextOf(
  { dp, faults, signers }: DpAppOptions,
  asked: (request: FastifyRequest) => Asked,
): BindingContext {
  return {
    dp,
    signers,
    enter(request, operation, ins = '') {
      const { person } = asked(request).user!;
      const named = request.headers[USER_HEADER];
      if (named !== undefined && named !== person.nationalId) {
        throw new DpProblem('user-is-another', { named: String(named), holder: person.nationalId });
      }
      assertMay(person, operation);
      const fault = faults.of(operation, ins);
      if (fault === undefined) return person;
      asked(request).fault = fault;
      if (fault === 'unavailable' || fault === 'internal-error') throw new DpProblem(fault);
      if (fault === 'lost-request' || fault === 'html') throw new Fault();
      return person;
    },
  };
}

function instead(fault: FaultName, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (fault === 'html') return reply.type('text/html; charset=utf-8').serializer(String).send(PORTAL);
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** The request and its answer, beside the certificates that vouch for them. Of what is a real patient's, nothing. */
function record(
  { dp: { journal }, server }: DpAppOptions,
  { method, routeOptions, body }: FastifyRequest,
  { statusCode }: FastifyReply,
  { user, fault, refusedBy }: Asked,
): void {
  const isKept = body !== undefined && refusedBy?.slug !== 'ins-of-a-real-patient';
  journal.record('answered', {
    method,
    route: routeOptions.url ?? null,
    status: statusCode,
    ...(refusedBy !== undefined && { problem: refusedBy.slug }),
    ...(fault !== undefined && { fault }),
    ...(isKept && { body: Buffer.isBuffer(body) ? body.toString() : body }),
    person: user?.person ?? null,
    client: user?.client ?? null,
    server: server ?? null,
  });
}
