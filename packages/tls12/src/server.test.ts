import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTls12Server } from './server.ts';
import { connectTo, listen } from './testing/endpoints.ts';
import { type TestIdentity, TestPki } from './testing/test-pki.ts';

describe('a server', () => {
  let pki: TestPki;
  let identity: TestIdentity;

  beforeAll(async () => {
    pki = await TestPki.create();
    identity = await pki.server();
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  it('does not start if it asks for certificates that nobody judges', () => {
    expect(() => createTls12Server({ identity, clientCertificate: 'request' })).toThrow(
      expect.objectContaining({ code: 'TLS_VERIFY_PEER_MISSING' }),
    );
  });

  it('gives up on a client that says nothing', async () => {
    const { server, port } = await listen({ identity, clientCertificate: 'none', handshakeTimeout: 30 });
    await using _ = server;
    const failed = once(server, 'tlsClientError');
    const client = connectTcp(port, '127.0.0.1').resume();
    const [error] = await failed;
    expect(error).toMatchObject({ code: 'TLS_HANDSHAKE_TIMEOUT' });
    await once(client, 'close');
  });

  it('refuses what comes beyond the limit of connections, until there is room', async () => {
    const { server, port } = await listen({ identity, clientCertificate: 'none', maximumConnections: 1 });
    await using _ = server;
    const [first, [served]] = await Promise.all([
      connectTo(port, { identity: null }),
      once(server, 'secureConnection'),
    ]);
    const refused = once(server, 'tlsClientError');
    await expect(connectTo(port, { identity: null })).rejects.toMatchObject({
      code: 'TLS_ALERT_RECEIVED',
      message: expect.stringContaining('internal_error'),
    });
    const [error, { alertSent }] = await refused;
    expect(error).toMatchObject({ code: 'TLS_SERVER_FULL', message: expect.stringMatching(/1 connections/) });
    expect(alertSent.name).toBe('internal_error');
    expect(first.destroyed).toBe(false);
    first.destroy();
    await once(served.resume(), 'close');
    (await connectTo(port, { identity: null })).destroy();
  });

  it('refuses what comes beyond the limit of handshakes, until one is over', async () => {
    const { server, port } = await listen({ identity, clientCertificate: 'none', maximumHandshakes: 1 });
    await using _ = server;
    const accepted = once(server, 'connection');
    const silent = connectTcp(port, '127.0.0.1').resume();
    await accepted;
    await expect(connectTo(port, { identity: null })).rejects.toMatchObject({ code: 'TLS_ALERT_RECEIVED' });
    const gone = once(server, 'tlsClientError');
    silent.destroy();
    await gone;
    (await connectTo(port, { identity: null })).destroy();
  });

  it('destroys its connections when it closes, those within the handshake too', async () => {
    const { server, port } = await listen({ identity, clientCertificate: 'none' });
    const secure = await connectTo(port, { identity: null });
    const accepted = once(server, 'connection');
    const silent = connectTcp(port, '127.0.0.1').resume();
    await accepted;
    const closed = [once(secure.resume(), 'close'), once(silent, 'close'), once(server, 'close')];
    server.close();
    await Promise.all(closed);
    expect(secure.ending).toBe('truncated');
  });
});
