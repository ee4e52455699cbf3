import { PROBLEM_TYPE } from '@banc-gap/simkit';
import swagger from '@fastify/swagger';
import type {
  FastifyInstance,
  FastifyRequest,
  FastifySchemaCompiler,
  FastifySerializerCompiler,
  RouteOptions,
} from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readDispensation } from '../dispensations/read.ts';
import { consultation, dossier, entry, identity, ins, receipt } from '../dossiers/schemas.ts';
import type { Operation } from '../faults.ts';
import { parse } from '../parse.ts';
import type { Person } from '../people/person.ts';
import { DpProblem, problemDetails } from '../problems/problem.ts';
import { USER_HEADER } from './app.ts';
import type { Binding, BindingContext } from './binding.ts';
import { components } from './components.ts';
import { description } from './description.ts';

const XML_TYPES = ['application/xml', 'text/xml'];

declare module 'fastify' {
  interface FastifyContextConfig {
    dpOperation?: Operation;
  }
  interface FastifyRequest {
    /** Of the DP: whose request it is. */
    person: Person;
  }
}

/** The contract of the bench: JSON, and XML for what is signed. */
export const restBinding: Binding = {
  name: 'urn:banc-gap:dp:v1',
  async mount(app, context) {
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.decorateRequest('person');
    app.addHook('onRoute', describe);
    app.addContentTypeParser(XML_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    await app.register(swagger, {
      openapi: description,
      transform: createJsonSchemaTransform({ schemaRegistry: components }),
      transformObject: createJsonSchemaTransformObject({ schemaRegistry: components }),
    });
    app.addHook('preValidation', async (request) => {
      const { dpOperation } = request.routeOptions.config;
      if (dpOperation === undefined) return;
      request.person = context.enter(request, dpOperation, patientOf(request));
    });
    await app.register(async (api) => routes(api, context), { prefix: '/dp/v1' });
  },
};

/** In the address or in a body of JSON; a dispensation is not read before its signature is. */
function patientOf({ params, body }: FastifyRequest): string | undefined {
  const places = z.object({ ins: z.string() });
  return (places.safeParse(params).data ?? places.safeParse(body).data)?.ins;
}

const headers = z.object({
  [USER_HEADER]: z.string().max(64).optional().describe('For whom the software asks, by PS_IdNat'),
});
const config = (dpOperation: Operation) => ({ config: { dpOperation } });

function routes(app: FastifyInstance, { dp, signers }: BindingContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/consultations',
    {
      ...config('consultations'),
      schema: {
        summary: 'What was dispensed to a patient: for pharmacists and doctors',
        headers,
        body: consultation,
        response: { 200: dossier },
      },
    },
    async ({ person, body }) => dp.consult(person, body),
  );
  api.post(
    '/alimentations',
    {
      ...config('alimentations'),
      schema: {
        summary: 'Adds a dispensation, in XML with the signature of the pharmacist: for pharmacists',
        consumes: [XML_TYPES[0]!],
        headers,
        body: z.unknown().describe('docs/dp-dispensation.xsd'),
        response: { 200: receipt.describe('Received before'), 201: receipt },
      },
    },
    async ({ person, body }, reply) => {
      if (!Buffer.isBuffer(body)) throw new DpProblem('media-type-unsupported');
      const dispensation = readDispensation(body, { person, signers, at: dp.clock.now() });
      const { receipt, replayed } = dp.feed(person, dispensation);
      return reply.code(replayed ? 200 : 201).send(receipt);
    },
  );
  api.put(
    '/annuaire/:ins',
    {
      ...config('annuaire'),
      schema: {
        summary: 'Declares a patient in the directory: for admission agents',
        params: z.object({ ins }),
        headers,
        body: identity,
        response: { 200: entry.describe('Declared before'), 201: entry },
      },
    },
    async ({ person, params, body }, reply) => {
      const { entry, added } = dp.declare(person, params.ins, body);
      return reply.code(added ? 201 : 200).send(entry);
    },
  );
  api.delete(
    '/annuaire/:ins',
    {
      ...config('annuaire'),
      schema: {
        summary: 'Takes a patient out of the directory: for admission agents',
        params: z.object({ ins }),
        headers,
        response: { 204: z.void() },
      },
    },
    async ({ person, params }, reply) => {
      dp.withdraw(person, params.ins);
      return reply.code(204).send();
    },
  );
}

const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    try {
      return { value: parse(schema, data) };
    } catch (error) {
      return { error: error as Error };
    }
  };

/** Nothing leaves that the description does not have. */
const serializerCompiler: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  (data) =>
    JSON.stringify(schema.parse(data));

/** Any route may answer with a problem. */
function describe({ schema }: RouteOptions): void {
  if (!schema) return;
  const content = { [PROBLEM_TYPE]: { schema: problemDetails } };
  schema.response = { ...(schema.response as object), default: { description: 'A refusal', content } };
}
