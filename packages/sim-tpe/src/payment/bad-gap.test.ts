import { hoursAgo } from '@banc-gap/pki';
import { beforeAll, describe, expect, test } from 'vitest';
import { frame } from '../link/framing.ts';
import {
  consentRequest,
  loginResponse,
  pollGap,
  saleRequest,
  socketGap,
  type TestGapOptions,
} from '../testing/gap.ts';
import { type Setting, setting } from '../testing/payment.ts';
import { FQDN, TestPki } from '../testing/pki.ts';
import { tlsServer } from '../testing/servers.ts';
import type { Binding } from './session.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

const GAPS = { socket: socketGap, https: pollGap } as const;

/** A terminal that has logged in, and the GAP as it sees it. */
async function connected(binding: Binding, timeouts = {}, options: TestGapOptions = {}) {
  const gap = await GAPS[binding](pki, options);
  const tpe = setting(pki, gap.port, binding, { timeouts });
  tpe.terminal.connect();
  const guest = await gap.guest();
  if (!options.silent) await tpe.event('terminal-connected');
  return { gap, tpe, guest };
}

const disconnection = async (tpe: Setting) => (await tpe.event('terminal-disconnected')).details['code'];

describe.each(['socket', 'https'] as const)('over %s, a GAP that says', (binding) => {
  test.each([
    ['no JSON', () => Buffer.from('{"SaleToPOIRequest":'), /not JSON/],
    ['no UTF-8', () => Buffer.from([0x22, 0xff, 0x22]), /not JSON in UTF-8/],
    ['JSON that is no message', () => Buffer.from('[1]'), /neither SaleToPOIRequest nor SaleToPOIResponse/],
    ['deep JSON', () => Buffer.from('['.repeat(20_000) + ']'.repeat(20_000)), /neither/],
    ['a message without a header', () => json({ SaleToPOIRequest: {} }), /MessageHeader/],
    [
      'a message for another terminal',
      () => json(consentRequest('0000000000000000', 'C1')),
      /POIID: another/,
    ],
    [
      'an amount of three decimals',
      (name: string) => json(saleRequest(name, 'P1', 1.005)),
      /RequestedAmount/,
    ],
    ['a negative amount', (name: string) => json(saleRequest(name, 'P1', -1)), /RequestedAmount/],
    ['a ceiling with nothing', (name: string) => json(withoutCeiling(name)), /diapason:consent/],
    ['a field that nobody knows', (name: string) => json(withSurplus(name)), /1 unknown field/],
    ['a Login response to no Login', (name: string) => json(loginResponse(name)), /to no Login/],
  ])('%s is told, and served the next time', async (_what, octets, problem) => {
    const { gap, tpe, guest } = await connected(binding);
    await using _gap = gap;
    await using _tpe = tpe;
    guest.sendOctets(octets(guest.name));
    const { EventToNotify, EventDetails } = await guest.next('EventNotification');
    expect(EventToNotify).toBe('Reject');
    expect(EventDetails).toMatch(problem);
    tpe.present();
    guest.send(saleRequest(guest.name, 'P2', 12.34));
    expect(await guest.next('PaymentResponse')).toMatchObject({
      PaymentResult: { AmountsResp: { AuthorizedAmount: 12.34 } },
    });
  });

  test('an order before it answers the Login', async () => {
    const { gap, tpe, guest } = await connected(binding, {}, { silent: true });
    await using _gap = gap;
    await using _tpe = tpe;
    tpe.present();
    guest.send(consentRequest(guest.name, 'C1'));
    const { EventDetails } = await guest.next('EventNotification');
    expect(EventDetails).toBe('the Login is not answered');
    guest.send(loginResponse(guest.name));
    await tpe.event('terminal-connected');
    expect(tpe.acquirer.asked).toEqual([]);
  });

  test('nothing to the Login', async () => {
    const { gap, tpe } = await connected(binding, { login: 50 }, { silent: true });
    await using _gap = gap;
    await using _tpe = tpe;
    expect(await disconnection(tpe)).toBe('TPE_LOGIN_UNANSWERED');
  });

  test('nonsense without end is left', async () => {
    const { gap, tpe, guest } = await connected(binding);
    await using _gap = gap;
    await using _tpe = tpe;
    for (let message = 0; message < 20; message++) guest.sendOctets(Buffer.from('nonsense'));
    expect(await disconnection(tpe)).toBe('TPE_NOT_UNDERSTOOD');
    expect(tpe.journal.entries().filter(({ event }) => event === 'message-unreadable')).toHaveLength(16);
  });

  test('two orders at a time: the second is told that the terminal is busy', async () => {
    const { gap, tpe, guest } = await connected(binding);
    await using _gap = gap;
    await using _tpe = tpe;
    guest.send(saleRequest(guest.name, 'P1', 1));
    guest.send(saleRequest(guest.name, 'P2', 2));
    expect(await guest.next('PaymentResponse')).toMatchObject({ Response: { ErrorCondition: 'Busy' } });
    tpe.present();
    expect(await guest.next('PaymentResponse')).toMatchObject({
      PaymentResult: { AmountsResp: { AuthorizedAmount: 1 } },
    });
  });
});

