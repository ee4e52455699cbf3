import { BancError } from '@banc-gap/pki';
import { type Clock, type Journal, type RunningService, startControl } from '@banc-gap/simkit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Directory, directorySchema } from './directory.ts';
import { ANNUAIRE_FAULTS, type AnnuaireFaults } from './faults.ts';

export interface AnnuaireControlOptions {
  readonly host?: string;
  readonly port?: number;
  readonly token?: string;
}

/** What is steered, and how clients are judged. */
export interface AnnuaireControlled {
  readonly directory: Directory;
  readonly faults: AnnuaireFaults;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly admission: { readonly naming: 'lenient' | 'strict'; readonly clientRevocation: 'on' | 'off' };
}

/** The control port: what the annuaire knows, and how it fails. */
export function startAnnuaireControl(
  controlled: AnnuaireControlled,
  options: AnnuaireControlOptions,
): Promise<RunningService> {
  const { clock, journal } = controlled;
  return startControl({
    name: 'annuaire',
    clock,
    journal,
    ...options,
    routes: (app) => controlRoutes(app, controlled),
  });
}

const faultChange = z.strictObject({
  faults: z.record(z.string(), z.string()),
  seed: z.coerce.number().int().min(0).optional(),
});

function controlRoutes(app: FastifyInstance, { directory, faults, admission }: AnnuaireControlled): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    if (!(error instanceof BancError)) throw error;
    return reply.code(400).send({ code: error.code, error: `${error.message}. ${error.next}` });
  });

  app.get('/admission', async () => admission);

  app.get('/directory', async () => directory.content);
  app.put('/directory', async ({ body }) => {
    directory.content = directorySchema.parse(body);
    return directory.content;
  });

  app.get('/faults', async () => ({
    active: faults.active,
    seed: faults.seed,
    known: { search: ANNUAIRE_FAULTS },
  }));
  app.put('/faults', async ({ body, query }) => {
    const wanted = faultChange.parse({ faults: body, ...(query as object) });
    faults.set(wanted.faults, wanted.seed);
    return { active: faults.active, seed: faults.seed };
  });
}
