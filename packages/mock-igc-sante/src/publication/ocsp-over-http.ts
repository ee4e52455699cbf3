import type { FastifyRequest } from 'fastify';

/** Where the bench answers, whatever host name it was called by. */
export const OCSP_PATH = '/ocsp';

/**
 * The OCSP request in an HTTP request: the body of a POST, or base64 after the path of a GET (RFC 6960 Appendix A.1).
 * Undefined if the HTTP request is for something else.
 *
 * @param url of the responder in certificates: its host may be one of its own
 */
export function ocspQuestion(request: FastifyRequest, url: string): Buffer | undefined {
  const path = pathBelow(request, url);
  if (path === undefined) return undefined;
  if (request.method === 'POST') return (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  return Buffer.from(decodeURIComponent(path).replace(/^\/+/, ''), 'base64');
}

/** As it was sent: the slashes of base64 may or may not be percent-encoded. */
function pathBelow(request: FastifyRequest, url: string): string | undefined {
  const path = request.raw.url!;
  if (path === OCSP_PATH || path.startsWith(`${OCSP_PATH}/`)) return path.slice(OCSP_PATH.length);
  const { hostname, pathname } = new URL(url);
  return pathname === '/' && request.hostname === hostname ? path : undefined;
}
