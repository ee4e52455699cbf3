import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CIPHER_SUITES, cipherSuiteByName } from '../cipher-suites.ts';
import type { GroupName } from '../key-exchange.ts';
import { expectFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import type { ClientEngineOptions, Identity, ServerEngineOptions } from './options.ts';

const GROUP_NAMES: readonly GroupName[] = ['P-256', 'P-384', 'X25519'];

let pki: TestPki;
let client: ClientEngineOptions;
let server: ServerEngineOptions;
let terminal: Identity;

beforeAll(async () => {
  pki = await TestPki.create();
  terminal = await pki.terminal();
  client = { identity: terminal, serverName: SERVER_NAME };
  server = { identity: await pki.server(), clientCertificate: 'require' };
});
afterAll(() => pki[Symbol.asyncDispose]());

function run(
  clientOptions: Partial<ClientEngineOptions> = {},
  serverOptions: Partial<ServerEngineOptions> = {},
) {
  return new InMemoryPair({ ...client, ...clientOptions }, { ...server, ...serverOptions }).run();
}

/** Data gets through in both directions. */
function expectConversation(pair: InMemoryPair): void {
  pair.client.engine.write(Buffer.from('question'));
  pair.server.engine.write(Buffer.from('answer'));
  pair.settle();
  expect(pair.server.data().toString()).toBe('question');
  expect(pair.client.data().toString()).toBe('answer');
}

describe.each(CIPHER_SUITES.map(({ name }) => name))('%s', (suite) => {
  describe.each(GROUP_NAMES)('%s', (group) => {
    it.each([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])('extended master secret %s, encrypt-then-MAC %s', (extendedMasterSecret, encryptThenMac) => {
      const keyLog = { client: [] as string[], server: [] as string[] };
      const options = { cipherSuites: [suite], groups: [group], extendedMasterSecret, encryptThenMac };
      const pair = run(
        { ...options, keyLog: (line) => keyLog.client.push(line) },
        { keyLog: (line) => keyLog.server.push(line) },
      );
      const expected = {
        version: 0x0303,
        cipherSuite: cipherSuiteByName(suite).code,
        group,
        resumed: false,
        extendedMasterSecret,
        encryptThenMac: encryptThenMac && suite.includes('CBC'),
        secureRenegotiation: true,
        serverName: SERVER_NAME,
        certificateRequested: true,
      };
      expect(pair.client.engine.info).toMatchObject(expected);
      expect(pair.server.engine.info).toMatchObject(expected);
      expect(pair.server.engine.info?.peerChain.map(String)).toEqual(terminal.chain.map(String));
      expect(keyLog.client).toHaveLength(1);
      expect(keyLog.client).toEqual(keyLog.server);
      expect(keyLog.client[0]).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/);
      expectConversation(pair);
    });
  });
});

describe('negotiation', () => {
  it('takes the suite and the group that the server prefers', () => {
    const pair = run(
      {},
      { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], groups: ['X25519', 'P-384'] },
    );
    expect(pair.client.engine.info).toMatchObject({ cipherSuite: 0xc02f, group: 'X25519' });
  });

  it('offers the prescribed suite first', () => {
    expect(run().client.engine.info?.cipherSuite).toBe(0xc028);
  });

  it('lets the server choose its identity by the name', () => {
    const names: (string | undefined)[] = [];
    const { identity } = server;
    const choose = (name: string | undefined) => {
      names.push(name);
      return identity as Identity;
    };
    expect(run({}, { identity: choose }).server.engine.state).toBe('connected');
    expect(run({ serverName: '127.0.0.1' }, { identity: choose }).server.engine.state).toBe('connected');
    expect(names).toEqual([SERVER_NAME, undefined]);
  });

  it('is an internal_error where the server has no identity to choose', () => {
    const none = () => {
      throw new Error('no such name');
    };
    const failing = run({}, { identity: none });
    expectFatalAlert(failing, 'server', 'internal_error');
    expect(failing.server.events.at(-1)).toMatchObject({ error: { code: 'TLS_INTERNAL' } });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const unusable = run({}, { identity: { chain: terminal.chain, privateKey } });
    expect(unusable.server.events.at(-1)).toMatchObject({ error: { code: 'TLS_IDENTITY_UNUSABLE' } });
  });

  it.each([0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806, 0x0201])(
    'signs with scheme %i alone',
    (scheme) => {
      const pair = run({ signatureAlgorithms: [scheme] }, { signatureAlgorithms: [scheme] });
      expectConversation(pair);
      const used = pair.client.engine.transcript.entries.flatMap(({ message }) =>
        message.type === 'serverKeyExchange' || message.type === 'certificateVerify' ? [message.scheme] : [],
      );
      expect(used).toEqual([scheme, scheme]);
    },
  );
});

