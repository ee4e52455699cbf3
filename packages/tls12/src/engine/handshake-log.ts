import { createHash, type Hash } from 'node:crypto';
import type { PrfHash } from '../prf.ts';

/** Where messages are put together to be signed or verified at once. */
const SCRATCH = Buffer.allocUnsafeSlow(32 * 1024);

/**
 * The handshake messages of both sides so far, which Finished, CertificateVerify and the session hash are about. They
 * are hashed as they come, so that each is hashed once although there are several hashes of most of them.
 */
export class HandshakeLog {
  readonly #messages: Buffer[] = [];
  /** Of the first messages, that many. */
  #running: { readonly name: PrfHash; readonly hash: Hash; messages: number } | undefined;

  append(message: Buffer): void {
    this.#messages.push(message);
  }

  /** How many messages there are. */
  get length(): number {
    return this.#messages.length;
  }

  /** The first messages; all unless told how many. Valid until the next call, of any log. */
  bytes(messages = this.length): Buffer {
    const chosen = this.#messages.slice(0, messages);
    const length = chosen.reduce((sum, message) => sum + message.length, 0);
    if (length > SCRATCH.length) return Buffer.concat(chosen, length);
    let offset = 0;
    for (const message of chosen) {
      SCRATCH.set(message, offset);
      offset += message.length;
    }
    return SCRATCH.subarray(0, length);
  }

  /** The hash of the first messages. */
  hash(name: PrfHash, messages: number): Buffer {
    if (this.#running?.name !== name || this.#running.messages > messages) {
      this.#running = { name, hash: createHash(name), messages: 0 };
    }
    const running = this.#running;
    while (running.messages < messages) running.hash.update(this.#messages[running.messages++]!);
    return running.hash.copy().digest();
  }
}
