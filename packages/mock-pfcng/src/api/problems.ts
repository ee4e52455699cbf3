import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { PfcngProblem } from '../problems/problem.ts';
import { preferredLanguage } from './language.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** Answers with the problem (RFC 9457), in the language that is asked for. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: PfcngProblem,
): FastifyReply {
  const language = preferredLanguage(request.headers['accept-language']);
  return reply
    .code(problem.status)
    .header('content-type', `${PROBLEM_TYPE}; charset=utf-8`)
    .header('content-language', language)
    .header('vary', 'accept-language')
    .serializer((details: unknown) => JSON.stringify(details))
    .send(problem.details(language));
}

/** Whatever went wrong, as a problem. */
export function asProblem(error: unknown, request: FastifyRequest): PfcngProblem {
  if (error instanceof PfcngProblem) return error;
  const { code = '', statusCode = 500, message } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new PfcngProblem('malformed-body');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new PfcngProblem('body-too-large', { limit: request.routeOptions.bodyLimit });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new PfcngProblem('media-type-unsupported', { type: request.headers['content-type'] ?? '?' });
  }
  if (statusCode >= 400 && statusCode < 500)
    return new PfcngProblem('malformed-request', { reason: message });
  return new PfcngProblem('internal-error', { reason: message });
}
