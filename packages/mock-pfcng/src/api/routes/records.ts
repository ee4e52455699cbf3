import { z } from 'zod';
import type { Pfcng } from '../../pfcng.ts';
import type { Api } from '../api.ts';
import { change, message } from '../components.ts';
import { page, pageOf, pageQuery } from '../pages.ts';

const after = z.coerce.number().int().min(0).default(0);
const oneMessage = z.object({ message: z.string() });

/** What was written to whom, and who changed what, when and why. */
export function recordRoutes(api: Api, { mailbox, changes }: Pfcng): void {
  api.get(
    '/messages',
    {
      schema: {
        tags: ['messages'],
        summary: 'Mails of the platform, which never leave the bench',
        querystring: z.strictObject({
          to: z.string().optional(),
          about: z.string().optional(),
          purpose: z.string().optional(),
          after,
          ...pageQuery,
        }),
        response: { 200: pageOf(message) },
      },
    },
    async ({ actor, query, url }) => {
      const { offset, limit, ...filter } = query;
      return page(mailbox.list(actor, filter), { offset, limit }, url);
    },
  );
  api.get(
    '/messages/:message',
    { schema: { tags: ['messages'], summary: 'One mail', params: oneMessage, response: { 200: message } } },
    async ({ actor, params }) => mailbox.get(actor, params.message),
  );
  api.get(
    '/messages/:message/source',
    {
      schema: {
        tags: ['messages'],
        summary: 'The mail as it would travel (RFC 5322)',
        params: oneMessage,
        response: { 200: { content: { 'message/rfc822': { schema: z.string() } } } },
      },
    },
    async ({ actor, params }, reply) =>
      reply.type('message/rfc822').send((await mailbox.raw(actor, params.message)) as never),
  );
  api.get(
    '/changes',
    {
      schema: {
        tags: ['changes'],
        summary: 'Every change: who, when and why',
        querystring: z.strictObject({ about: z.string().optional(), after, ...pageQuery }),
        response: { 200: pageOf(change) },
      },
    },
    async ({ actor, query, url }) => {
      const { about, after: since, ...wanted } = query;
      const filter = { after: since, ...(about !== undefined && { about }) };
      return page(changes.list(actor, filter), wanted, url);
    },
  );
}
