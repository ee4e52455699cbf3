import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { BancError } from '@banc-gap/pki';
import type { Client, Journal, Voucher } from '@banc-gap/simkit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Annuaire, type AnnuaireOptions } from './annuaire.ts';
import type { AnnuaireFault, AnnuaireFaults } from './faults.ts';
import { SoapFault } from './soap-fault.ts';

declare module 'fastify' {
  interface FastifyRequest {
    annuaireClient?: Client;
  }
}

export interface AnnuaireAppOptions extends AnnuaireOptions {
  readonly faults: AnnuaireFaults;
  readonly journal: Journal;
  /** Whose certificate vouches for a request. @throws SoapFault if nobody's does now */
  readonly clientOf: (request: FastifyRequest) => Promise<Client>;
  /** What vouches for the answers; absent where they are not sent by TLS. */
  readonly server?: Voucher;
  /** How late a slow answer is. */
  readonly slowMs: number;
}

const CONTRACT_FOLDER = new URL('../../contract/', import.meta.url);
const CONTRACT = ['annuaire.wsdl', 'annuaire-search.xsd', 'annuaire-reply.xsd'];
const LARGEST_REQUEST = 65_536;
export const XML_TYPE = 'text/xml; charset=utf-8';
export const HTML_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Service indisponible</title></head><body></body></html>\n';

/** The annuaire over HTTP, at any path: that of the real one is not public. */
export function annuaireApp(options: AnnuaireAppOptions): FastifyInstance {
  const { replies, faults, journal, clientOf, server = null } = options;
  const annuaire = new Annuaire(options);
  const app = fastify({ bodyLimit: LARGEST_REQUEST });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/xml', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);

  app.addHook('onRequest', async (request) => {
    request.annuaireClient = await clientOf(request);
  });
  app.setErrorHandler((error, request, reply) => {
    const fault = asFault(error);
    if (fault.side === 'Server') journal.record('internal-error', { error: String(error) });
    record(request, { fault: fault.message });
    return reply.code(fault.status).type(XML_TYPE).send(replies.fault(fault));
  });
  app.setNotFoundHandler(() => {
    throw new SoapFault('Client', 'The annuaire wants a SOAP 1.1 request, by POST.', 405);
  });

  for (const name of CONTRACT) {
    app.get(`/${name}`, (_request, reply) =>
      reply.type(XML_TYPE).send(readFileSync(new URL(name, CONTRACT_FOLDER))),
    );
  }
  const deliver = deliverer(app, options);
  app.post('*', async (request, reply) => {
    const { code, search, xml } = annuaire.answer(request.body as Buffer);
    const failure = search && faults.of('search', search.numero_amc);
    record(request, { code, search, ...(failure && { failure }) });
    return deliver(reply, xml, failure);
  });

  function record(request: FastifyRequest, what: object): void {
    const { soapaction: soapAction = null } = request.headers;
    journal.record('answered', { ...what, soapAction, client: request.annuaireClient ?? null, server });
  }
  return app;
}

/** Sends an answer, or what a fault makes of it. */
function deliverer(app: FastifyInstance, { replies, slowMs }: AnnuaireAppOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  app.addHook('preClose', async () => stopping.abort());
  return async (reply: FastifyReply, xml: string, failure: AnnuaireFault | undefined) => {
    switch (failure) {
      case undefined:
        return reply.type(XML_TYPE).send(xml);
      case 'slow':
        await delay(slowMs, undefined, { signal }).catch(() => undefined);
        return reply.type(XML_TYPE).send(xml);
      case 'silent':
        reply.hijack();
        signal.addEventListener('abort', () => reply.raw.destroy(), { once: true });
        return reply;
      case 'cut':
        reply.hijack();
        reply.raw.destroy();
        return reply;
      case 'truncated':
        reply.hijack();
        reply.raw.writeHead(200, { 'content-type': XML_TYPE, 'content-length': Buffer.byteLength(xml) });
        reply.raw.write(xml.slice(0, xml.length / 2), () => reply.raw.destroy());
        return reply;
      case 'unavailable':
        return reply.type(XML_TYPE).send(replies.result({ code: '90' }));
      case 'soap-fault':
        return reply.code(500).type(XML_TYPE).send(replies.fault(INTERNAL_ERROR));
      case 'html':
        return reply.type('text/html; charset=utf-8').send(HTML_PAGE);
    }
  };
}

const INTERNAL_ERROR = new SoapFault('Server', 'The annuaire has failed.');

function asFault(error: unknown): SoapFault {
  if (error instanceof SoapFault) return error;
  if (error instanceof BancError) return new SoapFault('Client', `${error.message} ${error.next}`);
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  if (statusCode === 415)
    return new SoapFault('Client', 'The annuaire wants Content-Type text/xml, as SOAP 1.1 has it.', 415);
  if (statusCode === 413)
    return new SoapFault('Client', `A search has ${LARGEST_REQUEST} octets at most.`, 413);
  return statusCode < 500 ? new SoapFault('Client', message, statusCode) : INTERNAL_ERROR;
}
