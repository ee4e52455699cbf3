import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DpProblem } from '../problems/problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** What a client that may retry should wait, in seconds. */
const RETRY_AFTER = '5';

/** Octets: a dispensation with its signature is some five thousand. */
export const BODY_LIMIT = 262_144;

/** Answers with the problem (RFC 9457), in French unless English is asked for. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: DpProblem): FastifyReply {
  const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr';
  if (problem.entry.retriable) reply.header('retry-after', RETRY_AFTER);
  if (problem.slug === 'certificate-refused') reply.header('connection', 'close');
  return reply
    .code(problem.entry.status)
    .header('content-type', `${PROBLEM_TYPE}; charset=utf-8`)
    .header('content-language', language)
    .header('vary', 'accept-language')
    .serializer((details: unknown) => JSON.stringify(details))
    .send(problem.details(language));
}

/** Whatever went wrong as a problem, without the words of a parser: they cite what was sent. */
export function asProblem(error: unknown): DpProblem {
  if (error instanceof DpProblem) return error;
  const { code = '', statusCode = 500 } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new DpProblem('malformed-body', { reason: 'JSON' });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DpProblem('body-too-large', { limit: BODY_LIMIT });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DpProblem('media-type-unsupported');
  }
  return new DpProblem(statusCode >= 400 && statusCode < 500 ? 'malformed-request' : 'internal-error');
}
