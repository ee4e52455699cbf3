import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Exchange } from '@banc-gap/simkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { cuttingProxy } from './testing/cutting-proxy.ts';
import { GET, terminalOf } from './testing/exchange.ts';
import { TestPki } from './testing/pki.ts';
import { answer, OK, tcpServer, tlsServer } from './testing/servers.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

describe('a GAP that is broken', () => {
  test.each([
    ['hangs', () => undefined, 'timeout', 'timeout'],
    ['closes', (socket) => socket.end(), 'failed', 'closed'],
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'failed', 'reset'],
    ['sends garbage', (socket) => socket.write(Buffer.alloc(100, 0xa5)), 'not-tls', 'local'],
    [
      'sends an endless record',
      (socket) => socket.write(Buffer.from('16030340000200', 'hex')),
      'timeout',
      'timeout',
    ],
  ] satisfies [string, (socket: Socket) => void, string, string][])(
    '%s before it is a TLS server',
    async (_name, onConnection, handshake, end) => {
      await using gap = await tcpServer(onConnection);
      const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
      expect(exchange).toMatchObject({ reached: 'connected', handshake, end });
      expect(exchange.error?.message).toBeTruthy();
      expect(exchange.answer).toBeUndefined();
    },
  );

  test('dribbles', async () => {
    await using gap = await tcpServer((socket) => {
      const timer = setInterval(() => socket.write(Buffer.of(0x16)), 20);
      socket.once('close', () => clearInterval(timer));
    });
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
    expect(exchange.handshake).not.toBe('completed');
    expect(exchange.error).toBeDefined();
  });

  test.each([
    ['never answers', () => undefined, 'timeout', 'TPE_NO_ANSWER'],
    ['answers garbage', answer('garbage\r\n'), 'local', 'TPE_ANSWER_MALFORMED'],
    ['stops within the answer', answer(OK.slice(0, -1)), 'close-notify', undefined],
    [
      'resets',
      (socket, transport) => socket.once('data', () => transport.resetAndDestroy()),
      'reset',
      'TLS_CONNECTION_RESET',
    ],
  ] satisfies [string, (socket: TLSSocket, transport: Socket) => void, string, string | undefined][])(
    '%s after the handshake',
    async (_name, onConnection, end, code) => {
      await using gap = await tlsServer(pki, pki.server(), onConnection);
      const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
      expect(exchange).toMatchObject({ handshake: 'completed', end });
      expect(exchange.error?.code).toBe(code);
      expect(exchange.answer?.complete ?? false).toBe(false);
    },
  );

  test.each(['close', 'reset'] as const)('breaks off at any moment by a %s', async (how) => {
    await using gap = await tlsServer(pki, pki.server(), (socket) =>
      socket.once('data', () => socket.write(OK)),
    );
    const cutAfter = async (octets: number): Promise<Exchange> => {
      await using proxy = await tcpServer(cuttingProxy(gap.port, octets, how));
      return await terminalOf(pki, proxy.port).exchange({ probe: GET });
    };
    for (let octets = 1; octets < 4000; octets += 211) {
      const { handshake, end, answer: received, error } = await cutAfter(octets);
      expect(['closed', 'reset']).toContain(end);
      expect(received?.complete ?? false).toBe(false);
      if (handshake !== 'completed') expect([handshake, typeof error?.code]).toEqual(['failed', 'string']);
    }
    expect(await cutAfter(1_000_000)).toMatchObject({ handshake: 'completed', answer: { complete: true } });
  });

  test('resets as soon as it has answered', async () => {
    await using gap = await tlsServer(pki, pki.server(), (socket, transport) => {
      socket.once('data', () => socket.write(OK, () => transport.resetAndDestroy()));
    });
    for (let round = 0; round < 20; round++) {
      const { handshake, end } = await terminalOf(pki, gap.port).exchange({ probe: GET });
      expect(handshake).toBe('completed');
      expect(['local', 'reset']).toContain(end);
    }
  });

  test('resets within an answer that only its end delimits: not complete', async () => {
    await using gap = await tlsServer(pki, pki.server(), (socket, transport) => {
      socket.once('data', () => {
        socket.write('HTTP/1.0 200 OK\r\n\r\nhalf');
        setImmediate(() => transport.resetAndDestroy());
      });
    });
    const { end, answer: received } = await terminalOf(pki, gap.port).exchange({ probe: GET });
    expect([end, received?.complete ?? false]).toEqual(['reset', false]);
  });

  test('answers without end: a bounded part is kept', async () => {
    await using gap = await tlsServer(pki, pki.server(), (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = (error?: Error | null): void => {
        if (!error) socket.write(Buffer.alloc(16_384, 0x20), pour);
      };
      pour();
    });
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
    expect(exchange).toMatchObject({ end: 'timeout', answer: { status: 200, complete: false } });
    expect(exchange.answer?.bytes).toHaveLength(64 * 1024);
  });
});
