import type { BancError } from '@banc-gap/pki';
import type { TlsConnection } from '@banc-gap/tls12';
import { hangUp } from '../conversation.ts';
import { tpeErrors } from '../errors.ts';
import { HttpAnswerReader } from '../http-answer.ts';
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
  /** Milliseconds beyond that until an answer must have begun. */
  readonly answerTimeout: number;
}

/**
 * HTTPS long poll: a message of the terminal, or an empty request where it has none, is answered with a message of the
 * GAP, or with 204 once the wait is over. One request at a time, all on one connection. Requests are a few lines of
 * text: the client of node:http would keep 50 KiB for each of ten thousand terminals that wait.
 */
export class PollLink implements Link {
  readonly ended: Promise<BancError>;
  readonly #connection: TlsConnection;
  readonly #options: PollLinkOptions;
  readonly #outbox: Buffer[] = [];
  #busy = false;
  #closing = false;
  /** A request is under way. */
  #asked = false;
  /** Of the answer that has begun. */
  #reader: HttpAnswerReader | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: BancError | undefined;

  constructor(connection: TlsConnection, options: PollLinkOptions) {
    this.#connection = connection;
    this.#options = options;
    connection.on('data', (bytes: Buffer) => this.#receive(bytes));
    connection.once('end', () => this.#answerEnded());
    const { promise, resolve } = Promise.withResolvers<BancError>();
    this.ended = promise;
    connection.once('close', () => {
      clearTimeout(this.#timer);
      const cause = connection.errored;
      resolve(this.#failure ?? ended(cause?.message ?? 'the connection was closed', cause));
    });
  }

  send(message: Buffer): void {
    this.#outbox.push(message);
    if (!this.#asked) this.#ask();
  }

  busy(value: boolean): void {
    this.#busy = value;
  }

  close(): void {
    this.#closing = true;
    void hangUp(this.#connection);
  }

  #ask(): void {
    if (this.#closing || !this.#connection.writable) return;
    const { host, contentType, answerTimeout } = this.#options;
    const wait = Math.min(this.#options.wait, this.#busy ? BUSY_WAIT : Number.POSITIVE_INFINITY);
    const body = this.#outbox.shift();
    const head = [
      `POST ${POLL_PATH} HTTP/1.1`,
      `host: ${host}`,
      `prefer: wait=${Math.ceil(wait / 1000)}`, // RFC 7240 §4.3, in seconds
      `content-length: ${body?.length ?? 0}`,
      ...(body ? [`content-type: ${contentType}`] : []),
    ];
    const octets = Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
    this.#connection.write(body ? Buffer.concat([octets, body]) : octets);
    this.#asked = true;
    const milliseconds = wait + answerTimeout;
    this.#expect(milliseconds, tpeErrors.error('TPE_NO_ANSWER', { milliseconds }));
  }

  #receive(bytes: Buffer): void {
    if (this.#failure || this.#closing) return;
    if (!this.#asked) {
      this.#fail(malformed('it came without a question'));
      return;
    }
    if (!this.#reader) {
      const { messageTimeout: milliseconds } = this.#options;
      this.#reader = new HttpAnswerReader('POST');
      this.#expect(milliseconds, tpeErrors.error('TPE_MESSAGE_TOO_SLOW', { milliseconds }));
    }
    this.#reader.push(bytes);
    if (this.#reader.malformed !== undefined) this.#fail(malformed(this.#reader.malformed));
    else if (this.#reader.cut) this.#fail(unexpected(`more than ${LONGEST_MESSAGE} octets`));
    else if (this.#reader.complete) this.#answered(this.#reader);
  }

  /** The end of the connection is that of an answer that says no length. */
  #answerEnded(): void {
    this.#reader?.end();
    if (this.#reader?.complete) this.#answered(this.#reader);
  }

  #answered(reader: HttpAnswerReader): void {
    clearTimeout(this.#timer);
    this.#reader = undefined;
    this.#asked = false;
    const { status, bytes } = reader.answer!;
    const type = reader.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (reader.surplus > 0) this.#fail(malformed('something follows the answer'));
    else if (status !== 200 && status !== 204) this.#fail(unexpected(`status ${status}`));
    else if (status === 200 && type !== this.#options.contentType) {
      this.#fail(unexpected(`content-type ${JSON.stringify(type ?? '')}`));
    } else if (status === 200) this.#options.heard(bytes);
    if (this.#failure || this.#asked) return;
    if (reader.header('connection')?.toLowerCase() === 'close') {
      this.#fail(ended('the GAP closes after each answer'));
    } else this.#ask();
  }

  #expect(milliseconds: number, failure: BancError): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(failure), milliseconds);
  }

  #fail(failure: BancError): void {
    this.#failure ??= failure;
    this.#connection.destroy();
  }
}

const unexpected = (detail: string) => tpeErrors.error('TPE_HTTP_UNEXPECTED', { detail });
const malformed = (detail: string) => tpeErrors.error('TPE_ANSWER_MALFORMED', { detail });
const ended = (detail: string, cause: Error | null = null) =>
  tpeErrors.error('TPE_LINK_ENDED', { detail }, { cause });