describe('the certificate of the client', () => {
  it('is not asked for', () => {
    const pair = run({}, { clientCertificate: 'none' });
    expect(pair.client.engine.info).toMatchObject({ certificateRequested: false });
    expect(pair.server.engine.info?.peerChain).toEqual([]);
    expectConversation(pair);
  });

  it('may be absent where it is only requested', () => {
    const { identity: _identity, ...anonymous } = client;
    const pair = new InMemoryPair(anonymous, { ...server, clientCertificate: 'request' }).run();
    expect(pair.client.engine.info).toMatchObject({ certificateRequested: true });
    expect(pair.server.engine.info?.peerChain).toEqual([]);
    expectConversation(pair);
  });

  it('must not be absent where it is required', () => {
    const { identity: _identity, ...anonymous } = client;
    const pair = new InMemoryPair(anonymous, server).run();
    expect(pair.client.events).toContainEqual({
      type: 'alertReceived',
      level: 'fatal',
      name: 'handshake_failure',
      code: 40,
      afterHandshake: false,
    });
    expect(pair.server.events.at(-1)).toMatchObject({ error: { code: 'TLS_CLIENT_CERTIFICATE_MISSING' } });
  });
});

describe('the verdict on the peer', () => {
  it('is told with its very alert', () => {
    const refusal = { accepted: false, alert: 'certificate_revoked', reason: 'it is on the list' } as const;
    const pair = new InMemoryPair(client, server, undefined, refusal).run();
    expect(pair.server.events).toContainEqual(expect.objectContaining({ type: 'alertReceived', code: 44 }));
    expect(pair.client.events.at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'TLS_PEER_REFUSED', message: expect.stringContaining('it is on the list') },
    });
  });
});

describe('the key that a verdict gives', () => {
  it('is what signatures of the peer are checked with', () => {
    const publicKey = createPublicKey((server.identity as Identity).privateKey);
    const pair = new InMemoryPair(client, server, undefined, { accepted: true, publicKey }).run();
    expect(pair.server.events.at(-1)).toMatchObject({
      error: { code: 'TLS_SIGNATURE', parameters: { message: 'CertificateVerify' } },
    });
    expectFatalAlert(pair, 'server', 'decrypt_error');
  });
});

describe('data', () => {
  it('that is written before the handshake is complete goes out after it', () => {
    const pair = new InMemoryPair(client, server);
    pair.client.engine.write(Buffer.from('early bird'));
    pair.run();
    expect(pair.server.data().toString()).toBe('early bird');
    expect(pair.server.events.findIndex(({ type }) => type === 'handshakeComplete')).toBeLessThan(
      pair.server.events.findIndex(({ type }) => type === 'data'),
    );
  });

  it('is split into records of at most 2^14 octets', () => {
    const pair = run();
    pair.client.engine.write(Buffer.alloc(40_000, 'x'));
    pair.settle();
    expect(pair.server.data()).toHaveLength(40_000);
    const sizes = pair.server.events.flatMap((event) => (event.type === 'data' ? [event.bytes.length] : []));
    expect(sizes).toEqual([16_384, 16_384, 7_232]);
  });

  it('and handshakes get through in fragments of one octet', () => {
    expectConversation(run({ fragmentLength: 1 }, { fragmentLength: 1 }));
  });
});

describe('the end', () => {
  it('is close_notify in both directions', () => {
    const pair = run();
    pair.client.engine.close();
    pair.settle();
    expect(pair.server.events.at(-1)).toEqual({ type: 'closed', reason: 'close-notify' });
    pair.server.engine.write(Buffer.from('last words'));
    pair.server.engine.close();
    pair.settle();
    expect(pair.client.data().toString()).toMatch(/last words$/);
    expect(pair.client.events.at(-1)).toEqual({ type: 'closed', reason: 'close-notify' });
    expect([pair.client.engine.state, pair.server.engine.state]).toEqual(['closed', 'closed']);
  });

  it('without close_notify is a truncation', () => {
    const pair = run().cut();
    expect(pair.client.events.at(-1)).toEqual({ type: 'closed', reason: 'truncated' });
  });

  it('of the transport within the handshake is a failure', () => {
    const pair = new InMemoryPair(client, server);
    pair.client.engine.start();
    pair.cut();
    expect(pair.client.events.at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'TLS_TRANSPORT_ENDED' },
    });
  });
});
