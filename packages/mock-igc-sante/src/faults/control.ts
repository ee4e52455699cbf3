import { BancError } from '@banc-gap/pki';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FAULTS } from './catalogue.ts';
import type { PublicationFaults } from './publication-faults.ts';

const change = z.strictObject({
  faults: z.record(z.string(), z.string()),
  seed: z.coerce.number().int().min(0).optional(),
});

/** For a control port: `GET /faults` says what fails and what could, `PUT /faults?seed=…` replaces what fails. */
export function faultRoutes(faults: PublicationFaults): (app: FastifyInstance) => void {
  return (app) => {
    app.get('/faults', async () => ({ active: faults.active, seed: faults.seed, known: FAULTS }));

    app.put('/faults', async (request, reply) => {
      const wanted = change.safeParse({ faults: request.body, ...(request.query as object) });
      if (!wanted.success) return reply.code(400).send({ error: z.prettifyError(wanted.error) });
      try {
        faults.set(wanted.data.faults, wanted.data.seed);
      } catch (error) {
        if (!(error instanceof BancError)) throw error;
        return reply.code(400).send({ code: error.code, error: `${error.message}. ${error.next}` });
      }
      return { active: faults.active, seed: faults.seed };
    });
  };
}
