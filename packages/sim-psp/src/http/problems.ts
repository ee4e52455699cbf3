import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { PspProblem } from '../problems/problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** What a client that may retry should wait, in seconds. */
const RETRY_AFTER = '5';

/** Answers with the problem (RFC 9457), in French unless English is asked for. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: PspProblem): FastifyReply {
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

/** Whatever went wrong as a problem, without the words of a parser: they cite what was sent. */
export function asProblem(error: unknown): PspProblem {
  if (error instanceof PspProblem) return error;
  const { code = '', statusCode = 500 } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new PspProblem('malformed-body');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new PspProblem('body-too-large', { limit: BODY_LIMIT });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new PspProblem('media-type-unsupported');
  }
  return new PspProblem(statusCode >= 400 && statusCode < 500 ? 'malformed-request' : 'internal-error');
}

/** Octets: a consent or a debit is some hundred. */
export const BODY_LIMIT = 65_536;
