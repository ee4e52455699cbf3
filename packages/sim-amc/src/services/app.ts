import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Journal, Voucher } from '@banc-gap/simkit';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { amcErrors } from '../errors.ts';
import type { AmcFault, AmcFaults } from '../faults.ts';
import { SERVICE_NAMES, type ServiceName } from '../insurer/requests.ts';
import type { Answer, Desk } from './desk.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the client showed in the handshake, for the journal. */
    presented?: Presented;
  }
}

/** The certificate of a client, whether or not it is one that a request needs: null where there was none. */
export type Presented = object | null;

export interface AmcAppOptions {
  readonly desk: Desk;
  readonly faults: Pick<AmcFaults, 'of'>;
  readonly journal: Journal;
  /** @throws BancError AMC_CERTIFICATE_REFUSED, if the connection is not to be used any more */
  readonly presentedBy: (request: FastifyRequest) => Promise<Presented>;
  /** What vouches for the answers; absent where they are not sent by TLS. */
  readonly server?: Voucher;
  /** How late a slow answer is. */
  readonly slowMs: number;
}

const SOAP_TYPE = 'application/soap+xml';
/** Octets: an estimate of 200 lines with its token is some 60 kB. */
const BODY_LIMIT = 262_144;

const contract = (name: string) => readFileSync(new URL(`../../contract/${name}`, import.meta.url));

/** The web services over HTTP: POST /roc/idb, sim, clc, del; their contract at /roc.wsdl and /roc.xsd. */
export function amcApp({
  desk,
  faults,
  journal,
  presentedBy,
  slowMs,
  server,
}: AmcAppOptions): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT });
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(SOAP_TYPE, { parseAs: 'buffer' }, (_request, octets, done) => done(null, octets));

  const answerWith = (request: FastifyRequest, reply: FastifyReply, answer: Answer, fault?: AmcFault) => {
    const { name } = request.params as { name?: string };
    const { presented = null } = request;
    journal.record('answered', {
      service: name ?? null,
      status: answer.status,
      ...answer.told,
      ...(fault !== undefined && { fault }),
      client: presented,
      server: server ?? null,
    });
    return reply.code(answer.status).header('content-type', `${SOAP_TYPE}; charset=utf-8`).send(answer.xml);
  };

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, ...answer } = desk.fault(asRefusal(error, request));
    return answerWith(request, reply, { ...answer, status: httpStatus(error) ?? status });
  });
  app.setNotFoundHandler((request, reply) => {
    const problem = `there is nothing at ${request.method} ${request.url.slice(0, 100)}`;
    const answer = desk.fault(amcErrors.error('AMC_HTTP', { problem }));
    return answerWith(request, reply, { ...answer, status: 404 });
  });
  app.addHook('onRequest', async (request) => {
    request.presented = await presentedBy(request);
  });

  for (const [path, file, type] of [
    ['/roc.wsdl', 'roc.wsdl', 'application/wsdl+xml'],
    ['/roc.xsd', 'roc.xsd', 'application/xml'],
  ] as const) {
    app.get(path, async (_request, reply) => reply.type(type).send(contract(file)));
  }

  app.post<{ Params: { name: ServiceName }; Body: Buffer | undefined }>(
    `/roc/:name(${SERVICE_NAMES.join('|')})`,
    async (request, reply) => {
      const fault = faults.of(request.params.name, '');
      if (fault === 'lost-request') return cut(request, reply);
      const answer = await desk.answer(request.params.name, request.body ?? Buffer.alloc(0), fault);
      if (fault === 'lost-reply') {
        journal.record('reply-lost', answer.told);
        return cut(request, reply);
      }
      if (fault === 'slow')
        await delay(slowMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      return answerWith(request, reply, answer, fault);
    },
  );
  return app;
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function asRefusal(error: FastifyError, request: FastifyRequest): unknown {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return amcErrors.error('AMC_MESSAGE_TOO_LARGE', { limit: BODY_LIMIT });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return amcErrors.error('AMC_CONTENT_TYPE', { found: request.headers['content-type'] ?? 'absent' });
  }
  return error.code?.startsWith('FST_') ? amcErrors.error('AMC_HTTP', { problem: error.message }) : error;
}

/** What HTTP has a status for. */
const httpStatus = ({ code, statusCode }: FastifyError): number | undefined =>
  code?.startsWith('FST_') ? statusCode : undefined;
