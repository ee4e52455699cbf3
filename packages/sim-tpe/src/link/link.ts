import type { BancError } from '@banc-gap/pki';

/** Messages to and from a GAP, over one connection that is open. */
export interface Link {
  send(message: Buffer): void;
  /** While somebody is served, what the terminal has to say must not wait long. */
  busy(value: boolean): void;
  /** Says goodbye; `ended` follows. */
  close(): void;
  /** Why it ended; never rejects. Nothing is heard after it. */
  readonly ended: Promise<BancError>;
}

export interface LinkOptions {
  /** Gets each message of the GAP. */
  readonly heard: (message: Buffer) => void;
  /** Milliseconds in which a message that has begun must be complete. */
  readonly messageTimeout: number;
}
