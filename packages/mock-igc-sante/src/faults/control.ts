import { BancError } from '@banc-gap/pki';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FAULTS } from './catalogue.ts';
import type { FaultBoard } from './fault-board.ts';

/** For a control port: `GET /faults` says what fails and what could, `PUT /faults` replaces what fails. */
export function faultRoutes(faults: FaultBoard): (app: FastifyInstance) => void {
  return (app) => {
    app.get('/faults', async () => ({ active: faults.active, known: FAULTS }));

    app.put('/faults', async (request, reply) => {
      const body = z.record(z.string(), z.string()).safeParse(request.body);
      if (!body.success) return reply.code(400).send({ error: z.prettifyError(body.error) });
      try {
        faults.set(body.data);
      } catch (error) {
        if (!(error instanceof BancError)) throw error;
        return reply.code(400).send({ code: error.code, error: `${error.message}. ${error.next}` });
      }
      return { active: faults.active };
    });
  };
}
