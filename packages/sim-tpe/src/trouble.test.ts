import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { GET, gist, SERVED, terminalOf } from './testing/exchange.ts';
import { TestPki } from './testing/pki.ts';
import { tcpServer, tlsServer } from './testing/servers.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

describe('a terminal that breaks the connection off', () => {
  test('sends its alert once the handshake is done, and has a session that it must not resume', async () => {
    const { promise: failure, resolve } = Promise.withResolvers<NodeJS.ErrnoException>();
    await using gap = await tlsServer(pki, pki.server(), (socket: TLSSocket) => socket.on('error', resolve));
    const exchange = await terminalOf(pki, gap.port).exchange({
      probe: GET,
      tls: { tickets: true },
      breakOffWith: 'internal_error',
    });
    expect((await failure).code).toBe('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR');
    expect(exchange).toMatchObject({
      handshake: 'completed',
      end: 'local',
      alertSent: 'internal_error',
      session: { resumable: false },
      error: { code: 'TLS_ABORTED' },
    });
    expect(exchange.answer).toBeUndefined();
  });

  test('waits until the GAP has closed, so that the alert was read', async () => {
    let closed = false;
    await using gap = await tlsServer(pki, pki.server(), (_, transport) =>
      transport.once('close', () => {
        closed = true;
      }),
    );
    await terminalOf(pki, gap.port).exchange({ probe: GET, breakOffWith: 'internal_error' });
    expect(closed).toBe(true);
  });
});

describe('a terminal beside one that stalls', () => {
  test('is served by a GAP that serves several', async () => {
    await using gap = await tlsServer(pki, pki.server());
    let connections = 0;
    gap.server.on('connection', () => {
      connections++;
    });
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET, beside: 'stalled-handshake' });
    expect(gist(exchange)).toEqual({ ...SERVED, code: undefined });
    expect(connections).toBe(2);
  });

  test('is the second one, and the first has sent half a ClientHello and leaves in the end', async () => {
    const sockets: Socket[] = [];
    const heard: Promise<Buffer[]>[] = [];
    await using gap = await tcpServer((socket) => {
      sockets.push(socket);
      heard.push(once(socket, 'data'));
    });
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET, beside: 'stalled-handshake' });
    expect(exchange.handshake).toBe('timeout');
    const [half, whole] = await Promise.all(heard).then((all) => all.map(([bytes]) => bytes!));
    const announced = half!.readUInt16BE(3);
    expect(half!.length).toBeLessThan(announced);
    expect(whole!.length).toBe(5 + whole!.readUInt16BE(3));
    const [stalled] = sockets;
    if (!stalled!.closed) await once(stalled!, 'close');
  });

  test('fares as it does alone where nobody listens', async () => {
    const gap = await tcpServer(() => undefined);
    await gap[Symbol.asyncDispose]();
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET, beside: 'stalled-handshake' });
    expect(exchange.reached).toBe('refused');
  });
});
