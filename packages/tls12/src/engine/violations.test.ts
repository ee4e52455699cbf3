import { ALERTS, type AlertName } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_TYPES, EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV, TLS_1_2 } from '../constants.ts';
import type { TlsErrorCode } from '../errors.ts';
import { encodeExtensions, extension } from '../messages/extensions.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { clientHello, type HelloContent, handshakeRecord, record } from '../testing/records.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
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
    expect(engine.takeEvents()).toEqual([
      { type: 'serverHello', version: TLS_1_2, cipherSuite: 0xc028, compressionMethod: 0 },
    ]);
    expect(engine.info?.secureRenegotiation).toBe(
      content.cipherSuites?.includes(EMPTY_RENEGOTIATION_INFO_SCSV) === true,
    );
  });
});
