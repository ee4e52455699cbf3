import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { FrameReader, frame } from '../link/framing.ts';
import type { ServerCredential, TestPki } from './pki.ts';
import { type TestServer, tlsServer } from './servers.ts';

type Message = Readonly<Record<string, never>>;
type Side = 'SaleToPOIRequest' | 'SaleToPOIResponse';

/** A terminal as the GAP sees it. */
export interface Guest {
  /** The CN of its certificate. */
  readonly name: string;
  send(message: unknown): void;
  /** Octets as they are: behind a length on a socket, as the body of an answer over HTTPS. */
  sendOctets(octets: Buffer): void;
  /** Octets within TLS, without any framing. */
  sendRaw(octets: Buffer | string): void;
  /** The next message that is of this kind; earlier ones are dropped. */
  next(body: string): Promise<Message>;
  leave(): void;
}

export interface TestGap extends TestServer {
  /** The next terminal that has sent its Login. */
  guest(): Promise<Guest>;
  /** Waits of RFC 7240 that terminals asked for. */
  readonly waits: number[];
}

export interface TestGapOptions {
  readonly credential?: ServerCredential;
  /** Answers no Login by itself. */
  readonly silent?: boolean;
  readonly login?: 'Success' | 'Failure';
}

/** What comes and is taken in turn. */
class Queue<T> {
  readonly #items: T[] = [];
  readonly #takers: ((item: T) => void)[] = [];

  put(item: T): void {
    const taker = this.#takers.shift();
    if (taker) taker(item);
    else this.#items.push(item);
  }

  take(): Promise<T> {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift()!);
    return new Promise((resolve) => this.#takers.push(resolve));
  }
}

interface Wire {
  readonly name: string;
  send(octets: Buffer): void;
  sendRaw(octets: Buffer | string): void;
  leave(): void;
}

class TestGuest implements Guest {
  readonly name: string;
  readonly #wire: Wire;
  readonly #heard = new Queue<Message>();

  constructor(wire: Wire) {
    this.name = wire.name;
    this.#wire = wire;
  }

  hear(octets: Buffer): void {
    this.#heard.put(JSON.parse(octets.toString()));
  }

  send(message: unknown): void {
    this.sendOctets(Buffer.from(JSON.stringify(message)));
  }

  sendOctets(octets: Buffer): void {
    this.#wire.send(octets);
  }

  sendRaw(octets: Buffer | string): void {
    this.#wire.sendRaw(octets);
  }

  leave(): void {
    this.#wire.leave();
  }

  async next(body: string): Promise<Message> {
    for (;;) {
      const message = await this.#heard.take();
      for (const side of Object.values(message) as Message[]) if (body in side) return side[body] as never;
    }
  }
}

/** A GAP on a framed socket. */
export async function socketGap(pki: TestPki, options: TestGapOptions = {}): Promise<TestGap> {
  const guests = new Queue<Guest>();
  const server = await tlsServer(pki, options.credential ?? pki.server(), (socket) => {
    const reader = new FrameReader();
    const guest = new TestGuest({
      name: String(socket.getPeerCertificate().subject.CN),
      send: (octets) => socket.write(frame(octets)),
      sendRaw: (octets) => socket.write(octets),
      leave: () => socket.end(),
    });
    socket.on('data', (bytes) => {
      for (const message of reader.push(bytes)) {
        guest.hear(message);
        if (welcome(guest, message, options)) guests.put(guest);
      }
    });
  });
  return { ...server, guest: () => guests.take(), waits: [] };
}

/** A GAP that is polled over HTTPS. */
export async function pollGap(pki: TestPki, options: TestGapOptions = {}): Promise<TestGap> {
  const guests = new Queue<Guest>();
  const waits: number[] = [];
  const known = new Map<
    string,
    { guest: TestGuest; ask(request: IncomingMessage, response: ServerResponse): void }
  >();
  const http = createServer((request, response) => {
    const { CN } = (
      request.socket as never as { getPeerCertificate(): { subject: { CN: string } } }
    ).getPeerCertificate().subject;
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      waits.push(Number(/^wait=(\d+)$/.exec(String(request.headers['prefer']))?.[1]));
      const body = Buffer.concat(pieces);
      if (!known.has(CN)) known.set(CN, polled(CN));
      const { guest, ask } = known.get(CN)!;
      ask(request, response);
      if (body.length === 0) return;
      guest.hear(body);
      if (welcome(guest, body, options)) guests.put(guest);
    });
  });
  const server = await tlsServer(pki, options.credential ?? pki.server(), (socket) => {
    http.emit('connection', socket);
  });
  return { ...server, guest: () => guests.take(), waits };
}

