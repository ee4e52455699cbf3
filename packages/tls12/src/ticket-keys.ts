import type { Session } from './session.ts';

/** The key under which a server seals its sessions in tickets (RFC 5077 §4), here AES-256-GCM. */
export class TicketKeys {
  readonly lifetimeSeconds: number;

  constructor(options: { random?: (size: number) => Buffer; lifetimeSeconds?: number } = {}) {
    this.lifetimeSeconds = options.lifetimeSeconds ?? 300;
  }

  seal(_session: Session): Buffer {
    throw new Error('not yet');
  }

  open(_ticket: Uint8Array, _at: Date): Session | undefined {
    return undefined;
  }

  /** Never resumes this session again (RFC 5246 §7.2.2). */
  forget(_session: Session): void {}
}
