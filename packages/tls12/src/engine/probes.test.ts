import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_TYPES } from '../constants.ts';
import { encodeHandshakeMessage } from '../messages/handshake.ts';
import { record } from '../testing/records.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import { ClientEngine } from './client.ts';
import type { ClientEngineOptions } from './options.ts';

let pki: TestPki;
let client: ClientEngineOptions;

beforeAll(async () => {
  pki = await TestPki.create();
  client = { identity: await pki.terminal(), serverName: SERVER_NAME };
});
afterAll(() => pki[Symbol.asyncDispose]());

describe('a client that probes', () => {
  /** The ServerHello of a server that selects what it likes. */
  function serverHello(version: number, cipherSuite: number, compressionMethod = 0): Buffer {
    const body = Buffer.concat([
      Buffer.of(version >> 8, version & 0xff),
      Buffer.alloc(32, 9),
      Buffer.of(0, cipherSuite >> 8, cipherSuite & 0xff, compressionMethod),
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
      { type: 'serverHello', version, cipherSuite, compressionMethod: 0 },
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

  it('for compression learns whether the server compresses', () => {
    const engine = new ClientEngine({ ...client, offer: { compressionMethods: [1, 0] } });
    engine.start();
    const [hello] = engine.transcript.entries;
    expect(hello?.message).toMatchObject({ type: 'clientHello', compressionMethods: [1, 0] });
    engine.receive(serverHello(0x0303, 0xc028, 1));
    expect(engine.takeEvents()).toEqual([
      { type: 'serverHello', version: 0x0303, cipherSuite: 0xc028, compressionMethod: 1 },
      expect.objectContaining({ type: 'alertSent', name: 'handshake_failure' }),
      { type: 'failed', error: expect.objectContaining({ code: 'TLS_SELECTED_UNSUPPORTED' }) },
    ]);
  });

  it('refuses compression that it did not offer', () => {
    const engine = new ClientEngine(client);
    engine.start();
    engine.receive(serverHello(0x0303, 0xc028, 1));
    expect(engine.takeEvents()).toContainEqual(
      expect.objectContaining({ type: 'alertSent', name: 'illegal_parameter' }),
    );
  });

  it('leaves signature_algorithms out of an offer below 1.2 (RFC 5246 §7.4.1.4.1)', () => {
    const engine = new ClientEngine({ ...client, offer: { version: 0x0302 } });
    engine.start();
    const [hello] = engine.transcript.entries;
    expect(hello?.message).toMatchObject({ type: 'clientHello', version: 0x0302 });
    expect(hello?.message).not.toHaveProperty('extensions.signatureAlgorithms');
  });
});