function polled(name: string) {
  const outbox: Buffer[] = [];
  let held: ServerResponse | undefined;
  let socket: Socket | undefined;
  const answer = (): void => {
    const octets = held && outbox.shift();
    if (!octets) return;
    held!.writeHead(200, { 'content-type': 'application/json' }).end(octets);
    held = undefined;
  };
  const guest = new TestGuest({
    name,
    send: (octets) => {
      outbox.push(octets);
      answer();
    },
    sendRaw: (octets) => socket?.write(octets),
    leave: () => socket?.end(),
  });
  return {
    guest,
    ask(request: IncomingMessage, response: ServerResponse): void {
      held = response;
      socket = request.socket;
      answer();
      // Short of what the terminal asks for, so that a test need not wait: nothing here is idle for long.
      if (held && request.headers['prefer'] === 'wait=1') {
        const released = response;
        setTimeout(() => {
          if (held !== released) return;
          held = undefined;
          released.writeHead(204).end();
        }, 20);
      }
    },
  };
}

/** Whether that is a Login, which it answers. */
function welcome(
  guest: TestGuest,
  octets: Buffer,
  { silent = false, login = 'Success' }: TestGapOptions,
): boolean {
  const message = JSON.parse(octets.toString()).SaleToPOIRequest;
  if (!message?.LoginRequest) return false;
  if (!silent) guest.send(loginResponse(message.MessageHeader.POIID, login));
  return true;
}

export const loginResponse = (terminal: string, Result: 'Success' | 'Failure' = 'Success') =>
  said('SaleToPOIResponse', 'Login', 'Response', terminal, 'LOGIN', {
    LoginResponse: { Response: { Result } },
  });

/** Amounts in euros. */
export const consentRequest = (terminal: string, id: string, ceiling = 150) =>
  said('SaleToPOIRequest', 'Payment', 'Request', terminal, id, {
    PaymentRequest: {
      SaleData: { SaleTransactionID: REFERENCE, TokenRequestedType: 'Customer' },
      PaymentTransaction: { AmountsReq: { Currency: 'EUR', RequestedAmount: 1 } },
      PaymentData: { PaymentType: 'FirstReservation' },
      DisplayOutput: `Débit après les soins, au plus ${ceiling} €`,
      'urn:banc-gap:diapason:consent': { Ceiling: ceiling },
    },
  });

export const saleRequest = (terminal: string, id: string, euros: number) =>
  said('SaleToPOIRequest', 'Payment', 'Request', terminal, id, {
    PaymentRequest: {
      SaleData: { SaleTransactionID: REFERENCE },
      PaymentTransaction: { AmountsReq: { Currency: 'EUR', RequestedAmount: euros } },
      PaymentData: { PaymentType: 'Normal' },
    },
  });

export const abortRequest = (terminal: string, of: string) =>
  said('SaleToPOIRequest', 'Abort', 'Request', terminal, 'A1', {
    AbortRequest: {
      MessageReference: { MessageCategory: 'Payment', ServiceID: of },
      AbortReason: 'The patient has left',
    },
  });

export const statusRequest = (terminal: string, of: string) =>
  said('SaleToPOIRequest', 'TransactionStatus', 'Request', terminal, 'S1', {
    TransactionStatusRequest: { MessageReference: { MessageCategory: 'Payment', ServiceID: of } },
  });

const REFERENCE = { TransactionID: 'SEJOUR-1', TimeStamp: '2026-11-22T08:00:00+01:00' };

function said(
  side: Side,
  MessageCategory: string,
  MessageType: string,
  POIID: string,
  ServiceID: string,
  body: object,
) {
  const MessageHeader = {
    ProtocolVersion: '3.0',
    MessageClass: 'Service',
    MessageCategory,
    MessageType,
    ServiceID,
    SaleID: 'TEST-GAP',
    POIID,
  };
  return { [side]: { MessageHeader, ...body } };
}
