import type { Exchange } from '@banc-gap/simkit';
import { BoundedOctets } from './octets.ts';
import { ANSWER_LIMIT, type AnswerReader } from './probe.ts';

const HEAD_LIMIT = 16 * 1024;
const START = Buffer.from('HTTP/1.');

type Part =
  | 'status-line'
  | 'header'
  | 'body'
  | 'body-until-end'
  | 'chunk-size'
  | 'chunk'
  | 'chunk-end'
  | 'trailer'
  | 'done';

/**
 * Reads one HTTP/1.1 response (RFC 9112) from a peer that may send anything: never throws, keeps a bounded part, and
 * knows when the response is complete, which is what tells a served terminal from one that was cut off.
 */
export class HttpAnswerReader implements AnswerReader {
  readonly #body = new BoundedOctets(ANSWER_LIMIT);
  readonly #received = new BoundedOctets(ANSWER_LIMIT);
  readonly #withoutBody: boolean;
  readonly #headers = new Map<string, string>();
  #part: Part = 'status-line';
  #pending: Buffer = Buffer.alloc(0);
  #headLength = 0;
  #status: number | undefined;
  /** Octets to come of the body or the chunk. */
  #remaining = 0;
  #contentLength: number | undefined;
  #chunked = false;
  #malformed: string | undefined;

  constructor(method: string) {
    this.#withoutBody = method === 'HEAD';
  }

  push(bytes: Buffer): void {
    this.#received.push(bytes);
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (this.#malformed === undefined && this.#part !== 'done' && this.#readPart());
  }

  end(): void {
    if (this.#part === 'body-until-end') this.#part = 'done';
  }

  get complete(): boolean {
    return this.#part === 'done';
  }

  get malformed(): string | undefined {
    return this.#malformed;
  }

  /** By its name in lower case; the last one of that name. */
  header(name: string): string | undefined {
    return this.#headers.get(name);
  }

  /** Whether the body is longer than what is kept of it. */
  get cut(): boolean {
    return this.#body.cut;
  }

  /** Octets that came after the end of the answer. */
  get surplus(): number {
    return this.complete ? this.#pending.length : 0;
  }

  /** The body without its chunking; of what is not HTTP, the octets as they came. */
  get answer(): Exchange['answer'] {
    if (this.#received.length === 0) return undefined;
    if (this.#status === undefined) return { bytes: this.#received.bytes, complete: false };
    return { status: this.#status, bytes: this.#body.bytes, complete: this.complete };
  }

  /** Whether there may be more to read in what is pending. */
  #readPart(): boolean {
    switch (this.#part) {
      case 'body':
      case 'chunk':
        return this.#readOctets();
      case 'body-until-end':
        this.#body.push(this.#pending);
        this.#pending = Buffer.alloc(0);
        return false;
      default:
        return this.#readLine();
    }
  }

  #readOctets(): boolean {
    const octets = this.#pending.subarray(0, this.#remaining);
    this.#body.push(octets);
    this.#pending = this.#pending.subarray(octets.length);
    this.#remaining -= octets.length;
    if (this.#remaining > 0) return false;
    this.#part = this.#part === 'chunk' ? 'chunk-end' : 'done';
    return true;
  }

  #readLine(): boolean {
    const end = this.#pending.indexOf(0x0a);
    if (end === -1) {
      if (this.#part === 'status-line' && !startsLikeHttp(this.#pending)) this.#reject('no status line');
      if (this.#headLength + this.#pending.length > HEAD_LIMIT) this.#reject('a head without end');
      return false;
    }
    const line = this.#pending.toString('latin1', 0, end).replace(/\r$/, '');
    this.#pending = this.#pending.subarray(end + 1);
    this.#headLength += end + 1;
    if (this.#headLength > HEAD_LIMIT) this.#reject('a head without end');
    else this.#interpret(line);
    return true;
  }

  #interpret(line: string): void {
    if (this.#part === 'status-line') this.#readStatusLine(line);
    else if (this.#part === 'header' && line === '') this.#endHead();
    else if (this.#part === 'header') this.#readHeader(line);
    else if (this.#part === 'chunk-size') this.#readChunkSize(line);
    else if (line === '') this.#part = this.#part === 'trailer' ? 'done' : 'chunk-size';
    else if (this.#part === 'chunk-end') this.#reject('a chunk longer than its size');
  }

  #readStatusLine(line: string): void {
    const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: .*)?$/.exec(line)?.[1];
    if (status === undefined) this.#reject('no status line');
    else this.#status = Number(status);
    this.#part = 'header';
  }

  #readHeader(line: string): void {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    this.#headers.set(name.toLowerCase(), value);
    switch (name.toLowerCase()) {
      case '':
        this.#reject('a header that is none');
        break;
      case 'content-length':
        if (!/^\d{1,15}$/.test(value)) this.#reject('a content-length that is no number');
        this.#contentLength = Number(value);
        break;
      case 'transfer-encoding':
        this.#chunked = /(?:^|,)\s*chunked$/i.test(value);
        break;
    }
  }

  #readChunkSize(line: string): void {
    const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
    if (size === undefined) this.#reject('a chunk without a size');
    this.#remaining = Number.parseInt(size ?? '', 16);
    this.#headLength = 0;
    this.#part = this.#remaining === 0 ? 'trailer' : 'chunk';
  }

  /** RFC 9112 §6.3. */
  #endHead(): void {
    const status = this.#status ?? 0;
    if (status < 200) {
      this.#status = undefined;
      this.#part = 'status-line';
    } else if (this.#withoutBody || status === 204 || status === 304) this.#part = 'done';
    else if (this.#chunked) this.#part = 'chunk-size';
    else if (this.#contentLength === undefined) this.#part = 'body-until-end';
    else {
      this.#remaining = this.#contentLength;
      this.#part = 'body';
    }
  }

  #reject(reason: string): void {
    this.#malformed = reason;
  }
}

function startsLikeHttp(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, START.length);
  return bytes.subarray(0, length).equals(START.subarray(0, length));
}
