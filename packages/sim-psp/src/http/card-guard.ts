import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { holdsCardNumber } from '../cards/card-number.ts';
import { identifier } from '../cards/exempt.ts';
import { searchForCardNumbers } from '../cards/search.ts';
import { PspProblem } from '../problems/problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The JSON text that the body was read from; emptied where there is a card number in it. */
    bodyText?: string;
  }
}

/** Headers that are identifiers by their standards: RFC 9562, W3C Trace Context. */
const IDENTIFYING_HEADERS = z.object({
  'idempotency-key': identifier(z.uuid()),
  'x-correlation-id': identifier(z.uuid()),
  traceparent: identifier(z.string().regex(/^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/)),
});

/**
 * Refuses every request with a card number in its address, headers or body before anything is done with it, and keeps
 * nothing of it: the bodies are JSON, read here so that even what `JSON.parse` drops is seen.
 */
export function refuseCardNumbers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    request.bodyText = String(text);
    try {
      done(null, JSON.parse(request.bodyText));
    } catch {
      // The parser's own words cite the text.
      done(holdsCardNumber(request.bodyText) ? refusal(['(body)']) : new PspProblem('malformed-body'));
    }
  });
  app.addHook('onRequest', async (request) => {
    if (request.url !== '/' && holdsCardNumber(decoded(request.url))) throw refusal(['(address)']);
    const { fields } = searchForCardNumbers(request.headers, IDENTIFYING_HEADERS);
    if (fields.length > 0) throw refusal(fields.map((field) => `header ${field}`));
  });
  app.addHook('preValidation', async (request) => {
    const fields = fieldsOf(request);
    if (fields.length === 0) return;
    delete request.bodyText;
    request.body = undefined;
    throw refusal(fields);
  });
}

function fieldsOf({ body, bodyText, routeOptions }: FastifyRequest): readonly string[] {
  if (bodyText === undefined) return [];
  const schema = routeOptions.schema?.body;
  const { fields, exempted } = searchForCardNumbers(body, schema instanceof z.ZodType ? schema : undefined);
  if (fields.length > 0) return fields;
  // A member that is there twice, or a number with more digits than a float has, is in the text only.
  const rest = exempted.reduce((text, value) => text.replaceAll(value, '""'), bodyText);
  return holdsCardNumber(rest) ? ['(body)'] : [];
}

const CARD_NUMBER = { fr: 'un numéro de carte', en: 'a card number' };

const refusal = (fields: readonly string[]): PspProblem =>
  new PspProblem(
    'card-number-present',
    { fields: fields.join(', ') },
    { errors: fields.map((field) => ({ field, message: CARD_NUMBER })) },
  );

/** Escapes and plus signs as the characters that they stand for; what is no escape stays. */
function decoded(url: string): string {
  return url
    .replaceAll('+', ' ')
    .replace(/(?:%[\da-f]{2})+/gi, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString());
}
