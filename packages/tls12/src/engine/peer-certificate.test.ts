import { buildCertificate, Certificate, generateKeyPair } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import { ClientEngine } from './client.ts';
import type { ClientEngineOptions, ServerEngineOptions } from './options.ts';
import { ServerEngine } from './server.ts';

let pki: TestPki;
let client: ClientEngineOptions;
let server: ServerEngineOptions;

beforeAll(async () => {
  pki = await TestPki.create();
  client = { identity: await pki.terminal(), serverName: SERVER_NAME };
  server = { identity: await pki.server(), clientCertificate: 'require' };
});
afterAll(() => pki[Symbol.asyncDispose]());

describe('a client with an EC key', () => {
  async function ecClient(): Promise<ClientEngineOptions> {
    const { privateKey, publicKey } = await generateKeyPair('ec-p256');
    const { notBefore, notAfter, subject, issuer } = Certificate.parse((await pki.terminal()).chain[0]!);
    const serialNumber = Buffer.of(0x70, 1);
    const content = { serialNumber, issuer, subject, notBefore, notAfter, publicKey, extensions: [] };
    const { der } = buildCertificate(content, pki.terminalAuthority);
    return { ...client, identity: { chain: [der], privateKey } };
  }

  it('signs with ECDSA where the server takes it', async () => {
    const pair = new InMemoryPair(await ecClient(), server).run();
    expect(pair.server.engine.state).toBe('connected');
    expect(pair.server.engine.info?.peerChain).toHaveLength(1);
  });

  it('presents nothing where the server takes RSA only', async () => {
    const pair = new InMemoryPair(await ecClient(), { ...server, signatureAlgorithms: [0x0401] }).run();
    expectFatalAlert(pair, 'server', 'handshake_failure');
    expect(pair.server.events.at(-1)).toMatchObject({ error: { code: 'TLS_CLIENT_CERTIFICATE_MISSING' } });
  });

  it('may sign with another key no more than one with RSA', async () => {
    const pair = new InMemoryPair(
      { ...(await ecClient()), bugs: { certificateVerify: 'wrong-key' } },
      server,
    ).run();
    expectFatalAlert(pair, 'server', 'decrypt_error');
  });
});

describe('while the certificate of the client is judged', () => {
  /** A server that waits for the verdict, and all that the client has sent by then. */
  function waiting(): { engine: ServerEngine; peer: ClientEngine } {
    const engine = new ServerEngine(server);
    const peer = new ClientEngine(client);
    peer.start();
    engine.receive(peer.takeOutput()!);
    peer.receive(engine.takeOutput()!);
    peer.peerVerdict({ accepted: true });
    engine.receive(peer.takeOutput()!);
    expect(engine.state).toBe('waiting-for-verdict');
    return { engine, peer };
  }

  it('nothing is sent; then the handshake goes on', () => {
    const { engine, peer } = waiting();
    expect(engine.takeOutput()).toBeUndefined();
    engine.peerVerdict({ accepted: true });
    peer.receive(engine.takeOutput()!);
    expect([engine.state, peer.state]).toEqual(['connected', 'connected']);
  });

  it('the server may close all the same', () => {
    const { engine, peer } = waiting();
    engine.close();
    engine.peerVerdict({ accepted: true });
    expect(engine.state).toBe('closing');
    peer.receive(engine.takeOutput()!);
    expect(peer.takeEvents().at(-1)).toMatchObject({ error: { code: 'TLS_CLOSED_IN_HANDSHAKE' } });
  });

  it('no more than so much is kept', () => {
    const { engine } = waiting();
    for (let count = 0; count < 100 && engine.state !== 'failed'; count++)
      engine.receive(Buffer.alloc(64 * 1024));
    expect(engine.takeEvents().at(-1)).toMatchObject({ type: 'failed', error: { code: 'TLS_FLOOD' } });
  });
});

it('a client key that does not fit its certificate is decrypt_error', async () => {
  const { chain } = await pki.terminal();
  const { privateKey } = await pki.server();
  const pair = new InMemoryPair({ ...client, identity: { chain, privateKey } }, server).run();
  expectFatalAlert(pair, 'server', 'decrypt_error');
});

it('a certificate whose key cannot be read is bad_certificate, though it was accepted', () => {
  const identity = { chain: [Buffer.from('3000', 'hex')], privateKey: client.identity!.privateKey };
  expectFatalAlert(new InMemoryPair({ ...client, identity }, server).run(), 'server', 'bad_certificate');
  expectFatalAlert(new InMemoryPair(client, { ...server, identity }).run(), 'client', 'bad_certificate');
});
