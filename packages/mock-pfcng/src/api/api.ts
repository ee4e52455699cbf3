import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  FastifySchemaCompiler,
  FastifySerializerCompiler,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Actor } from '../actors.ts';
import { parse } from '../parse.ts';
import type { Pfcng } from '../pfcng.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, in the API. */
    actor: Actor;
  }
  interface FastifyContextConfig {
    /** Answers anybody. */
    public?: boolean;
  }
}

/** A Fastify instance whose routes are typed by their zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface ApiOptions {
  readonly pfcng: Pfcng;
  /** Who asks. @throws PfcngProblem if nobody that may */
  readonly actorOf: (request: FastifyRequest) => Actor;
}

/** Refuses what does not suit, naming each field. The platform reads bodies itself: they stay as they are. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data) => {
    try {
      const value = parse(schema, data);
      return { value: httpPart === 'body' ? data : value };
    } catch (error) {
      return { error: error as Error };
    }
  };

/** Nothing leaves that the description does not have. */
export const serializerCompiler: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  (data) =>
    JSON.stringify(schema.parse(data));

/** Header of a request that creates something: the same key gives the same thing, however often it is sent. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional(),
});

interface CreatingRequest {
  readonly headers: z.output<typeof idempotencyHeaders>;
}
export const creationKey = ({ headers }: CreatingRequest) => ({ idempotencyKey: headers['idempotency-key'] });
