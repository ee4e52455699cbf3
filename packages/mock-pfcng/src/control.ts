import { type RunningService, startControl } from '@banc-gap/simkit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { SERVICE_CLIENT } from './actors.ts';
import { creationKey, idempotencyHeaders, serializerCompiler, validatorCompiler } from './api/api.ts';
import { apiPlugin } from './api/plugin.ts';
import { problemHandler } from './api/problems.ts';
import type { Pfcng } from './pfcng.ts';
import { email } from './schemas/identifiers.ts';
import * as schemas from './schemas/index.ts';

export interface PfcngControlOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  readonly token?: string;
}

/**
 * The control port of the platform: the whole API as the service client of ANS, whoever writes to ANS by mail, the reader
 * for cards, and the clock.
 */
export function startPfcngControl(pfcng: Pfcng, options: PfcngControlOptions): Promise<RunningService> {
  const { clock, journal } = pfcng;
  return startControl({
    name: 'pfcng',
    clock,
    journal,
    ...options,
    onClockSet: () => pfcng.runDue(),
    routes: (app) => {
      app.setErrorHandler(problemHandler(journal));
      app.register(apiPlugin({ pfcng, actorOf: () => SERVICE_CLIENT }), { prefix: '/api/v1' });
      app.register(async (own) => controlRoutes(own, pfcng));
    },
  });
}

function controlRoutes(app: FastifyInstance, pfcng: Pfcng): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const routes = app.withTypeProvider<ZodTypeProvider>();

  // A form that somebody mails who has no card yet, or does not use it.
  routes.post(
    '/mailed-forms',
    {
      schema: {
        headers: idempotencyHeaders,
        body: z.strictObject({ from: email, form: schemas.formSubmission }),
        response: { 201: schemas.submittedForm },
      },
    },
    async (request, reply) => {
      const { from, form } = request.body;
      const writer = { kind: 'correspondent', email: from } as const;
      return reply.code(201).send(pfcng.forms.submit(writer, form, creationKey(request)));
    },
  );

  // The reader, for clients such as curl, which want files.
  routes.post(
    '/cards/:card/credentials',
    {
      schema: {
        params: z.object({ card: z.string() }),
        body: z.strictObject({ pin: z.string() }),
        response: {
          201: z.strictObject({ certificate: z.string(), chain: z.string(), privateKey: z.string() }),
        },
      },
    },
    async ({ params, body }, reply) => {
      const { certificate, chain, privateKey } = await pfcng.cards.credential({
        cardNumber: params.card,
        pin: body.pin,
      });
      return reply.code(201).send({
        certificate: certificate.pem,
        chain: chain.map(({ pem }) => pem).join(''),
        privateKey: privateKey!.export({ format: 'pem', type: 'pkcs8' }).toString(),
      });
    },
  );

  // What time has made due is done every minute; this does it now.
  routes.post('/due', async (_request, reply) => reply.code(201).send(await pfcng.runDue()));
}
