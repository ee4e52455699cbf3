import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isLoopback } from './address.ts';
import { type Clock, isAdjustable } from './clock.ts';
import { simkitErrors } from './errors.ts';
import type { Journal } from './journal.ts';
import { type RunningService, startHttpService } from './service.ts';

export interface ControlOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: the system chooses. */
  readonly port?: number;
  /** Wanted as `Authorization: Bearer …`; required unless the host is a loopback address. */
  readonly token?: string;
  /** Does what the new time has made due. */
  readonly onClockSet?: () => unknown;
  /** Further routes of the service. */
  readonly routes?: (app: FastifyInstance) => void;
}

/** The port by which a bench steers a service, apart from the one that the service is reached by. */
export async function startControl(options: ControlOptions): Promise<RunningService> {
  const { name, clock, journal, token, host = '127.0.0.1', port = 0 } = options;
  if (token === undefined && host !== 'localhost' && !(isIP(host) !== 0 && isLoopback(host))) {
    throw simkitErrors.error('SIMKIT_CONTROL_NEEDS_TOKEN', { service: name, host });
  }
  const app = fastify();
  if (token !== undefined) requireToken(app, token);

  app.get('/health', async () => ({ name, status: 'up' }));

  app.get('/journal', async (request, reply) => {
    const query = z
      .strictObject({ after: z.coerce.number().int().min(0).default(0) })
      .safeParse(request.query);
    if (!query.success) return reply.code(400).send({ error: z.prettifyError(query.error) });
    return journal.entries(query.data.after);
  });

  app.get('/clock', async () => ({
    now: clock.now().toISOString(),
    adjustable: isAdjustable(clock),
  }));

  app.put('/clock', async (request, reply) => {
    if (!isAdjustable(clock)) return reply.code(409).send({ error: 'this service runs on real time' });
    const body = z.strictObject({ now: z.iso.datetime() }).safeParse(request.body);
    if (!body.success) return reply.code(400).send({ error: z.prettifyError(body.error) });
    clock.set(new Date(body.data.now));
    await options.onClockSet?.();
    return { now: clock.now().toISOString(), adjustable: true };
  });

  options.routes?.(app);
  return startHttpService(app, { name: `control of ${name}`, host, port });
}

function requireToken(app: FastifyInstance, token: string): void {
  const wanted = digest(`Bearer ${token}`);
  app.addHook('onRequest', async (request, reply) => {
    const given = digest(request.headers.authorization ?? '');
    if (!timingSafeEqual(given, wanted)) {
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ error: 'a control token is required' });
    }
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
