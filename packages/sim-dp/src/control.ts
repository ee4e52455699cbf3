import { BancError } from '@banc-gap/pki';
import { type RunningService, sendProblem, startControl } from '@banc-gap/simkit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readSeed } from './dossiers/seed.ts';
import type { Dp } from './dp.ts';
import { type DpFaults, FAULTS, OPERATIONS } from './faults.ts';
import { asProblem } from './http/problems.ts';
import { parse } from './parse.ts';
import { DpProblem } from './problems/problem.ts';

export interface DpControlOptions {
  readonly host?: string;
  readonly port?: number;
  readonly token?: string;
}

const faultChange = z.strictObject({
  faults: z.record(z.string(), z.string()),
  seed: z.coerce.number().int().min(0).optional(),
});

interface OfPatient {
  readonly Params: { readonly ins: string };
}

/** The control port: dossiers as they stand, and faults. */
export function startDpControl(dp: Dp, faults: DpFaults, options: DpControlOptions): Promise<RunningService> {
  const { clock, journal } = dp;
  return startControl({
    name: 'dp',
    clock,
    journal,
    ...options,
    routes: (app) => controlRoutes(app, dp, faults),
  });
}

function controlRoutes(app: FastifyInstance, dp: Dp, faults: DpFaults): void {
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof BancError)) return sendProblem(request, reply, asProblem(error));
    return reply.code(400).send({ code: error.code, error: `${error.message}. ${error.next}` });
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new DpProblem('resource-unknown')));

  app.get('/dossiers', async () => ({ dossiers: dp.dossiers.list() }));
  // JSON is YAML: a seed as the file has it, in the body.
  app.put('/dossiers', async ({ body }) => {
    dp.reset(readSeed(JSON.stringify(body), 'the body'));
    return { dossiers: dp.dossiers.list() };
  });
  app.get<OfPatient>('/dossiers/:ins/documents', async ({ params }) => ({
    documents: dp.dossiers.documents(params.ins),
  }));

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
