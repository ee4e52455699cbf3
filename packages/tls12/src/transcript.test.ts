import { afterAll, beforeAll, expect, it } from 'vitest';
import { InMemoryPair } from './testing/in-memory.ts';
import { SERVER_NAME, TestPki } from './testing/test-pki.ts';
import { Transcript } from './transcript.ts';

let pki: TestPki;
let pair: InMemoryPair;
const START = new Date('2026-11-01T12:00:00Z');

beforeAll(async () => {
  pki = await TestPki.create();
  const clock = { now: () => START };
  pair = new InMemoryPair(
    { identity: await pki.terminal(), serverName: SERVER_NAME, clock, transcriptDataLimit: 10 },
    { identity: await pki.server(), clientCertificate: 'require', clock, fragmentLength: 100 },
  ).run();
  pair.client.engine.write(Buffer.from('question'));
  pair.client.engine.write(Buffer.from('and more'));
  pair.client.engine.close();
  pair.settle().server.engine.close();
  pair.settle();
});
afterAll(() => pki[Symbol.asyncDispose]());

it('has every message of both sides in order, the protected ones in the clear', () => {
  const course = (side: 'client' | 'server') =>
    pair[side].engine.transcript.entries.map(
      ({ direction, message, record }) =>
        `${direction} ${message.type}${record.protected ? ' (protected)' : ''}`,
    );
  expect(course('client')).toEqual([
    'sent clientHello',
    'received serverHello',
    'received certificate',
    'received serverKeyExchange',
    'received certificateRequest',
    'received serverHelloDone',
    'sent certificate',
    'sent clientKeyExchange',
    'sent certificateVerify',
    'sent changeCipherSpec',
    'sent finished (protected)',
    'received changeCipherSpec',
    'received finished (protected)',
    'sent applicationData (protected)',
    'sent applicationData (protected)',
    'sent alert (protected)',
    'received alert (protected)',
  ]);
  const mirrored = course('server').map((line) =>
    line.replace(/^\w+/, (word) => (word === 'sent' ? 'received' : 'sent')),
  );
  expect(mirrored).toEqual(course('client'));
});

it('keeps as much application data as it may, and says how much there was', () => {
  const data = pair.client.engine.transcript.entries.filter(
    ({ record }) => record.type === 'applicationData',
  );
  expect(data.map(({ bytes }) => bytes.toString())).toEqual(['question', 'an']);
  expect(data.map(({ message }) => message)).toEqual([
    { type: 'applicationData', length: 8 },
    { type: 'applicationData', length: 8 },
  ]);
});

it('decodes the messages', () => {
  const entries = pair.server.engine.transcript.entries;
  const message = (type: string) => entries.find((entry) => entry.message.type === type)?.message;
  expect(message('clientHello')).toMatchObject({ version: 0x0303, extensions: { serverName: SERVER_NAME } });
  expect(message('serverHello')).toMatchObject({ cipherSuite: 0xc028 });
  expect(message('certificateRequest')).toMatchObject({ certificateTypes: [1, 64] });
  expect(message('certificateVerify')).toMatchObject({ scheme: 0x0401 });
  expect(message('alert')).toEqual({ type: 'alert', level: 'warning', name: 'close_notify', code: 0 });
});

it('is JSON with octets in hexadecimal', () => {
  const [first] = JSON.parse(JSON.stringify(pair.client.engine.transcript));
  expect(first).toMatchObject({
    at: START.toISOString(),
    direction: 'sent',
    record: { type: 'handshake', version: 0x0301, protected: false },
    message: { type: 'clientHello', random: expect.stringMatching(/^[0-9a-f]{64}$/) },
    bytes: expect.stringMatching(/^01/),
  });
});

it('shows what cannot be decoded as such', () => {
  const transcript = new Transcript();
  const add = (contentType: number, hex: string) => {
    const bytes = Buffer.from(hex, 'hex');
    transcript.add(
      START,
      'received',
      { contentType, version: 0x0303, length: bytes.length, protected: false },
      bytes,
    );
  };
  add(22, '0200000103');
  add(22, '63000000');
  add(21, '02');
  add(20, '0101');
  add(99, '00');
  expect(transcript.entries.map(({ message, record }) => [record.type, message.type])).toEqual([
    ['handshake', 'malformed'],
    ['handshake', 'malformed'],
    ['alert', 'malformed'],
    ['changeCipherSpec', 'malformed'],
    ['unknown', 'malformed'],
  ]);
  expect(transcript.entries[0]?.message).toEqual({
    type: 'malformed',
    of: 'serverHello',
    reason: 'ServerHello is too short',
  });
});

it('stops keeping messages before they fill the memory', () => {
  const transcript = new Transcript();
  const bytes = Buffer.alloc(256 * 1024);
  const record = { contentType: 22, version: 0x0303, length: bytes.length, protected: false };
  for (let count = 0; count < 100; count++) transcript.add(START, 'received', record, bytes);
  expect(transcript.entries).toHaveLength(8);
  expect(transcript.omitted).toBe(92);
});

it('keeps no more messages than it is told to, and counts the others', async () => {
  const limited = new InMemoryPair(
    { identity: await pki.terminal(), serverName: SERVER_NAME, transcriptEntryLimit: 2 },
    { identity: await pki.server(), clientCertificate: 'require' },
  ).run();
  const { transcript } = limited.client.engine;
  expect(transcript.entries.map(({ message }) => message.type)).toEqual(['clientHello', 'serverHello']);
  expect(transcript.omitted).toBe(limited.server.engine.transcript.entries.length - 2);
});
