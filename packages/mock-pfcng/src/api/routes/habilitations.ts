import { z } from 'zod';
import type { Pfcng } from '../../pfcng.ts';
import * as schemas from '../../schemas/index.ts';
import { expected } from '../../schemas/wording.ts';
import type { Api } from '../api.ts';
import { page, pageOf, pageQuery } from '../pages.ts';

const tags = ['habilitations'];
const listQuery = z
  .strictObject({ structure: z.string().optional(), card: z.string().optional(), ...pageQuery })
  .refine(({ structure, card }) => (structure === undefined) !== (card === undefined), {
    path: ['structure'],
    error: expected('soit la structure, soit la carte', 'either the structure or the card'),
  });

/** Who may order what for whom. */
export function habilitationRoutes(api: Api, { habilitations }: Pfcng): void {
  api.get(
    '/habilitations',
    {
      schema: {
        tags,
        summary: 'Habilitations for a structure, or of a card',
        querystring: listQuery,
        response: { 200: pageOf(schemas.habilitation) },
      },
    },
    async ({ actor, query, url }) => {
      const { structure, card } = query;
      return page(
        habilitations.list(actor, structure === undefined ? { card: card! } : { structure }),
        query,
        url,
      );
    },
  );
  api.post(
    '/habilitations/:habilitation/removals',
    {
      schema: {
        tags,
        summary: 'Takes a habilitation away, at once',
        params: z.object({ habilitation: z.string() }),
        body: schemas.habilitationRemoval.omit({ id: true }),
        response: { 204: z.undefined() },
      },
    },
    async ({ actor, params, body }, reply) => {
      habilitations.remove(actor, { ...body, id: params.habilitation });
      return reply.code(204).send();
    },
  );
}
