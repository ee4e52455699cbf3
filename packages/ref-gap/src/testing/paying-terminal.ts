import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { FrameReader, frame } from '../terminals/framing.ts';
import type { TerminalCredential } from './terminals.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
type Message = any;

/** A terminal on node:tls that says what a test tells it to. */
export interface PayingTerminal extends Disposable {
  readonly name: string;
  readonly socket: TLSSocket;
  /** The certificate of the GAP, PEM. */
  readonly served: string;
  say(message: Message): void;
  /** The next message of the GAP. */
  next(): Promise<Message>;
  /** Its Login is answered. */
  login(): Promise<Message>;
}

export type Binding = 'socket' | 'https';

export async function payingTerminal(
  port: number,
  credential: TerminalCredential,
  binding: Binding,
  options: ConnectionOptions = {},
): Promise<PayingTerminal> {
  const socket = connect({
    ...{ host: '127.0.0.1', port, maxVersion: 'TLSv1.2', rejectUnauthorized: false },
    cert: credential.chain.map(({ pem }) => pem).join(''),
    key: credential.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ...options,
  });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  const served = socket.getPeerX509Certificate()!.toString();
  const name = credential.chain[0]!.commonName!;
  const wire = binding === 'socket' ? framed(socket) : polled(socket);
  return {
    name,
    socket,
    served,
    ...wire,
    login() {
      wire.say(message(name, 'SaleToPOIRequest', 'LOGIN', { LoginRequest: {} }));
      return wire.next();
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** What a terminal says about an order, with a result of which a test changes a part. */
export const message = (
  name: string,
  side: string,
  id: string,
  body: object,
  MessageCategory = 'Login',
): Message => ({ [side]: { MessageHeader: { MessageCategory, ServiceID: id, POIID: name }, ...body } });

export const paymentResponse = (name: string, id: string, ceiling: number, card: object = {}): Message =>
  message(
    name,
    'SaleToPOIResponse',
    id,
    {
      PaymentResponse: {
        Response: { Result: 'Success' },
        PaymentResult: {
          PaymentInstrumentData: {
            CardData: {
              ...{ PaymentBrand: 'CB', MaskedPAN: '############0001' },
              PaymentToken: { TokenValue: 'dpn_token', ExpiryDateTime: '2027-02-20T10:00:00.000Z' },
              ...card,
            },
          },
          AmountsResp: { AuthorizedAmount: 1 },
          PaymentAcquirerData: { ApprovalCode: 'A12345' },
          'urn:banc-gap:diapason:consent': { Ceiling: ceiling, AgreedAt: '2026-11-22T10:00:00.000Z' },
        },
      },
    },
    'Payment',
  );

export const refusal = (name: string, id: string, Reason: string): Message =>
  message(name, 'SaleToPOIResponse', id, {
    PaymentResponse: {
      Response: { Result: 'Failure', ErrorCondition: 'Cancel' },
      'urn:banc-gap:diapason:refusal': { Reason },
    },
  });

function framed(socket: TLSSocket): Pick<PayingTerminal, 'say' | 'next'> {
  const reader = new FrameReader();
  const heard: Message[] = [];
  socket.on('data', (octets) => {
    for (const octetsOfOne of reader.push(octets)) heard.push(JSON.parse(octetsOfOne.toString()));
    socket.emit('heard');
  });
  return {
    say: (said) => socket.write(frame(Buffer.from(JSON.stringify(said)))),
    async next() {
      while (heard.length === 0) await once(socket, 'heard');
      return heard.shift();
    },
  };
}

function polled(socket: TLSSocket): Pick<PayingTerminal, 'say' | 'next'> {
  let answer: Promise<Message> | undefined;
  const poll = async (said?: Message): Promise<Message> => {
    const asked = request({
      createConnection: () => socket,
      method: 'POST',
      path: '/diapason/tpe/v1/messages',
      headers: { host: 'gap.test', connection: 'keep-alive', prefer: 'wait=1' },
    });
    asked.end(said && JSON.stringify(said));
    const [response] = await once(asked, 'response');
    return response.statusCode === 200 ? json(response) : response.resume() && poll();
  };
  return {
    say(said) {
      answer = poll(said);
      answer.catch(() => undefined); // the GAP hung up
    },
    next() {
      const pending = answer ?? poll();
      answer = undefined;
      return pending;
    },
  };
}
