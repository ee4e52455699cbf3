import { BancError } from '@banc-gap/pki';
import { type Clock, type Journal, type RunningService, startControl } from '@banc-gap/simkit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AMC_FAULTS, type AmcFaults } from './faults.ts';
import type { Insurer } from './insurer/insurer.ts';
import { Refusal } from './insurer/refusal.ts';
import { SERVICE_NAMES } from './insurer/requests.ts';
import { ROC_CODES } from './services/codes.ts';
import type { TokenCount } from './services/token-count.ts';

export interface AmcControlOptions {
  readonly host?: string;
  readonly port?: number;
  readonly token?: string;
}

interface Parts {
  readonly insurer: Insurer;
  readonly faults: AmcFaults;
  readonly tokens: TokenCount;
  readonly clock: Clock;
  readonly journal: Journal;
}

const faultChange = z.record(z.string(), z.string());
const seedQuery = z.strictObject({ seed: z.coerce.number().int().min(0).optional() });

/** The control port: what the AMC knows, counts and has promised, and how it is made to fail. */
export function startAmcControl(parts: Parts, options: AmcControlOptions): Promise<RunningService> {
  const { clock, journal } = parts;
  return startControl({
    name: 'amc',
    clock,
    journal,
    ...options,
    routes: (app) => controlRoutes(app, parts),
  });
}

function controlRoutes(app: FastifyInstance, { insurer, faults, tokens }: Parts): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof BancError) {
      return reply.code(400).send({ code: error.code, error: `${error.message}. ${error.next}` });
    }
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    if (error instanceof Refusal) {
      const { code } = error;
      return reply
        .code(409)
        .send({ code, error: `${ROC_CODES[code].en}. GET /commitments lists those that there are.` });
    }
    return reply.send(error);
  });

  app.get('/insured', async () => insurer.seed);
  app.get('/tokens', async () => tokens.figures);

  app.get('/commitments', async () => ({ items: insurer.commitments.list() }));
  // The invoice of the hospital has come and is paid.
  app.post<{ Params: { numero: string } }>('/commitments/:numero/consume', async ({ params }) =>
    insurer.commitments.consume(params.numero),
  );

  app.get('/faults', async () => ({
    active: faults.active,
    seed: faults.seed,
    known: Object.fromEntries(SERVICE_NAMES.map((name) => [name, AMC_FAULTS])),
  }));
  app.put('/faults', async ({ body, query }) => {
    faults.set(faultChange.parse(body), seedQuery.parse(query).seed);
    return { active: faults.active, seed: faults.seed };
  });
}
