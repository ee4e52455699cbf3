import type { Text } from '@banc-gap/pki';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem, ProblemParameters } from './problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** What a client that may retry should wait, in seconds. */
const RETRY_AFTER = '5';

/** Answers with the problem (RFC 9457), in French unless English is asked for. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr';
  if (problem.retriable) reply.header('retry-after', RETRY_AFTER);
  if (problem.slug === 'certificate-refused') reply.header('connection', 'close');
  return reply
    .code(problem.entry.status)
    .header('content-type', `${PROBLEM_TYPE}; charset=utf-8`)
    .header('content-language', language)
    .header('vary', 'accept-language')
    .serializer((details: unknown) => JSON.stringify(details))
    .send(problem.details(language));
}

/** What every service that answers with problems has of them. */
export type HttpProblemSlug =
  | 'malformed-body'
  | 'malformed-request'
  | 'body-too-large'
  | 'media-type-unsupported'
  | 'internal-error';

const NOT_JSON: Text = {
  fr: 'ce n’est pas du JSON, ou il n’est pas entier',
  en: 'it is not JSON, or not whole',
};

/**
 * Whatever Fastify or anything else has thrown, as a problem, without the words of a parser: they cite what was sent.
 *
 * @param limit of a body, in octets
 */
export function problemOf<Made extends Problem>(
  error: unknown,
  limit: number,
  make: (slug: HttpProblemSlug, parameters?: ProblemParameters) => Made,
): Made {
  const { code = '', statusCode = 500 } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return make('malformed-body', { reason: NOT_JSON });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return make('body-too-large', { limit });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return make('media-type-unsupported');
  }
  return make(statusCode >= 400 && statusCode < 500 ? 'malformed-request' : 'internal-error');
}
