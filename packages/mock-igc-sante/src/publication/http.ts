import { setTimeout as delay } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { PkiName } from '../hierarchy.ts';
import { OcspService } from '../ocsp/service.ts';
import { publishedDocuments } from './documents.ts';
import { indexPage, pkiPage } from './html.ts';
import { OCSP_PATH, ocspQuestion } from './ocsp-over-http.ts';
import { PKI_PAGES } from './pki-pages.ts';
import type { PublicationSources } from './sources.ts';

export interface HttpPublicationOptions {
  readonly slowMs: number;
  readonly ldapUrl: string;
}

interface Content {
  readonly body: Buffer;
  readonly contentType: string;
  readonly fault: string | undefined;
}

const PAGE_TYPE = 'text/html; charset=utf-8';
/** An OCSP request about a hundred certificates is shorter. */
const LONGEST_REQUEST = 64 * 1024;

/** CA files, CRLs and OCSP over plain HTTP, and the pages about them. */
export function httpPublication(
  sources: PublicationSources,
  { slowMs, ldapUrl }: HttpPublicationOptions,
): FastifyInstance {
  const { journal, state } = sources;
  const { urls } = state.publication;
  const ocsp = new OcspService(sources);
  const stopping = new AbortController();
  const app = fastify({ bodyLimit: LONGEST_REQUEST });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('preClose', async () => stopping.abort());
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-banc-gap', 'certificats de test: ne pas utiliser en production');
  });

  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'POST'],
    url: '/*',
    async handler(request, reply) {
      const question = ocspQuestion(request, urls.igcSanteOcsp);
      if (question !== undefined) return answerOcsp(reply, question);
      const path = `/${request.params['*']}`;
      if (request.method === 'POST') return notFound(reply);
      if (path !== '/') return sendFile(reply, path);
      const services = { ocsp: `http://${request.host}${OCSP_PATH}`, ldap: ldapUrl };
      return reply.type(PAGE_TYPE).send(indexPage(publishedDocuments(sources), services));
    },
  });

  async function sendFile(reply: FastifyReply, path: string): Promise<FastifyReply> {
    const documents = publishedDocuments(sources);
    const pki = pkiWithPage(path);
    if (pki !== undefined) return reply.type(PAGE_TYPE).send(pkiPage(pki, documents));
    const document = documents.find((candidate) => decodeURI(candidate.path) === path);
    if (document === undefined) return notFound(reply);
    const { body, lastModified, fault } = await document.read();
    journal.record('published', { path, ...(fault && { fault }) });
    reply.header('last-modified', lastModified.toUTCString()).header('cache-control', 'no-cache');
    return send(reply, { body, contentType: document.contentType, fault });
  }

  async function answerOcsp(reply: FastifyReply, question: Buffer): Promise<FastifyReply> {
    const { body, authority, fault } = await ocsp.answer(question);
    journal.record('ocsp-answered', { authority: authority ?? null, ...(fault && { fault }) });
    return send(reply, { body, contentType: 'application/ocsp-response', fault });
  }

  /** Does what a fault of transport wants; what the others want is in the content already. */
  async function send(reply: FastifyReply, { body, contentType, fault }: Content): Promise<FastifyReply> {
    if (fault === 'absent') return hangUp(reply);
    if (fault === 'not-found') return notFound(reply);
    if (fault === 'slow' && !(await passes(slowMs, stopping.signal))) return hangUp(reply);
    return reply.type(fault === 'html' ? PAGE_TYPE : contentType).send(body);
  }

  return app;
}

function pkiWithPage(path: string): PkiName | undefined {
  const wanted = path.replace(/\/$/, '');
  return (Object.keys(PKI_PAGES) as PkiName[]).find((pki) => decodeURI(PKI_PAGES[pki].path) === wanted);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('Ce fichier n’est pas publié ici : voir /\n');
}

function hangUp(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** Whether the time passed; it does not when the service stops meanwhile. */
async function passes(milliseconds: number, stopping: AbortSignal): Promise<boolean> {
  return delay(milliseconds, true, { signal: stopping }).catch(() => false);
}
