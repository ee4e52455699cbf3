import { BancError } from '@banc-gap/pki';
import { type RunningService, sendProblem, startControl } from '@banc-gap/simkit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FAULTS, OPERATIONS, type PspFaults } from './faults.ts';
import { refuseCardNumbers } from './http/card-guard.ts';
import { asProblem } from './http/problems.ts';
import { parse } from './parse.ts';
import { PspProblem } from './problems/problem.ts';
import type { Psp } from './psp.ts';

export interface PspControlOptions {
  readonly host?: string;
  readonly port?: number;
  readonly token?: string;
}

const faultChange = z.strictObject({
  faults: z.record(z.string(), z.string()),
  seed: z.coerce.number().int().min(0).optional(),
});
const issuerAnswer = z.strictObject({ refuses: z.unknown() });
const advance = z.strictObject({ days: z.number() });
const closing = z.strictObject({ including: z.enum(['yesterday', 'today']).default('today') });

interface Named {
  readonly Params: { readonly name: string };
}

/** The control port: what terminals, banks, cardholders and time do to the provider. */
export function startPspControl(
  psp: Psp,
  faults: PspFaults,
  options: PspControlOptions,
): Promise<RunningService> {
  const { clock, journal } = psp;
  return startControl({
    name: 'psp',
    clock,
    journal,
    ...options,
    routes: (app) => controlRoutes(app, psp, faults),
  });
}

function controlRoutes(app: FastifyInstance, psp: Psp, faults: PspFaults): void {
  refuseCardNumbers(app);
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof BancError)) return sendProblem(request, reply, asProblem(error));
    return reply.code(400).send({ code: error.code, error: `${error.message}. ${error.next}` });
  });

  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new PspProblem('resource-unknown')));

  // The side of the terminals.
  app.post('/acquirer/tokens', async (request, reply) =>
    reply.code(201).send(psp.acquirer.register(request.body)),
  );
  app.get<Named>('/acquirer/tokens/:name', async ({ params }) => psp.acquirer.token(params.name));

  app.get('/merchants', async () => ({ items: psp.merchants.list() }));
  app.put<Named>('/merchants/:name', async ({ params, body }) => psp.merchants.put(params.name, body));

  // Banks and cardholders.
  app.post<Named>('/cards/:name/opposition', async ({ params }, reply) => {
    psp.acquirer.oppose(params.name);
    return reply.code(204).send();
  });
  app.put<Named>('/cards/:name/issuer', async ({ params, body }, reply) => {
    psp.acquirer.setIssuer(params.name, parse(issuerAnswer, body).refuses);
    return reply.code(204).send();
  });
  app.post<Named>('/mandates/:name/opposition', async ({ params }) => psp.opposeMandate(params.name));
  app.post<Named>('/payments/:name/chargeback', async ({ params }) => psp.chargeBack(params.name));

  // Time: the day of business, not the one by which certificates are judged.
  app.post('/clock/advance', async ({ body }) => {
    psp.clock.advance(parse(advance, body).days);
    psp.runDue();
    return { now: psp.clock.now().toISOString() };
  });
  app.post('/settlements', async ({ body }, reply) =>
    reply.code(201).send({ items: psp.settlements.close(parse(closing, body ?? {})) }),
  );

  app.get('/ledger', async () => psp.ledger);

  app.get('/faults', async () => ({
    active: faults.active,
    seed: faults.seed,
    known: Object.fromEntries(OPERATIONS.map((operation) => [operation, FAULTS])),
  }));
  app.put('/faults', async ({ body, query }) => {
    const wanted = parse(faultChange, { faults: body, ...(query as object) });
    faults.set(wanted.faults, wanted.seed);
    return { active: faults.active, seed: faults.seed };
  });
}
