import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../access/sessions.ts';
import type { Card } from '../schemas/cards.ts';
import { type PortalContext, VISITOR, type Visit } from './context.ts';
import { Values } from './values.ts';

/** The prefix has browsers insist on HTTPS, this very host and the whole path (RFC 6265bis §4.1.3). */
const SESSION = '__Host-pfcng-session';
const VISITOR_COOKIE = '__Host-pfcng-visiteur';
const COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** Tells who visits by the cookies, and gives the cookies out. */
export class Visits {
  readonly #context: Required<PortalContext>;
  readonly #key: Buffer;

  constructor(context: Required<PortalContext>) {
    this.#context = context;
    this.#key = context.random.bytes(32);
  }

  /** @throws PfcngProblem card-opposed, card-expired, card-blocked: at the next click, whatever the session */
  of(request: FastifyRequest, reply: FastifyReply, path: string): Visit {
    const session = this.session(request);
    if (session === undefined) return this.stranger(request, reply, path);
    return {
      ...this.#request(request, path),
      actor: session.actor,
      session,
      card: this.#cardOf(session),
      formToken: session.formToken,
    };
  }

  /** Without the session, if there is one. */
  stranger(request: FastifyRequest, reply: FastifyReply, path: string): Visit {
    return {
      ...this.#request(request, path),
      actor: VISITOR,
      session: undefined,
      card: undefined,
      formToken: this.#visitorToken(request, reply),
    };
  }

  #request(request: FastifyRequest, path: string): Pick<Visit, 'context' | 'pfcng' | 'path' | 'values'> {
    const context = this.#context;
    const values = request.body instanceof Values ? request.body : new Values(request.url.split('?')[1]);
    return { context, pfcng: context.pfcng, path, values };
  }

  session(request: FastifyRequest): Session | undefined {
    const id = request.cookies[SESSION];
    return id === undefined ? undefined : this.#context.sessions.find(id);
  }

  /** Whether there was a session that has ended since. */
  hadSession(request: FastifyRequest): boolean {
    return request.cookies[SESSION] !== undefined && this.session(request) === undefined;
  }

  begin(reply: FastifyReply, id: string): void {
    reply.setCookie(SESSION, id, COOKIE);
  }

  end(request: FastifyRequest, reply: FastifyReply): void {
    const id = request.cookies[SESSION];
    if (id !== undefined) this.#context.sessions.close(id);
    reply.clearCookie(SESSION, COOKIE);
  }

  #cardOf({ actor }: Session): Card | undefined {
    return actor.kind === 'card' ? this.#context.pfcng.cards.get(actor, actor.cardNumber) : undefined;
  }

  /** Somebody without a session has a cookie of his own, and forms that go with it. */
  #visitorToken(request: FastifyRequest, reply: FastifyReply): string {
    let id = request.cookies[VISITOR_COOKIE];
    if (id === undefined) {
      id = this.#context.random.bytes(18).toString('base64url');
      reply.setCookie(VISITOR_COOKIE, id, COOKIE);
    }
    return createHmac('sha256', this.#key).update(id).digest('base64url');
  }
}

/** Whether the form is one that this portal gave to this visitor. */
export function sentByOurForm({ values, formToken }: Visit): boolean {
  const sent = Buffer.from(values.get('jeton'));
  const wanted = Buffer.from(formToken);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}
