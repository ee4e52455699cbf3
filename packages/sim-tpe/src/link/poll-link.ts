import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BancError } from '@banc-gap/pki';
import type { TlsConnection } from '@banc-gap/tls12';
import { hangUp } from '../conversation.ts';
import { tpeErrors } from '../errors.ts';
import { LONGEST_MESSAGE } from './framing.ts';
import type { Link, LinkOptions } from './link.ts';

export const POLL_PATH = '/diapason/tpe/v1/messages';
/** Milliseconds for which the GAP may hold a request while somebody is served. */
const BUSY_WAIT = 1_000;

export interface PollLinkOptions extends LinkOptions {
  readonly host: string;
  readonly contentType: string;
  /** Milliseconds for which the GAP may hold a request. */
  readonly wait: number;
  /** Milliseconds beyond that until the head of an answer must be there. */
  readonly answerTimeout: number;
}

/**
 * HTTPS long poll: a message of the terminal, or an empty request where it has none, is answered with a message of the
 * GAP, or with 204 once the wait is over. One request at a time, all on one connection.
 */
export class PollLink implements Link {
  readonly #ended = Promise.withResolvers<BancError>();
  readonly ended = this.#ended.promise;
  readonly #connection: TlsConnection;
  readonly #options: PollLinkOptions;
  readonly #agent: Agent;
  readonly #outbox: Buffer[] = [];
  #busy = false;
  #closing = false;
  #polling = false;
  #failure: BancError | undefined;

  constructor(connection: TlsConnection, options: PollLinkOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#agent = new OneConnectionAgent(connection);
    // The request under way knows better why.
    connection.once('close', () => this.#polling || this.#end());
  }

  send(message: Buffer): void {
    this.#outbox.push(message);
    if (!this.#polling) void this.#poll();
  }

  busy(value: boolean): void {
    this.#busy = value;
  }

  close(): void {
    this.#closing = true;
    void hangUp(this.#connection);
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    try {
      while (!this.#connection.destroyed && !this.#closing) {
        const message = await this.#ask(this.#outbox.shift());
        if (message && !this.#closing) this.#options.heard(message);
      }
    } catch (error) {
      this.#failure ??= error as BancError;
      this.#connection.destroy();
    } finally {
      this.#polling = false;
      if (this.#connection.closed) this.#end();
    }
  }

  #end(): void {
    const cause = this.#connection.errored;
    const detail = cause?.message ?? 'the connection was closed';
    this.#ended.resolve(this.#failure ?? tpeErrors.error('TPE_LINK_ENDED', { detail }, { cause }));
  }

  async #ask(body: Buffer | undefined): Promise<Buffer | undefined> {
    const { host, contentType, answerTimeout } = this.#options;
    const wait = Math.min(this.#options.wait, this.#busy ? BUSY_WAIT : Number.POSITIVE_INFINITY);
    const asked = request({
      agent: this.#agent,
      host,
      method: 'POST',
      path: POLL_PATH,
      headers: {
        host,
        prefer: `wait=${Math.ceil(wait / 1000)}`, // RFC 7240 §4.3, in seconds
        'content-length': body?.length ?? 0,
        ...(body && { 'content-type': contentType }),
      },
    });
    const response = await this.#answerTo(asked, body, wait + answerTimeout);
    return await this.#read(response);
  }

  #answerTo(asked: ClientRequest, body: Buffer | undefined, milliseconds: number): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        asked.destroy(tpeErrors.error('TPE_NO_ANSWER', { milliseconds }));
      }, milliseconds);
      asked.once('response', (response) => {
        clearTimeout(timer);
        resolve(response);
      });
      asked.on('error', (cause: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(
          cause.code?.startsWith('HPE_')
            ? tpeErrors.error('TPE_ANSWER_MALFORMED', { detail: cause.message }, { cause })
            : cause.code?.startsWith('TPE_')
              ? cause
              : tpeErrors.error('TPE_LINK_ENDED', { detail: cause.message }, { cause }),
        );
      });
      asked.end(body);
    });
  }

  /** @throws BancError TPE_HTTP_UNEXPECTED, TPE_MESSAGE_TOO_SLOW, TPE_LINK_ENDED */
  async #read(response: IncomingMessage): Promise<Buffer | undefined> {
    const { messageTimeout: milliseconds, contentType } = this.#options;
    const { statusCode = 0, headers } = response;
    const tooSlow = tpeErrors.error('TPE_MESSAGE_TOO_SLOW', { milliseconds });
    const timer = setTimeout(() => response.destroy(tooSlow), milliseconds);
    const pieces: Buffer[] = [];
    let length = 0;
    try {
      for await (const piece of response as AsyncIterable<Buffer>) {
        length += piece.length;
        if (length > LONGEST_MESSAGE) throw unexpected(`more than ${LONGEST_MESSAGE} octets`);
        pieces.push(piece);
      }
    } catch (cause) {
      if ((cause as BancError).code?.startsWith('TPE_')) throw cause;
      throw tpeErrors.error('TPE_LINK_ENDED', { detail: (cause as Error).message }, { cause });
    } finally {
      clearTimeout(timer);
    }
    if (statusCode === 204) return undefined;
    if (statusCode !== 200) throw unexpected(`status ${statusCode}`);
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (type !== contentType) throw unexpected(`content-type ${JSON.stringify(type ?? '')}`);
    return Buffer.concat(pieces);
  }
}

function unexpected(detail: string): BancError {
  return tpeErrors.error('TPE_HTTP_UNEXPECTED', { detail });
}

/** Gives out the connection that is there, once, and keeps it between requests. */
class OneConnectionAgent extends Agent {
  #connection: TlsConnection | undefined;

  constructor(connection: TlsConnection) {
    super({ keepAlive: true, maxSockets: 1 });
    // An Agent calls these of a net.Socket, to let a process end whose connections are all idle.
    this.#connection = Object.assign(connection, { ref: () => connection, unref: () => connection });
  }

  override createConnection(): Duplex {
    const connection = this.#connection;
    if (!connection) throw tpeErrors.error('TPE_LINK_ENDED', { detail: 'the GAP closes after each answer' });
    this.#connection = undefined;
    return connection;
  }
}
