import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ListenOptions, listenError, type RunningService, runningService } from '@banc-gap/simkit';
import { BerError, readElement } from './ber.ts';
import {
  encodeEntry,
  encodeNoticeOfDisconnection,
  encodeResult,
  type LdapResult,
  type Message,
  RESPONSE,
  RESULT,
  readMessage,
  type SearchEntry,
  type SearchRequest,
} from './messages.ts';

export interface SearchOutcome {
  readonly entries: readonly SearchEntry[];
  readonly result: LdapResult;
}

export interface LdapOptions extends ListenOptions {
  /** Undefined: hang up without an answer. The signal is given when the server stops. */
  readonly search: (request: SearchRequest, stopping: AbortSignal) => Promise<SearchOutcome | undefined>;
}

/** Searches for a CRL take some hundred octets. */
const LONGEST_MESSAGE = 64 * 1024;
const IDLE_MS = 60_000;
const MOST_CONNECTIONS = 1000;
const SEQUENCE = 0x30;

const UNKNOWN_EXTENSION: LdapResult = {
  code: RESULT.protocolError,
  diagnostic: 'no such extended operation',
};
const READ_ONLY: LdapResult = { code: RESULT.unwillingToPerform, diagnostic: 'this directory is read-only' };
const NO_CONTROLS: LdapResult = {
  code: RESULT.unavailableCriticalExtension,
  diagnostic: 'no controls are supported',
};

/** A read-only LDAP server (RFC 4511) for anonymous clients. */
export async function startLdapServer(options: LdapOptions): Promise<RunningService> {
  const { name, host = '127.0.0.1', port } = options;
  const stopping = new AbortController();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that resets its connection is no concern of ours; 'close' follows.
    socket.on('error', () => {});
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    void new Connection(socket, options.search, stopping.signal).serve();
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, { name, host, port })));
    server.listen({ host, port }, resolve);
  });
  const address = server.address() as AddressInfo;
  const url = `ldap://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  return runningService({ name, url }, async () => {
    stopping.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
}

class Connection {
  readonly #socket: Socket;
  readonly #search: LdapOptions['search'];
  readonly #stopping: AbortSignal;

  constructor(socket: Socket, search: LdapOptions['search'], stopping: AbortSignal) {
    this.#socket = socket;
    this.#search = search;
    this.#stopping = stopping;
  }

  /** Answers one message after the other until either side hangs up. */
  async serve(): Promise<void> {
    try {
      for await (const message of this.#messages()) {
        if (!(await this.#answer(message))) break;
      }
      this.#socket.destroy();
    } catch (error) {
      // Anything else is a connection that broke.
      if (error instanceof BerError) this.#socket.end(encodeNoticeOfDisconnection(error.message));
      else this.#socket.destroy();
    }
  }

  async *#messages(): AsyncGenerator<Message> {
    let received: Buffer = Buffer.alloc(0);
    for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
      received = Buffer.concat([received, chunk as Buffer]);
      while (received.length > 0) {
        if (received[0] !== SEQUENCE) throw new BerError('not an LDAPMessage');
        const element = readElement(received, LONGEST_MESSAGE);
        if (element === undefined) break;
        received = received.subarray(element.length);
        yield readMessage(element.content);
      }
    }
  }

  /** Whether to go on. */
  async #answer({ id, request, hasUnknownCriticalControl }: Message): Promise<boolean> {
    switch (request.kind) {
      case 'unbind':
        return false;
      case 'abandon':
        return true;
      case 'bind':
        this.#send(encodeResult(id, RESPONSE.bind, bindResult(request)));
        return true;
      case 'other':
        this.#send(encodeResult(id, request.responseTag, request.extended ? UNKNOWN_EXTENSION : READ_ONLY));
        return true;
      case 'search': {
        const outcome = hasUnknownCriticalControl
          ? { entries: [], result: NO_CONTROLS }
          : await this.#search(request, this.#stopping).catch(failed);
        if (outcome === undefined) return false;
        for (const entry of outcome.entries) this.#send(encodeEntry(id, entry));
        this.#send(encodeResult(id, RESPONSE.searchDone, outcome.result));
        return true;
      }
    }
  }

  #send(message: Buffer): void {
    this.#socket.write(message);
  }
}

function failed(error: Error): SearchOutcome {
  return { entries: [], result: { code: RESULT.other, diagnostic: error.message } };
}

function bindResult({
  version,
  simple,
  anonymous,
}: Extract<Message['request'], { readonly kind: 'bind' }>): LdapResult {
  if (version !== 3) return { code: RESULT.protocolError, diagnostic: 'LDAP version 3 only' };
  if (!simple) return { code: RESULT.authMethodNotSupported, diagnostic: 'anonymous simple bind only' };
  if (!anonymous) return { code: RESULT.invalidCredentials, diagnostic: 'anonymous bind only' };
  return { code: RESULT.success };
}
