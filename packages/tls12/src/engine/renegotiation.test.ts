import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bugs } from '../bugs.ts';
import { expectFatalAlert, expectNoFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import type { ClientEngineOptions, Identity, ServerEngineOptions } from './options.ts';

let pki: TestPki;
let client: ClientEngineOptions;
let server: ServerEngineOptions;
let terminal: Identity;

beforeAll(async () => {
  pki = await TestPki.create();
  terminal = await pki.terminal();
  client = { identity: terminal, serverName: SERVER_NAME };
  server = { identity: await pki.server(), clientCertificate: 'none' };
});
afterAll(() => pki[Symbol.asyncDispose]());

describe('HelloRequest', () => {
  it('after the request makes the client present its certificate, then the answer comes', () => {
    const pair = new InMemoryPair(client, server).run();
    pair.client.engine.write(Buffer.from('request'));
    pair.settle();
    expect(pair.server.engine.info?.peerChain).toEqual([]);
    pair.server.engine.requestRenegotiation('require');
    pair.settle();
    expectNoFatalAlert(pair);
    expect(pair.server.engine.info).toMatchObject({ renegotiations: 1, certificateRequested: true });
    expect(pair.server.engine.info?.peerChain.map(String)).toEqual(terminal.chain.map(String));
    expect(pair.client.engine.info).toMatchObject({ renegotiations: 1, certificateRequested: true });
    pair.server.engine.write(Buffer.from('answer'));
    pair.settle();
    expect(pair.client.data().toString()).toBe('answer');
  });

  it('may be repeated, each handshake being bound to the one before', () => {
    const pair = new InMemoryPair(client, server).run();
    for (let count = 1; count <= 3; count++) {
      pair.server.engine.requestRenegotiation('require');
      pair.settle();
      expect(pair.client.engine.info?.renegotiations).toBe(count);
      pair.client.engine.write(Buffer.from('more'));
      pair.settle();
    }
    expectNoFatalAlert(pair);
  });

  it('finds what either side writes meanwhile in order', () => {
    const pair = new InMemoryPair(client, server).run();
    pair.server.engine.write(Buffer.from('1'));
    pair.server.engine.requestRenegotiation('require');
    pair.server.engine.write(Buffer.from('2'));
    pair.client.engine.write(Buffer.from('a'));
    pair.settle();
    pair.server.engine.write(Buffer.from('3'));
    pair.client.engine.write(Buffer.from('b'));
    pair.settle();
    expectNoFatalAlert(pair);
    expect(pair.client.data().toString()).toBe('123');
    expect(pair.server.data().toString()).toBe('ab');
  });

  it('leads to the alert of the server where the client has no certificate', () => {
    const { identity: _identity, ...anonymous } = client;
    const pair = new InMemoryPair(anonymous, server).run();
    pair.server.engine.requestRenegotiation('require');
    pair.settle();
    expectFatalAlert(pair, 'server', 'handshake_failure');
    expect(pair.client.events).toContainEqual(
      expect.objectContaining({ type: 'alertReceived', afterHandshake: true }),
    );
  });

  it.each<Bugs>([{ applicationDataBeforeFinished: true }, { changeCipherSpec: 'omitted' }])(
    'leads to a handshake that is held to its order: %j',
    (bug) => {
      const bugs: Bugs = {};
      const pair = new InMemoryPair({ ...client, bugs }, server).run();
      Object.assign(bugs, bug);
      pair.server.engine.requestRenegotiation('require');
      pair.settle();
      expectFatalAlert(pair, 'server', 'unexpected_message');
    },
  );

  it.each(['client', 'server'] as const)(
    'leads to handshake_failure where renegotiation_info of the %s is wrong',
    (guilty) => {
      const bugs: Bugs = {};
      const [ofClient, ofServer] = guilty === 'client' ? [{ bugs }, {}] : [{}, { bugs }];
      const pair = new InMemoryPair({ ...client, ...ofClient }, { ...server, ...ofServer }).run();
      Object.assign(bugs, { wrongRenegotiationInfo: true });
      pair.server.engine.requestRenegotiation('require');
      pair.settle();
      expectFatalAlert(pair, guilty === 'client' ? 'server' : 'client', 'handshake_failure');
    },
  );

  it('without end is a flood', () => {
    const pair = new InMemoryPair(client, server).run();
    for (let count = 0; count < 10; count++) pair.server.engine.requestRenegotiation('none');
    pair.settle();
    expectFatalAlert(pair, 'client', 'unexpected_message');
    expect(pair.client.events.at(-1)).toMatchObject({ error: { code: 'TLS_FLOOD' } });
  });
});
