import type { Clock, Random } from '@banc-gap/simkit';
import type { Actor } from '../actors.ts';

export interface Session {
  readonly id: string;
  readonly actor: Actor;
  /** To be in every form of the portal, so that no other site can send it. */
  readonly formToken: string;
}

const TICKET_MS = 60_000;
const IDLE_MS = 30 * 60_000;

/** What a card's login opened in the portal. It is gone when the platform stops. */
export class Sessions {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #tickets = new Map<string, { readonly actor: Actor; readonly until: number }>();
  readonly #sessions = new Map<string, { readonly session: Session; until: number }>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** What the login by mutual TLS hands out: good for one session, within a minute. */
  ticket(actor: Actor): string {
    this.#forget();
    const ticket = this.#secret();
    this.#tickets.set(ticket, { actor, until: this.#now() + TICKET_MS });
    return ticket;
  }

  /** Undefined if the ticket was used, is too old, or was never given. */
  open(ticket: string): Session | undefined {
    this.#forget();
    const found = this.#tickets.get(ticket);
    if (found === undefined) return undefined;
    this.#tickets.delete(ticket);
    const session = { id: this.#secret(), actor: found.actor, formToken: this.#secret() };
    this.#sessions.set(session.id, { session, until: this.#now() + IDLE_MS });
    return session;
  }

  /** The session, kept alive for another half hour; undefined if it ended. */
  find(id: string): Session | undefined {
    this.#forget();
    const found = this.#sessions.get(id);
    if (found === undefined) return undefined;
    found.until = this.#now() + IDLE_MS;
    return found.session;
  }

  close(id: string): void {
    this.#sessions.delete(id);
  }

  #forget(): void {
    for (const map of [this.#tickets, this.#sessions]) {
      for (const [key, { until }] of map) if (until <= this.#now()) map.delete(key);
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  #secret(): string {
    return this.#random.bytes(24).toString('base64url');
  }
}
