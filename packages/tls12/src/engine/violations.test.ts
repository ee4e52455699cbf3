import { ALERTS, type AlertName, buildCertificate, Certificate, generateKeyPair } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_TYPES, EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV, TLS_1_2 } from '../constants.ts';
import type { TlsErrorCode } from '../errors.ts';
import { encodeExtensions, extension } from '../messages/extensions.ts';
import { encodeHandshakeMessage } from '../messages/handshake.ts';
import { encodeClientHello } from '../messages/hello.ts';
import { expectFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import { ClientEngine } from './client.ts';
import type { Engine } from './engine.ts';
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

function record(contentType: number, content: Uint8Array, version = 0x0301, length = content.length): Buffer {
  return Buffer.concat([
    Buffer.of(contentType, version >> 8, version & 0xff, length >> 8, length & 0xff),
    content,
  ]);
}

function handshakeRecord(type: number, body: Uint8Array): Buffer {
  return record(CONTENT_TYPES.handshake, encodeHandshakeMessage(type, body));
}

type HelloContent = Parameters<typeof encodeClientHello>[0];

function clientHello(content: Partial<HelloContent> = {}): Buffer {
  const extensions = [extension.supportedGroups([23]), extension.signatureAlgorithms([0x0401])];
  return handshakeRecord(
    1,
    encodeClientHello({
      version: TLS_1_2,
      random: Buffer.alloc(32, 7),
      sessionId: Buffer.alloc(0),
      cipherSuites: [0xc028],
      extensions,
      ...content,
    }),
  );
}

/** The engine answered with that alert, in the clear, as its last output, and told of that error. */
function expectEnd(engine: Engine, alert: AlertName, code: TlsErrorCode): void {
  const output = engine.takeOutput();
  expect(output?.subarray(-2)).toEqual(Buffer.of(2, ALERTS[alert]));
  expect(output?.at(-7)).toBe(CONTENT_TYPES.alert);
  expect(engine.takeEvents().at(-1)).toMatchObject({ type: 'failed', error: { code } });
  expect(engine.state).toBe('failed');
}

describe('what is sent to a server in place of a handshake', () => {
  it.each<[string, () => Buffer, AlertName, TlsErrorCode]>([
    ['HTTP', () => Buffer.from('GET / HTTP/1.1\r\n'), 'unexpected_message', 'TLS_NOT_TLS'],
    ['one octet of something else', () => Buffer.of(0), 'unexpected_message', 'TLS_NOT_TLS'],
    ['a record of version 4', () => record(22, Buffer.alloc(4), 0x0400), 'unexpected_message', 'TLS_NOT_TLS'],
    [
      'a header that announces too much',
      () => record(22, Buffer.alloc(0), 0x0301, 0x4001),
      'record_overflow',
      'TLS_RECORD_TOO_LONG',
    ],
    ['an empty record', () => record(22, Buffer.alloc(0)), 'unexpected_message', 'TLS_UNEXPECTED_MESSAGE'],
    ['application data', () => record(23, Buffer.of(1)), 'unexpected_message', 'TLS_UNEXPECTED_MESSAGE'],
    ['ChangeCipherSpec', () => record(20, Buffer.of(1)), 'unexpected_message', 'TLS_UNEXPECTED_MESSAGE'],
    ['half an alert', () => record(21, Buffer.of(1)), 'decode_error', 'TLS_DECODE'],
    ['an alert of no level', () => record(21, Buffer.of(3, 0)), 'illegal_parameter', 'TLS_ILLEGAL_PARAMETER'],
    [
      'HelloRequest',
      () => handshakeRecord(0, Buffer.alloc(0)),
      'unexpected_message',
      'TLS_UNEXPECTED_MESSAGE',
    ],
    [
      'an unknown message',
      () => handshakeRecord(77, Buffer.alloc(0)),
      'unexpected_message',
      'TLS_UNEXPECTED_MESSAGE',
    ],
    [
      'the start of a message of 16 MiB',
      () => record(22, Buffer.of(1, 0xff, 0xff, 0xff)),
      'decode_error',
      'TLS_DECODE',
    ],
    [
      'ChangeCipherSpec within a message',
      () => Buffer.concat([record(22, Buffer.of(1, 0)), record(20, Buffer.of(1))]),
      'unexpected_message',
      'TLS_UNEXPECTED_MESSAGE',
    ],
  ])('%s', (_, bytes, alert, code) => {
    const engine = new ServerEngine(server);
    engine.receive(bytes());
    expectEnd(engine, alert, code);
  });

  it('is quoted where it is text', () => {
    const engine = new ServerEngine(server);
    engine.receive(Buffer.from('HTTP/1.1 400 Bad Request\r\n'));
    expect(engine.takeEvents().at(-1)).toMatchObject({
      error: { message: 'The peer does not speak TLS: it starts with "HTTP/1.1 400 Bad Request".' },
    });
  });

  it('a fatal alert ends the connection without an answer', () => {
    const engine = new ServerEngine(server);
    engine.receive(record(21, Buffer.of(2, ALERTS.unknown_ca)));
    expect(engine.takeOutput()).toBeUndefined();
    expect(engine.takeEvents()).toEqual([
      { type: 'alertReceived', level: 'fatal', name: 'unknown_ca', code: 48, afterHandshake: false },
      { type: 'failed', error: expect.objectContaining({ code: 'TLS_ALERT_RECEIVED' }) },
    ]);
  });

  it('close_notify is answered, and is a failure within the handshake', () => {
    const engine = new ServerEngine(server);
    engine.receive(record(21, Buffer.of(1, 0)));
    expect(engine.takeOutput()?.subarray(-2)).toEqual(Buffer.of(1, 0));
    expect(engine.takeEvents().at(-1)).toMatchObject({ error: { code: 'TLS_CLOSED_IN_HANDSHAKE' } });
  });

  it.each([
    ['warning alerts', () => record(21, Buffer.of(1, ALERTS.user_canceled))],
    ['empty records', () => record(23, Buffer.alloc(0))],
  ])('%s without end are a flood', (_, bytes) => {
    const pair = new InMemoryPair(client, { ...server, tolerances: { applicationDataBeforeFinished: true } });
    const { engine } = pair.server;
    let count = 0;
    while (engine.state !== 'failed' && count < 1000) {
      engine.receive(bytes());
      count++;
    }
    expect(count).toBeLessThan(50);
    expectEnd(engine, 'unexpected_message', 'TLS_FLOOD');
  });

  it('nothing matters any more after the end', () => {
    const engine = new ServerEngine(server);
    engine.receive(Buffer.from('GET / HTTP/1.1\r\n'));
    engine.takeOutput();
    engine.takeEvents();
    engine.receive(clientHello());
    engine.write(Buffer.from('x'));
    engine.close();
    engine.transportEnded();
    engine.peerVerdict({ accepted: true });
    expect(engine.takeOutput()).toBeUndefined();
    expect(engine.takeEvents()).toEqual([]);
  });
});

describe('a ClientHello', () => {
  it.each<[string, Partial<HelloContent>, AlertName, TlsErrorCode]>([
    ['of TLS 1.1 at most', { version: 0x0302 }, 'protocol_version', 'TLS_PROTOCOL_VERSION'],
    ['of SSL 3.0 at most', { version: 0x0300 }, 'protocol_version', 'TLS_PROTOCOL_VERSION'],
    [
      'that fell back (RFC 7507)',
      { version: 0x0302, cipherSuites: [0xc028, FALLBACK_SCSV] },
      'inappropriate_fallback',
      'TLS_INAPPROPRIATE_FALLBACK',
    ],
    [
      'without a suite that is spoken',
      { cipherSuites: [0x002f, 0x0035] },
      'handshake_failure',
      'TLS_NOTHING_IN_COMMON',
    ],
    ['without any suite', { cipherSuites: [] }, 'decode_error', 'TLS_DECODE'],
    [
      'without a group that is spoken',
      { extensions: [extension.supportedGroups([25]), extension.signatureAlgorithms([0x0401])] },
      'handshake_failure',
      'TLS_NOTHING_IN_COMMON',
    ],
    [
      'without a signature algorithm that is spoken',
      { extensions: [extension.signatureAlgorithms([0x0302])] },
      'handshake_failure',
      'TLS_NOTHING_IN_COMMON',
    ],
    [
      'with an extension twice',
      { extensions: [extension.encryptThenMac(), extension.encryptThenMac()] },
      'illegal_parameter',
      'TLS_ILLEGAL_PARAMETER',
    ],
    [
      'with content where none may be',
      { extensions: [{ type: 23, data: Buffer.of(0) }] },
      'decode_error',
      'TLS_DECODE',
    ],
    [
      'without the uncompressed point format',
      { extensions: [{ type: 11, data: Buffer.of(1, 1) }] },
      'illegal_parameter',
      'TLS_ILLEGAL_PARAMETER',
    ],
    [
      'that renegotiates nothing',
      { extensions: [extension.renegotiationInfo(Buffer.alloc(12))] },
      'handshake_failure',
      'TLS_RENEGOTIATION',
    ],
    ['with a session id that is too long', { sessionId: Buffer.alloc(33) }, 'decode_error', 'TLS_DECODE'],
  ])('%s', (_, content, alert, code) => {
    const engine = new ServerEngine(server);
    engine.receive(clientHello(content));
    expectEnd(engine, alert, code);
  });

  it('without null compression is illegal_parameter', () => {
    const engine = new ServerEngine(server);
    const body = Buffer.concat([
      Buffer.of(3, 3),
      Buffer.alloc(32),
      Buffer.of(0, 0, 2, 0xc0, 0x28, 1, 1),
      encodeExtensions([]),
    ]);
    engine.receive(handshakeRecord(1, body));
    expectEnd(engine, 'illegal_parameter', 'TLS_ILLEGAL_PARAMETER');
  });

  it.each<[string, Partial<HelloContent>]>([
    ['of TLS 1.3 at most', { version: 0x0304 }],
    ['without extensions', { extensions: [] }],
    [
      'with unknown extensions and suites',
      { cipherSuites: [0x1a1a, 0xc028], extensions: [{ type: 0x2a2a, data: Buffer.of(1) }] },
    ],
    ['with the signalling suite of RFC 5746', { cipherSuites: [0xc028, EMPTY_RENEGOTIATION_INFO_SCSV] }],
  ])('%s is answered', (_, content) => {
    const engine = new ServerEngine(server);
    engine.receive(clientHello(content));
    expect(engine.takeEvents()).toEqual([{ type: 'serverHello', version: TLS_1_2, cipherSuite: 0xc028 }]);
    expect(engine.info?.secureRenegotiation).toBe(
      content.cipherSuites?.includes(EMPTY_RENEGOTIATION_INFO_SCSV) === true,
    );
  });
});

describe('a client that probes', () => {
  /** The ServerHello of a server that selects what it likes. */
  function serverHello(version: number, cipherSuite: number): Buffer {
    const body = Buffer.concat([
      Buffer.of(version >> 8, version & 0xff),
      Buffer.alloc(32, 9),
      Buffer.of(0, cipherSuite >> 8, cipherSuite & 0xff, 0),
    ]);
    return record(CONTENT_TYPES.handshake, encodeHandshakeMessage(2, body), version);
  }

  it.each([
    ['TLS 1.0', 0x0301, 0xc014],
    ['TLS 1.1', 0x0302, 0xc014],
    ['an anonymous suite', 0x0303, 0x0034],
    ['static RSA', 0x0303, 0x003d],
  ] as const)('for %s learns what the server selects', (_, version, cipherSuite) => {
    const engine = new ClientEngine({ ...client, offer: { version, cipherSuites: [cipherSuite] } });
    engine.start();
    expect(engine.takeOutput()?.readUInt16BE(9)).toBe(version);
    engine.receive(serverHello(version, cipherSuite));
    expect(engine.takeEvents()).toEqual([
      { type: 'serverHello', version, cipherSuite },
      { type: 'alertSent', level: 'fatal', name: 'handshake_failure', code: 40, afterHandshake: false },
      { type: 'failed', error: expect.objectContaining({ code: 'TLS_SELECTED_UNSUPPORTED' }) },
    ]);
  });

  it.each([
    ['a version above its offer', 0x0304, 0xc028, 'protocol_version'],
    ['a version below, which it did not probe for', 0x0302, 0xc028, 'protocol_version'],
    ['a suite that it did not offer', 0x0303, 0x003d, 'illegal_parameter'],
  ] as const)('refuses %s', (_, version, cipherSuite, alert) => {
    const engine = new ClientEngine(client);
    engine.start();
    engine.receive(serverHello(version, cipherSuite));
    expect(engine.takeEvents()).toContainEqual(expect.objectContaining({ type: 'alertSent', name: alert }));
  });

  it('leaves signature_algorithms out of an offer below 1.2 (RFC 5246 §7.4.1.4.1)', () => {
    const engine = new ClientEngine({ ...client, offer: { version: 0x0302 } });
    engine.start();
    const [hello] = engine.transcript.entries;
    expect(hello?.message).toMatchObject({ type: 'clientHello', version: 0x0302 });
    expect(hello?.message).not.toHaveProperty('extensions.signatureAlgorithms');
  });
});

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
