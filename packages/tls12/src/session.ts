import type { GroupName } from './key-exchange.ts';

/** What two endpoints keep of a handshake to resume it (RFC 5246 §7.3, RFC 5077). */
export interface Session {
  /** Octets; empty if the server gave only a ticket. */
  readonly id: Buffer;
  readonly cipherSuite: number;
  readonly group: GroupName;
  readonly masterSecret: Buffer;
  readonly extendedMasterSecret: boolean;
  readonly serverName?: string;
  /** The peer's certificates, as sent in the full handshake. */
  readonly peerChain: readonly Buffer[];
  readonly createdAt: Date;
  /** Client: SHA-256 of the certificate it would present, or ''. A session is offered under the same identity only. */
  readonly clientIdentity?: string;
  /** Client: the server's ticket. */
  readonly ticket?: Buffer;
  /** Seconds, as the server hinted. */
  readonly ticketLifetime?: number;
  /** False once a connection of this session ended with a fatal alert (RFC 5246 §7.2.2). */
  resumable: boolean;
}

/** The sessions of a server by their id, in memory, bounded in number and age. */
export class SessionCache {
  readonly #maximumEntries: number;
  readonly #lifetimeSeconds: number;
  readonly #sessions = new Map<string, Session>();

  constructor(options: { maximumEntries?: number; lifetimeSeconds?: number } = {}) {
    this.#maximumEntries = options.maximumEntries ?? 10_000;
    this.#lifetimeSeconds = options.lifetimeSeconds ?? 300;
  }

  get size(): number {
    return this.#sessions.size;
  }

  add(session: Session): void {
    if (this.#sessions.size >= this.#maximumEntries) {
      const oldest = this.#sessions.keys().next();
      if (!oldest.done) this.#sessions.delete(oldest.value);
    }
    this.#sessions.set(session.id.toString('hex'), session);
  }

  find(id: Uint8Array, at: Date): Session | undefined {
    const key = Buffer.from(id).toString('hex');
    const session = this.#sessions.get(key);
    if (session === undefined) return undefined;
    if (session.resumable && at.getTime() - session.createdAt.getTime() < this.#lifetimeSeconds * 1000) {
      return session;
    }
    this.#sessions.delete(key);
    return undefined;
  }

  remove(id: Uint8Array): void {
    this.#sessions.delete(Buffer.from(id).toString('hex'));
  }

  /** Forces full handshakes from here on. */
  clear(): void {
    this.#sessions.clear();
  }
}
