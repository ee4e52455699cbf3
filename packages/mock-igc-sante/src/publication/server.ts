import { type RunningService, startHttpService } from '@banc-gap/simkit';
import fastify from 'fastify';
import type { Authorities } from '../authorities.ts';
import { publishedDocuments } from './documents.ts';
import { indexPage } from './index-page.ts';

export interface PublicationOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default the port of the state, which local publication has in every certificate. */
  readonly port?: number;
}

/** Publishes CA certificates and CRLs over plain HTTP, at the paths that certificates name. */
export async function startPublication(
  authorities: Authorities,
  { host, port = authorities.publication.port }: PublicationOptions,
): Promise<RunningService> {
  const documents = publishedDocuments(authorities);
  const byPath = new Map(documents.map((document) => [decodeURI(document.path), document]));
  const app = fastify();

  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-banc-gap', 'certificats de test: ne pas utiliser en production');
  });

  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(indexPage(documents)));

  app.get<{ Params: { '*': string } }>('/*', async (request, reply) => {
    const path = `/${request.params['*']}`;
    const document = byPath.get(path);
    if (document === undefined) {
      return reply
        .code(404)
        .type('text/plain; charset=utf-8')
        .send('Ce fichier n’est pas publié ici : voir /\n');
    }
    const { body, lastModified } = document.read();
    authorities.journal.record('published', { path });
    return reply
      .type(document.contentType)
      .header('last-modified', lastModified.toUTCString())
      .header('cache-control', 'no-cache')
      .send(body);
  });

  return startHttpService(app, { name: 'igc-sante', port, ...(host !== undefined && { host }) });
}
