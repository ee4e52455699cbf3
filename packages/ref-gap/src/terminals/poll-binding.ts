import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Conversation, TerminalDesk } from './desk.ts';
import { LONGEST_MESSAGE } from './framing.ts';

export const POLL_PATH = '/diapason/tpe/v1/messages';
/** Seconds for which a request without `Prefer` is held, and the most for which any is. */
const WAIT = { usual: 20, most: 55 };

/** Messages over HTTPS: the terminal asks, and is answered with one message, or after a while with none. */
export class PollBinding {
  readonly #desk: TerminalDesk;
  readonly #terminals = new WeakMap<Duplex, PolledTerminal>();

  constructor(desk: TerminalDesk) {
    this.#desk = desk;
  }

  /** A connection of the terminal with that serial number. */
  admit(connection: Duplex, serialNumber: string): void {
    this.#terminals.set(connection, new PolledTerminal(connection, serialNumber, this.#desk));
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const terminal = this.#terminals.get(request.socket);
    // Where the request is cut off, so is the connection, and its 'close' says the rest.
    if (terminal) terminal.answer(request, response).catch(() => undefined);
    else response.writeHead(403).end();
  }
}

class PolledTerminal {
  readonly #conversation: Conversation;
  readonly #outbox: Buffer[] = [];
  #held: ServerResponse | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Duplex, serialNumber: string, desk: TerminalDesk) {
    this.#conversation = desk.open(serialNumber, {
      send: (message) => {
        this.#outbox.push(message);
        this.#release();
      },
      hangUp: () => void connection.destroy(),
    });
    connection.once('close', () => {
      clearTimeout(this.#timer);
      this.#conversation.ended();
    });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > LONGEST_MESSAGE) {
        response.writeHead(413, { connection: 'close' }).end();
        return;
      }
      parts.push(part);
    }
    this.#held?.writeHead(204).end(); // one request at a time: the newer one counts
    this.#held = response;
    if (length > 0) this.#conversation.hear(Buffer.concat(parts));
    if (this.#outbox.length > 0) this.#release();
    else if (this.#held === response) this.#hold(secondsOf(request.headers['prefer']));
  }

  #hold(seconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#held?.writeHead(204).end();
      this.#held = undefined;
    }, seconds * 1000);
  }

  /** Answers the request that is held with the oldest message, if there are both. */
  #release(): void {
    const response = this.#held;
    const message = response && this.#outbox.shift();
    if (!message) return;
    clearTimeout(this.#timer);
    this.#held = undefined;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': message.length });
    response.end(message);
  }
}

/** RFC 7240 §4.3. */
function secondsOf(prefer: string | string[] | undefined): number {
  const [, asked] = /(?:^|[,;\s])wait=(\d+)/.exec(String(prefer ?? '')) ?? [];
  return Math.min(asked === undefined ? WAIT.usual : Number(asked), WAIT.most);
}
