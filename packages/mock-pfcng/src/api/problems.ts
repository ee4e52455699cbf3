import type { Journal } from '@banc-gap/simkit';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { PfcngProblem } from '../problems/problem.ts';
import { preferredLanguage } from './language.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** Of a request, without its query. */
export const pathOf = ({ url }: { readonly url: string }): string => url.split('?', 1)[0]!;

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

/** Answers with whatever went wrong; a fault of the platform is in its journal, with where it happened. */
export function problemHandler(journal: Journal) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = asProblem(error, request);
    if (problem.slug === 'internal-error') {
      const { method, url } = request;
      journal.record('platform-failed', { method, url, stack: (error as Error).stack });
    }
    return sendProblem(request, reply, problem);
  };
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
