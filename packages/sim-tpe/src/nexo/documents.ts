import { z } from 'zod';
import { LONGEST_MESSAGE } from '../link/framing.ts';
import { POLL_PATH } from '../link/poll-link.ts';
import { fromGap, fromTerminal } from './schema.ts';

const SCHEMA_ID = 'urn:banc-gap:diapason:tpe:messages';

/** JSON Schema of what a terminal and a GAP say to each other. */
export function messagesJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: SCHEMA_ID,
    title: 'Messages between a terminal and a GAP',
    description: `On a framed socket each has its length before it: four octets, big endian, 1 to ${LONGEST_MESSAGE}.`,
    anyOf: [{ $ref: '#/$defs/fromTerminal' }, { $ref: '#/$defs/fromGap' }],
    $defs: { fromTerminal: withoutDialect(fromTerminal), fromGap: withoutDialect(fromGap) },
  };
}

/** OpenAPI of what a GAP serves where it is polled. */
export function pollOpenApi(): Readonly<Record<string, unknown>> {
  const message = (from: 'fromTerminal' | 'fromGap') => ({
    'application/json': { schema: { $ref: `#/components/schemas/${from}` } },
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'The GAP as terminals poll it',
      version: '1',
      description: 'TLS 1.2 with the certificate of the terminal. Ours: the real interface is not public.',
    },
    paths: {
      [POLL_PATH]: {
        post: {
          operationId: 'exchangeMessages',
          summary: 'Takes a message of the terminal, gives one of the GAP',
          description:
            'One request at a time for each terminal. Without a body the terminal has nothing to say, and only asks.',
          parameters: [
            {
              name: 'Prefer',
              in: 'header',
              description: 'RFC 7240: for how many seconds the request may be held until there is a message',
              schema: { type: 'string', pattern: '^wait=\\d+$' },
            },
          ],
          requestBody: { required: false, content: message('fromTerminal') },
          responses: {
            200: { description: 'A message for the terminal', content: message('fromGap') },
            204: { description: 'Nothing for the terminal' },
          },
        },
      },
    },
    components: {
      schemas: { fromTerminal: withoutDialect(fromTerminal), fromGap: withoutDialect(fromGap) },
    },
  };
}

function withoutDialect(schema: z.ZodType): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}
