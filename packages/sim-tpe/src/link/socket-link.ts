import type { BancError } from '@banc-gap/pki';
import type { TlsConnection } from '@banc-gap/tls12';
import { hangUp } from '../conversation.ts';
import { tpeErrors } from '../errors.ts';
import { FrameReader, frame } from './framing.ts';
import type { Link, LinkOptions } from './link.ts';

/** Of what the terminal has said and the GAP does not read, in octets. */
const UNREAD_LIMIT = 1 << 20;

/** The framed socket: each side sends when it has something to say. */
export class SocketLink implements Link {
  readonly ended: Promise<BancError>;
  readonly #connection: TlsConnection;
  readonly #options: LinkOptions;
  readonly #reader = new FrameReader();
  #dripTimer: NodeJS.Timeout | undefined;
  #failure: BancError | undefined;

  constructor(connection: TlsConnection, options: LinkOptions) {
    this.#connection = connection;
    this.#options = options;
    connection.on('data', (bytes: Buffer) => this.#receive(bytes));
    const { promise, resolve } = Promise.withResolvers<BancError>();
    this.ended = promise;
    connection.once('close', () => {
      clearTimeout(this.#dripTimer);
      const cause = connection.errored;
      resolve(this.#failure ?? tpeErrors.error('TPE_LINK_ENDED', { detail: detail(cause) }, { cause }));
    });
  }

  send(message: Buffer): void {
    if (this.#connection.writableLength > UNREAD_LIMIT) {
      this.#fail(tpeErrors.error('TPE_GAP_DOES_NOT_READ', { octets: this.#connection.writableLength }));
      return;
    }
    if (this.#connection.writable) this.#connection.write(frame(message));
  }

  busy(): void {
    // Both sides can speak at any time.
  }

  close(): void {
    void hangUp(this.#connection);
  }

  #receive(bytes: Buffer): void {
    const wasWithin = this.#reader.within;
    let complete = 0;
    try {
      for (const message of this.#reader.push(bytes)) {
        if (this.#failure || this.#connection.writableEnded) return;
        complete++;
        this.#options.heard(message);
      }
    } catch (error) {
      this.#fail(error as BancError);
      return;
    }
    if (!this.#reader.within || complete > 0 || !wasWithin) clearTimeout(this.#dripTimer);
    if (this.#reader.within && (complete > 0 || !wasWithin)) this.#expectTheRest();
  }

  #expectTheRest(): void {
    const { messageTimeout: milliseconds } = this.#options;
    this.#dripTimer = setTimeout(
      () => this.#fail(tpeErrors.error('TPE_MESSAGE_TOO_SLOW', { milliseconds })),
      milliseconds,
    );
  }

  #fail(failure: BancError): void {
    this.#failure ??= failure;
    this.#connection.destroy();
  }
}

function detail(cause: Error | null): string {
  return cause?.message ?? 'the connection was closed';
}
