import type { AlertName } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bugs } from '../bugs.ts';
import { expectFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import { TicketKeys } from '../ticket-keys.ts';
import type { ClientEngineOptions, ServerEngineOptions } from './options.ts';

let pki: TestPki;
let client: ClientEngineOptions;
let server: ServerEngineOptions;

beforeAll(async () => {
  pki = await TestPki.create();
  client = { identity: await pki.terminal(), serverName: SERVER_NAME };
  server = { identity: await pki.server(), clientCertificate: 'require' };
});
afterAll(() => pki[Symbol.asyncDispose]());

/** A handshake in which one side has bugs, then data both ways. */
function converse(
  guilty: 'client' | 'server',
  bugs: Bugs,
  shared: Partial<ClientEngineOptions & ServerEngineOptions> = {},
): InMemoryPair {
  const pair = new InMemoryPair(
    { ...client, ...(shared as Partial<ClientEngineOptions>), ...(guilty === 'client' && { bugs }) },
    { ...server, ...(shared as Partial<ServerEngineOptions>), ...(guilty === 'server' && { bugs }) },
  ).run();
  pair[guilty].engine.write(Buffer.from('data'));
  return pair.settle();
}

type Row = readonly [bugs: Bugs, alert: AlertName];

const ORDER = 'unexpected_message';

const CLIENT_BUGS: readonly Row[] = [
  // Order
  [{ skip: ['certificate'] }, ORDER],
  [{ skip: ['clientKeyExchange'] }, ORDER],
  [{ skip: ['certificateVerify'] }, ORDER],
  [{ skip: ['changeCipherSpec'] }, ORDER],
  [{ skip: ['finished'], applicationDataBeforeFinished: true }, ORDER],
  [{ repeat: ['clientHello'] }, ORDER],
  [{ repeat: ['certificate'] }, ORDER],
  [{ repeat: ['clientKeyExchange'] }, ORDER],
  [{ repeat: ['certificateVerify'] }, ORDER],
  [{ repeat: ['changeCipherSpec'] }, ORDER],
  [{ repeat: ['finished'] }, ORDER],
  [{ swap: ['certificate', 'clientKeyExchange'] }, ORDER],
  [{ swap: ['clientKeyExchange', 'certificateVerify'] }, ORDER],
  [{ swap: ['certificateVerify', 'changeCipherSpec'] }, ORDER],
  [{ swap: ['changeCipherSpec', 'finished'] }, ORDER],
  [{ changeCipherSpec: 'early' }, ORDER],
  [{ changeCipherSpec: 'omitted' }, ORDER],
  [{ changeCipherSpec: 'two-bytes' }, ORDER],
  [{ changeCipherSpec: 'wrong-value' }, ORDER],
  [{ applicationDataBeforeFinished: true }, ORDER],
  [{ unknownMessageBefore: 'clientKeyExchange' }, ORDER],
  [{ unknownRecordBefore: 'clientKeyExchange' }, ORDER],
  // Content
  [{ emptyCertificateList: true }, 'handshake_failure'],
  [{ certificateVerify: 'corrupted' }, 'decrypt_error'],
  [{ certificateVerify: 'wrong-key' }, 'decrypt_error'],
  [{ certificateVerify: 'wrong-transcript' }, 'decrypt_error'],
  [{ certificateVerify: 'truncated' }, 'decrypt_error'],
  [{ certificateVerify: 'sha1' }, 'illegal_parameter'],
  [{ certificateVerify: 'md5-unoffered' }, 'illegal_parameter'],
  [{ finished: 'corrupted' }, 'decrypt_error'],
  [{ finished: 'wrong-transcript' }, 'decrypt_error'],
  [{ finished: 'other-side' }, 'decrypt_error'],
  [{ finished: 'truncated' }, 'decode_error'],
  [{ ecdhePoint: 'off-curve' }, 'illegal_parameter'],
  [{ ecdhePoint: 'zero' }, 'illegal_parameter'],
  [{ ecdhePoint: 'truncated' }, 'illegal_parameter'],
  [{ wrongRenegotiationInfo: true }, 'handshake_failure'],
  // Records
  [{ recordMac: 'corrupted' }, 'bad_record_mac'],
  [{ recordPadding: 'corrupted' }, 'bad_record_mac'],
  [{ recordPadding: 'too-long' }, 'bad_record_mac'],
  [{ recordMac: 'corrupted', harmedRecords: 'handshake' }, 'bad_record_mac'],
  [{ recordPadding: 'corrupted', harmedRecords: 'handshake' }, 'bad_record_mac'],
  [{ recordTooLong: 'plaintext' }, 'record_overflow'],
  [{ recordTooLong: 'ciphertext' }, 'record_overflow'],
];

const SERVER_BUGS: readonly Row[] = [
  [{ skip: ['serverHello'] }, ORDER],
  [{ skip: ['certificate'] }, ORDER],
  [{ skip: ['serverKeyExchange'] }, ORDER],
  [{ skip: ['changeCipherSpec'] }, ORDER],
  [{ skip: ['finished'] }, ORDER],
  [{ repeat: ['serverHello'] }, ORDER],
  [{ repeat: ['certificate'] }, ORDER],
  [{ repeat: ['serverKeyExchange'] }, ORDER],
  [{ repeat: ['certificateRequest'] }, ORDER],
  [{ repeat: ['serverHelloDone'] }, ORDER],
  [{ repeat: ['changeCipherSpec'] }, ORDER],
  [{ repeat: ['finished'] }, ORDER],
  [{ swap: ['certificate', 'serverKeyExchange'] }, ORDER],
  [{ swap: ['serverKeyExchange', 'serverHelloDone'] }, ORDER],
  [{ swap: ['changeCipherSpec', 'finished'] }, ORDER],
  [{ changeCipherSpec: 'early' }, ORDER],
  [{ changeCipherSpec: 'omitted' }, ORDER],
  [{ changeCipherSpec: 'two-bytes' }, ORDER],
  [{ changeCipherSpec: 'wrong-value' }, ORDER],
  [{ applicationDataBeforeFinished: true }, ORDER],
  [{ unknownMessageBefore: 'certificate' }, ORDER],
  [{ unknownRecordBefore: 'certificate' }, ORDER],
  [{ emptyCertificateList: true }, 'decode_error'],
  [{ serverKeyExchangeSignature: 'corrupted' }, 'decrypt_error'],
  [{ serverKeyExchangeSignature: 'wrong-key' }, 'decrypt_error'],
  [{ serverKeyExchangeSignature: 'wrong-transcript' }, 'decrypt_error'],
  [{ serverKeyExchangeSignature: 'truncated' }, 'decrypt_error'],
  [{ serverKeyExchangeSignature: 'sha1' }, 'illegal_parameter'],
  [{ serverKeyExchangeSignature: 'md5-unoffered' }, 'illegal_parameter'],
  [{ finished: 'corrupted' }, 'decrypt_error'],
  [{ finished: 'wrong-transcript' }, 'decrypt_error'],
  [{ finished: 'other-side' }, 'decrypt_error'],
  [{ finished: 'truncated' }, 'decode_error'],
  [{ ecdhePoint: 'off-curve' }, 'illegal_parameter'],
  [{ ecdhePoint: 'zero' }, 'illegal_parameter'],
  [{ ecdhePoint: 'truncated' }, 'illegal_parameter'],
  [{ chooseCipherSuite: 0x003c }, 'illegal_parameter'],
  [{ chooseVersion: 0x0302 }, 'protocol_version'],
  [{ chooseVersion: 0x0304 }, 'protocol_version'],
  [{ chooseGroup: 25 }, 'illegal_parameter'],
  [{ unofferedExtension: 16 }, 'unsupported_extension'],
  [{ wrongRenegotiationInfo: true }, 'handshake_failure'],
  [{ recordMac: 'corrupted' }, 'bad_record_mac'],
  [{ recordPadding: 'corrupted' }, 'bad_record_mac'],
  [{ recordPadding: 'too-long' }, 'bad_record_mac'],
  [{ recordTooLong: 'plaintext' }, 'record_overflow'],
  [{ recordTooLong: 'ciphertext' }, 'record_overflow'],
];

describe('the server notices of the client', () => {
  it.each(CLIENT_BUGS)('%j with %s', (bugs, alert) => {
    expectFatalAlert(converse('client', bugs), 'server', alert);
  });
});

describe('the client notices of the server', () => {
  it.each(SERVER_BUGS)('%j with %s', (bugs, alert) => {
    expectFatalAlert(converse('server', bugs), 'client', alert);
  });
});

describe('what depends on the suite', () => {
  const MACS = ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'] as const;
  it.each(MACS)(
    'a wrong MAC with %s is bad_record_mac, and so is wrong padding without encrypt-then-MAC',
    (suite) => {
      const shared = { cipherSuites: [suite], encryptThenMac: false };
      expectFatalAlert(converse('client', { recordMac: 'corrupted' }, shared), 'server', 'bad_record_mac');
      if (suite.includes('GCM')) return;
      for (const recordPadding of ['corrupted', 'too-long'] as const) {
        expectFatalAlert(converse('client', { recordPadding }, shared), 'server', 'bad_record_mac');
      }
    },
  );

  it.each(['P-256', 'P-384', 'X25519'] as const)(
    'a point that is none in %s is illegal_parameter',
    (group) => {
      for (const ecdhePoint of ['off-curve', 'zero', 'truncated'] as const) {
        expectFatalAlert(
          converse('client', { ecdhePoint }, { groups: [group] }),
          'server',
          'illegal_parameter',
        );
        expectFatalAlert(
          converse('server', { ecdhePoint }, { groups: [group] }),
          'client',
          'illegal_parameter',
        );
      }
    },
  );

  it('an unoffered suite or group that the server can speak is illegal_parameter', () => {
    const suites = { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'], groups: ['P-256'] } as const;
    const bug = (bugs: Bugs) => new InMemoryPair({ ...client, ...suites }, { ...server, bugs }).run();
    expectFatalAlert(bug({ chooseCipherSuite: 0xc030 }), 'client', 'illegal_parameter');
    expectFatalAlert(bug({ chooseGroup: 29 }), 'client', 'illegal_parameter');
  });
});

describe('the ticket of the server', () => {
  it.each<Row>([
    [{ skip: ['newSessionTicket'] }, ORDER],
    [{ repeat: ['newSessionTicket'] }, ORDER],
    [{ swap: ['newSessionTicket', 'changeCipherSpec'] }, ORDER],
    [{ messageLength: { message: 'newSessionTicket', defect: 'trailing-byte' } }, 'decode_error'],
    [{ messageLength: { message: 'newSessionTicket', defect: 'inner-long' } }, 'decode_error'],
  ])('%j is noticed with %s', (bugs, alert) => {
    const tickets = new TicketKeys();
    const pair = new InMemoryPair({ ...client, tickets: true }, { ...server, tickets, bugs }).run();
    expectFatalAlert(pair, 'client', alert);
  });
});

describe('the lengths of messages', () => {
  const CLIENT_MESSAGES = ['clientHello', 'certificate', 'clientKeyExchange', 'certificateVerify'] as const;
  const SERVER_MESSAGES = ['serverHello', 'certificate', 'serverKeyExchange', 'certificateRequest'] as const;

  it.each(CLIENT_MESSAGES)('of %s: too long, too short or wrong inside is decode_error', (message) => {
    for (const defect of ['trailing-byte', 'truncated', 'inner-long'] as const) {
      expectFatalAlert(converse('client', { messageLength: { message, defect } }), 'server', 'decode_error');
    }
  });

  it.each(SERVER_MESSAGES)('of %s: too long, too short or wrong inside is decode_error', (message) => {
    for (const defect of ['trailing-byte', 'truncated', 'inner-long'] as const) {
      expectFatalAlert(converse('server', { messageLength: { message, defect } }), 'client', 'decode_error');
    }
  });

  it('of ServerHelloDone and Finished: one octet more is decode_error', () => {
    const longer = (message: 'serverHelloDone' | 'finished') =>
      ({ messageLength: { message, defect: 'trailing-byte' } }) as const;
    expectFatalAlert(converse('server', longer('serverHelloDone')), 'client', 'decode_error');
    expectFatalAlert(converse('server', longer('finished')), 'client', 'decode_error');
    expectFatalAlert(converse('client', longer('finished')), 'server', 'decode_error');
  });

  it('in the header: one octet less leaves one that starts no message, one more takes the next message apart', () => {
    const header = (defect: 'header-long' | 'header-short') =>
      converse('client', { messageLength: { message: 'clientKeyExchange', defect } });
    expectFatalAlert(header('header-short'), 'server', 'decode_error');
    expectFatalAlert(header('header-long'), 'server', 'decode_error');
  });
});

it('a message that never comes is for the owner of the engine to bound in time', () => {
  for (const [guilty, item] of [
    ['server', 'serverHelloDone'],
    ['client', 'finished'],
  ] as const) {
    const pair = new InMemoryPair(
      { ...client, ...(guilty === 'client' && { bugs: { skip: [item] } }) },
      { ...server, ...(guilty === 'server' && { bugs: { skip: [item] } }) },
    ).run();
    expect([pair.client.engine.state, pair.server.engine.state]).toEqual(['handshake', 'handshake']);
  }
});
