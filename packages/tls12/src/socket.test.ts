import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { dial } from './dial.ts';
import type { PeerVerdict } from './engine/options.ts';
import type { Tls12ServerOptions } from './server.ts';
import type { TlsConnection } from './socket.ts';
import { acceptAny, close, connectTo, listen, listenOn } from './testing/endpoints.ts';
import { MEGABYTE, read, sha256 } from './testing/payload.ts';
import { type TestIdentity, TestPki } from './testing/test-pki.ts';

describe('a connection', () => {
  const cleanUp: (() => unknown)[] = [];
  let pki: TestPki;
  let identity: TestIdentity;

  beforeAll(async () => {
    pki = await TestPki.create();
    identity = await pki.server();
  });
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  /** Something that listens and is no TLS server. */
  async function listenPlain(onConnection: (socket: Socket) => void): Promise<number> {
    const sockets: Socket[] = [];
    const server: Server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      onConnection(socket);
    });
    cleanUp.push(() => {
      for (const socket of sockets) socket.destroy();
      return server[Symbol.asyncDispose]();
    });
    return listenOn(server);
  }

  interface Both {
    readonly client: TlsConnection;
    readonly server: TlsConnection;
    /** The TCP socket under the server's end. */
    readonly transport: Socket;
  }

  async function connectBoth(
    options: Partial<Tls12ServerOptions> = {},
    clientOptions: Partial<Parameters<typeof connectTo>[1]> = {},
  ): Promise<Both> {
    const listening = await listen({ identity, clientCertificate: 'none', ...options });
    cleanUp.push(() => listening.server[Symbol.asyncDispose]());
    const accepted = once(listening.server, 'connection') as Promise<[Socket]>;
    const secured = once(listening.server, 'secureConnection') as Promise<[TlsConnection]>;
    const client = await connectTo(listening.port, { identity: null, ...clientOptions });
    const [[transport], [server]] = await Promise.all([accepted, secured]);
    return { client, server, transport };
  }

  describe('that cannot be made', () => {
    it('says that nobody listens', async () => {
      const port = await listenPlain(() => undefined);
      for (const step of cleanUp.splice(0)) await step();
      await expect(connectTo(port, { identity: null })).rejects.toMatchObject({
        code: 'TLS_CONNECT_REFUSED',
      });
    });

    it('says that the TCP connection takes too long', async () => {
      const port = await listenPlain(() => undefined);
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      cleanUp.push(() => vi.useRealTimers());
      const connection = dial({ host: '127.0.0.1', port, verifyPeer: acceptAny, connectTimeout: 5_000 });
      vi.advanceTimersByTime(5_000);
      await expect(connection.handshake).rejects.toMatchObject({ code: 'TLS_CONNECT_TIMEOUT' });
    });

    it('says that the peer does not answer the handshake in time', async () => {
      const port = await listenPlain(() => undefined);
      const connection = dial({ host: '127.0.0.1', port, verifyPeer: acceptAny, handshakeTimeout: 30 });
      await expect(connection.handshake).rejects.toMatchObject({ code: 'TLS_HANDSHAKE_TIMEOUT' });
      expect(connection.ending).toBe('timeout');
      expect(connection.transcript.entries.map(({ message }) => message.type)).toEqual(['clientHello']);
    });

    it('says that the peer speaks something else', async () => {
      const port = await listenPlain((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      await expect(connectTo(port, { identity: null })).rejects.toMatchObject({ code: 'TLS_NOT_TLS' });
    });

    it('says that the peer closed or reset it within the handshake', async () => {
      const closing = await listenPlain((socket) => socket.once('data', () => socket.end()));
      await expect(connectTo(closing, { identity: null })).rejects.toMatchObject({
        code: 'TLS_TRANSPORT_ENDED',
      });
      const resetting = await listenPlain((socket) => socket.once('data', () => socket.resetAndDestroy()));
      const connection = dial({ host: '127.0.0.1', port: resetting, verifyPeer: acceptAny });
      await expect(connection.handshake).rejects.toMatchObject({ code: 'TLS_CONNECTION_RESET' });
      expect(connection.ending).toBe('reset');
    });
  });

  describe('that ends', () => {
    async function readToTheEnd(connection: TlsConnection): Promise<string> {
      const chunks: Buffer[] = [];
      for await (const chunk of connection) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString();
    }

    it('by close_notify', async () => {
      const { client, server } = await connectBoth();
      server.end('all of it');
      expect(await readToTheEnd(client)).toBe('all of it');
      expect(client.ending).toBe('close-notify');
    });

    it('truncated, when the transport ends without close_notify', async () => {
      const { client, server, transport } = await connectBoth();
      server.write('some of it', () => transport.end());
      expect(await readToTheEnd(client)).toBe('some of it');
      expect(client.ending).toBe('truncated');
    });

    it('by a reset, which is an error', async () => {
      const { client, transport } = await connectBoth();
      const closed = new Promise((resolve) => client.once('close', resolve));
      transport.resetAndDestroy();
      await closed;
      expect(client.ending).toBe('reset');
      expect(client.errored).toMatchObject({ code: 'TLS_CONNECTION_RESET' });
    });

    it('for the writer too, when the peer is gone', async () => {
      const { client, transport } = await connectBoth({}, { allowHalfOpen: true });
      transport.end();
      expect(await readToTheEnd(client)).toBe('');
      const failed = new Promise((resolve) => client.write('too late', resolve));
      expect(await failed).toMatchObject({ code: 'TLS_PEER_CLOSED' });
    });

    it('by its own doing, without a word', async () => {
      const { client, server } = await connectBoth();
      client.destroy();
      expect(client.ending).toBe('local');
      expect(await readToTheEnd(server)).toBe('');
      expect(server.ending).toBe('truncated');
    });

    it('in one direction first, when both sides want that', async () => {
      const { client, server } = await connectBoth({ allowHalfOpen: true }, { allowHalfOpen: true });
      client.end('question');
      expect(await readToTheEnd(server)).toBe('question');
      server.end('answer');
      expect(await readToTheEnd(client)).toBe('answer');
      expect([client.ending, server.ending]).toEqual(['close-notify', 'close-notify']);
    });
  });

  describe('whose peer is judged', () => {
    it('waits for the verdict, and loses nothing in the meantime', async () => {
      const verdict = Promise.withResolvers<PeerVerdict>();
      const asked = Promise.withResolvers<readonly Buffer[]>();
      const listening = await listen({
        identity,
        clientCertificate: 'require',
        verifyPeer: (chain) => {
          asked.resolve(chain);
          return verdict.promise;
        },
      });
      cleanUp.push(() => listening.server[Symbol.asyncDispose]());
      const terminal = await pki.terminal();
      const client = connectTo(listening.port, { identity: terminal });
      expect(await asked.promise).toEqual(terminal.chain);
      const secured = once(listening.server, 'secureConnection') as Promise<[TlsConnection]>;
      verdict.resolve({ accepted: true });
      const [server] = await secured;
      (await client).end('hello');
      expect((await read(server, 5)).toString()).toBe('hello');
    });

    it('fails with the cause when the judge itself fails, and tells the peer', async () => {
      const cause = new Error('the CRL store is on fire');
      const listening = await listen({ identity, clientCertificate: 'none' });
      cleanUp.push(() => listening.server[Symbol.asyncDispose]());
      const refused = once(listening.server, 'tlsClientError');
      const client = connectTo(listening.port, { identity: null, verifyPeer: () => Promise.reject(cause) });
      await expect(client).rejects.toMatchObject({ code: 'TLS_VERIFY_PEER_FAILED', cause });
      const [error, connection] = (await refused) as [Error, TlsConnection];
      expect(error).toMatchObject({ code: 'TLS_ALERT_RECEIVED' });
      expect(connection.alertReceived).toMatchObject({ level: 'fatal', name: 'internal_error' });
    });
  });

  describe('under load', () => {
    it('holds back a writer whose peer does not read, in little memory, and loses nothing', async () => {
      const { client, server, transport } = await connectBoth();
      const data = randomBytes(16 * MEGABYTE);
      const written = Promise.withResolvers<void>();
      expect(server.write(data, () => written.resolve())).toBe(false);
      if (!transport.writableNeedDrain) await once(transport, 'drain');
      expect(transport.writableLength).toBeLessThan(MEGABYTE);
      expect(sha256(await read(client, data.length))).toBe(sha256(data));
      await written.promise;
    });

    it('holds back the peer of a reader that does not read', async () => {
      const { client, server, transport } = await connectBoth();
      const data = randomBytes(16 * MEGABYTE);
      client.write(data);
      await once(server, 'readable');
      await until(() => transport.isPaused(), transport);
      expect(server.readableLength).toBeLessThan(MEGABYTE);
      expect(sha256(await read(server, data.length))).toBe(sha256(data));
    });

    it('carries both directions at once', async () => {
      const { client, server } = await connectBoth();
      const data = randomBytes(4 * MEGABYTE);
      client.write(data);
      server.write(data);
      const both = await Promise.all([read(client, data.length), read(server, data.length)]);
      expect(both.map(sha256)).toEqual([sha256(data), sha256(data)]);
      await Promise.all([close(client), once(server.resume(), 'close')]);
    });
  });
});

async function until(condition: () => boolean, source: Socket): Promise<void> {
  while (!condition()) await once(source, 'data');
}
