import { z } from 'zod';
import type { Pfcng } from '../../pfcng.ts';
import { formState } from '../../schemas/forms.ts';
import * as schemas from '../../schemas/index.ts';
import { type Api, creationKey, idempotencyHeaders } from '../api.ts';
import { page, pageOf, pageQuery } from '../pages.ts';

const tags = ['forms'];
const one = z.object({ form: z.string() });
const listQuery = z.strictObject({
  structure: z.string().optional(),
  number: schemas.submittedForm.shape.number.optional(),
  state: formState.optional(),
  ...pageQuery,
});

/** The forms of ANS, sent and decided. */
export function formRoutes(api: Api, { forms }: Pfcng): void {
  api.get(
    '/forms',
    {
      schema: {
        tags,
        summary: 'Forms that were sent',
        querystring: listQuery,
        response: { 200: pageOf(schemas.submittedForm) },
      },
    },
    async ({ actor, query, url }) => {
      const { offset, limit, ...filter } = query;
      return page(forms.list(actor, filter), { offset, limit }, url);
    },
  );
  api.post(
    '/forms',
    {
      schema: {
        tags,
        summary: 'Sends a form; a refused one is kept, and the problem has its id',
        headers: idempotencyHeaders,
        body: schemas.formSubmission,
        response: { 201: schemas.submittedForm },
      },
    },
    async (request, reply) =>
      reply.code(201).send(forms.submit(request.actor, request.body, creationKey(request))),
  );
  api.get(
    '/forms/:form',
    { schema: { tags, summary: 'One form', params: one, response: { 200: schemas.submittedForm } } },
    async ({ actor, params }) => forms.get(actor, params.form),
  );
  api.post(
    '/forms/:form/decisions',
    {
      schema: {
        tags,
        summary: 'Decides a form that waits (service client)',
        params: one,
        response: { 201: schemas.submittedForm },
      },
    },
    async ({ actor, params }, reply) => reply.code(201).send(forms.decide(actor, params.form)),
  );
}
