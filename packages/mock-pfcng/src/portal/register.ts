import { systemRandom } from '@banc-gap/simkit';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asProblem } from '../api/problems.ts';
import { PfcngProblem } from '../problems/problem.ts';
import { layout } from './components/layout.ts';
import type { Answer, Page, PortalContext, Visit } from './context.ts';
import { PAGES } from './pages/index.ts';
import { formExpired, LOGIN_PATH, refused } from './pages/refused.ts';
import { ICON, STYLE } from './style.ts';
import { formValues, type Values } from './values.ts';
import { sentByOurForm, Visits } from './visits.ts';

export type { PortalContext } from './context.ts';

const PREFIX = '/pfcng-ihm';
const BASE = `${PREFIX}/`;
const BODY_LIMIT = 2_000_000;

/** No script at all; nothing from elsewhere, nothing sent elsewhere, no frame. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Adds the portal, in a scope of its own: pages in French below /pfcng-ihm/. */
export async function registerPortal(app: FastifyInstance, context: PortalContext): Promise<void> {
  const visits = new Visits({ random: systemRandom, bench: true, ...context });
  const toLogin = async (_request: FastifyRequest, reply: FastifyReply) =>
    reply.redirect(`${BASE}${LOGIN_PATH}`, 303);
  app.get('/', toLogin);
  await app.register(
    async (scope) => {
      await scope.register(cookie);
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        ['application/x-www-form-urlencoded', 'multipart/form-data'],
        { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
        readForm,
      );
      scope.addHook('onSend', async (_request, reply) => {
        reply.headers(HEADERS);
      });
      scope.setErrorHandler((error, request, reply) => {
        const problem = asProblem(error, request);
        if (problem.slug === 'internal-error') {
          const { method, url } = request;
          context.pfcng.journal.record('platform-failed', { method, url, stack: (error as Error).stack });
        }
        return fail(visits, problem, request, reply);
      });
      scope.setNotFoundHandler((request, reply) => {
        const problem = new PfcngProblem('not-found', { what: 'page', id: request.url.split('?', 1)[0]! });
        return fail(visits, problem, request, reply);
      });
      scope.get('/', toLogin);
      scope.get('/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
      scope.get('/icone.svg', async (_request, reply) => reply.type('image/svg+xml').send(ICON));
      for (const page of PAGES) serve(scope, visits, page);
    },
    { prefix: PREFIX },
  );
}

async function readForm({ headers }: FastifyRequest, body: Buffer): Promise<Values> {
  try {
    return await formValues(headers['content-type'] ?? '', body);
  } catch (error) {
    throw new PfcngProblem('malformed-request', { reason: (error as Error).message });
  }
}

function serve(scope: FastifyInstance, visits: Visits, page: Page): void {
  const { act, wantsCard } = page;
  const url = `/${page.path}`;
  scope.get(url, async (request, reply) => {
    const visit = visits.of(request, reply, page.path);
    if (wantsCard && visit.session === undefined) return toLogin(visits, request, reply, page, visit);
    return sendPage(reply, page, visit);
  });
  if (act === undefined) return;
  scope.post(url, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const visit = visits.of(request, reply, page.path);
    if (wantsCard && visit.session === undefined) return toLogin(visits, request, reply, page, visit);
    if (!sentByOurForm(visit)) return sendHtml(reply.code(403), formExpired(visit, page));
    try {
      return await answer(visits, request, reply, await act(visit), page, visit);
    } catch (problem) {
      if (!(problem instanceof PfcngProblem)) throw problem;
      return await sendPage(reply.code(problem.status), page, { ...visit, problem });
    }
  });
}

/** To the card reader, and back with what was typed. */
function toLogin(
  visits: Visits,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  visit: Visit,
): FastifyReply {
  const query = visit.values.toQuery();
  const login = new URLSearchParams({ suite: `${BASE}${page.path}${query && `?${query}`}` });
  if (visits.hadSession(request)) login.set('fin', 'session');
  return reply.redirect(`${BASE}${LOGIN_PATH}?${login}`, 303);
}

function answer(
  visits: Visits,
  request: FastifyRequest,
  reply: FastifyReply,
  given: Answer,
  page: Page,
  visit: Visit,
): FastifyReply {
  if ('file' in given) {
    const { name, mediaType, content } = given.file;
    return reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(content);
  }
  if ('page' in given) return sendHtml(reply, layout(visit, page, given.page).text);
  if (given.session === 'ended') visits.end(request, reply);
  else if (given.session !== undefined) visits.begin(reply, given.session.id);
  return reply.redirect(given.redirect.startsWith('/') ? given.redirect : `${BASE}${given.redirect}`, 303);
}

async function sendPage(reply: FastifyReply, page: Page, visit: Visit): Promise<FastifyReply> {
  return sendHtml(reply, layout(visit, page, await page.show(visit)).text);
}

const sendHtml = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(text);

/** A refusal that no page of its own shows; a card that is no longer valid ends its session. */
function fail(
  visits: Visits,
  problem: PfcngProblem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const cardIsOut = ['card-opposed', 'card-expired', 'card-blocked'].includes(problem.slug);
  if (cardIsOut) visits.end(request, reply);
  const visit = cardIsOut ? visits.stranger(request, reply, '') : visits.of(request, reply, '');
  return sendHtml(reply.code(problem.status), refused(visit, problem, cardIsOut));
}
