import {
  assertHarmlessTarget,
  type Journal,
  type RunningTlsService,
  sendProblem,
  startTlsService,
} from '@banc-gap/simkit';
import type { Identity } from '@banc-gap/tls12';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { USER_HEADER } from '../http/app.ts';
import { asProblem, BODY_LIMIT } from '../http/problems.ts';
import { DpProblem } from '../problems/problem.ts';
import { type Answer, type DpAddress, forward } from './forward.ts';
import { GatewayPeople, type GatewayPerson } from './people.ts';

export interface GatewayOptions {
  readonly people: readonly GatewayPerson[];
  readonly dp: DpAddress;
  /** Its server certificate, SSL_SERVEUR of the establishment. */
  readonly identity: Identity;
  readonly journal: Journal;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 14447; 0 lets the system choose. */
  readonly port?: number;
  /** The name in its certificate, for `url`; default the host. */
  readonly serverName?: string;
  /** Milliseconds until the DP has answered; default 30 s. */
  readonly patience?: number;
}

/** The headers that concern what is carried, and not how. */
const CARRIED = ['content-type', 'content-language', 'accept-language', 'retry-after', USER_HEADER] as const;

/**
 * A *passerelle proxy*: software that holds no key of its users reaches the DP through it. Each request is made with the
 * key of the person who has authenticated to the gateway, and with no other.
 *
 * @throws BancError DP_GATEWAY_KEY_SHARED, SIMKIT_TARGET_*
 */
export async function startGateway(options: GatewayOptions): Promise<RunningTlsService> {
  const { dp, identity, journal, host, port = 14_447, serverName } = options;
  assertHarmlessTarget(dp.address, { allowPublic: false, name: dp.serverName });
  const app = gatewayApp(options, new GatewayPeople(options.people));
  return await startTlsService(app, {
    name: 'dp-gateway',
    identity,
    journal,
    host: host ?? '127.0.0.1',
    port,
    serverName,
  });
}

function gatewayApp(
  { dp, journal, patience = 30_000 }: GatewayOptions,
  people: GatewayPeople,
): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, asProblem(error)));
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new DpProblem('resource-unknown')));

  app.all('/dp/*', async (request, reply) => {
    const person = people.authenticate(request.headers.authorization);
    if (person === undefined) {
      reply.header('www-authenticate', 'Basic realm="DP", charset="UTF-8"');
      throw new DpProblem('login-refused');
    }
    const { nationalId } = person;
    const named = request.headers[USER_HEADER];
    if (named !== undefined && named !== nationalId) {
      throw new DpProblem('user-is-another', { named: String(named), holder: nationalId });
    }
    const answer = await answerOf(request, person, dp, patience);
    journal.record('forwarded', { method: request.method, person: nationalId, status: answer.status });
    return reply.code(answer.status).headers(carried(answer.headers)).send(answer.body);
  });
  return app;
}

async function answerOf(
  { method, url, headers, body }: FastifyRequest,
  { nationalId, identity }: { readonly nationalId: string; readonly identity: Identity },
  dp: DpAddress,
  patience: number,
): Promise<Answer> {
  const message = {
    method,
    path: url,
    headers: { ...carried(headers), [USER_HEADER]: nationalId },
    ...(Buffer.isBuffer(body) && { body }),
    patience,
  };
  try {
    return await forward(message, identity, dp);
  } catch (error) {
    const { code, message: text } = error as NodeJS.ErrnoException;
    // Of an alert, OpenSSL has the name in its message alone.
    const [alert] = /alert [a-z ]+/.exec(text) ?? [];
    throw new DpProblem('dp-unreachable', { reason: alert ?? code ?? text });
  }
}

function carried(headers: FastifyRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    CARRIED.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}