describe('a framed socket', () => {
  test.each([
    ['a length of nothing', Buffer.alloc(4), 'TPE_FRAME_LENGTH'],
    ['an enormous length', Buffer.from([0x7f, 0xff, 0xff, 0xff]), 'TPE_FRAME_LENGTH'],
    ['HTTP', Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), 'TPE_FRAME_LENGTH'],
    ['half a message, and no more', frame(Buffer.alloc(100, 0x20)).subarray(0, 50), 'TPE_MESSAGE_TOO_SLOW'],
  ])('with %s', async (_what, octets, code) => {
    const { gap, tpe, guest } = await connected('socket', { message: 50 });
    await using _gap = gap;
    await using _tpe = tpe;
    guest.sendRaw(octets);
    expect(await disconnection(tpe)).toBe(code);
  });

  test('that drips is left, although something comes all the time', async () => {
    const { gap, tpe, guest } = await connected('socket', { message: 200 });
    await using _gap = gap;
    await using _tpe = tpe;
    const drip = setInterval(() => guest.sendRaw(Buffer.of(0)), 20);
    guest.sendRaw(Buffer.from([0, 0, 0xff, 0]));
    expect(await disconnection(tpe)).toBe('TPE_MESSAGE_TOO_SLOW');
    clearInterval(drip);
  });
});

describe('an answer to a poll', () => {
  const head = (status: string, type: string, length: number) =>
    `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;

  test.each([
    ['of another type', `${head('200 OK', 'text/html', 2)}{}`, 'TPE_HTTP_UNEXPECTED'],
    ['without a type', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}', 'TPE_HTTP_UNEXPECTED'],
    ['of status 500', `${head('500 Oh', 'application/json', 2)}{}`, 'TPE_HTTP_UNEXPECTED'],
    [
      'that goes elsewhere',
      'HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n',
      'TPE_HTTP_UNEXPECTED',
    ],
    [
      'that is too long',
      head('200 OK', 'application/json', 100_000) + 'x'.repeat(100_000),
      'TPE_HTTP_UNEXPECTED',
    ],
    ['that is no HTTP', '\0\0\0\x02{}', 'TPE_ANSWER_MALFORMED'],
    ['that nobody asked for', 'HTTP/1.1 204 No\r\n\r\nHTTP/1.1 204 No\r\n\r\n', 'TPE_ANSWER_MALFORMED'],
    ['that is the last one', 'HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n', 'TPE_LINK_ENDED'],
    ['with a head without end', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`, 'TPE_ANSWER_MALFORMED'],
  ])('%s', async (_what, octets, code) => {
    await using gap = await tlsServer(pki, pki.server(), (socket) =>
      socket.once('data', () => socket.write(octets)),
    );
    await using tpe = setting(pki, gap.port, 'https');
    tpe.terminal.connect();
    expect(await disconnection(tpe)).toBe(code);
  });

  test.each([
    [
      'that stops half way',
      `${head('200 OK', 'application/json', 10)}{`,
      { message: 50 },
      'TPE_MESSAGE_TOO_SLOW',
    ],
    ['that never begins', '', { poll: 0, answer: 50 }, 'TPE_NO_ANSWER'],
  ])('%s', async (_what, octets, timeouts, code) => {
    await using gap = await tlsServer(pki, pki.server(), (socket) =>
      socket.once('data', () => socket.write(octets)),
    );
    await using tpe = setting(pki, gap.port, 'https', { timeouts });
    tpe.terminal.connect();
    expect(await disconnection(tpe)).toBe(code);
  });
});

test('a GAP whose certificate is wrong is refused, with the reason', async () => {
  await using gap = await socketGap(pki, { credential: pki.server(FQDN, { notAfter: hoursAgo(1) }) });
  await using tpe = setting(pki, gap.port, 'socket');
  tpe.terminal.connect();
  expect(await disconnection(tpe)).toBe('TPE_SERVER_REFUSED');
  expect(tpe.terminal).toMatchObject({ state: 'waiting', error: { code: 'TPE_SERVER_REFUSED' } });
});

const json = (message: unknown) => Buffer.from(JSON.stringify(message));

function withoutCeiling(name: string) {
  const message = consentRequest(name, 'C1');
  delete (message['SaleToPOIRequest'] as never as { PaymentRequest: Record<string, unknown> }).PaymentRequest[
    'urn:banc-gap:diapason:consent'
  ];
  return message;
}

function withSurplus(name: string) {
  const message = saleRequest(name, 'P1', 1);
  Object.assign((message['SaleToPOIRequest'] as never as { PaymentRequest: object }).PaymentRequest, {
    Tip: 1,
  });
  return message;
}
