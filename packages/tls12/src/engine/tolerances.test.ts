import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bugs } from '../bugs.ts';
import { FALLBACK_SCSV } from '../constants.ts';
import { expectFatalAlert, expectNoFatalAlert } from '../testing/alerts.ts';
import { InMemoryPair } from '../testing/in-memory.ts';
import { SERVER_NAME, TestPki } from '../testing/test-pki.ts';
import type { Tolerances } from '../tolerances.ts';
import type { ClientEngineOptions, EngineOptions, ServerEngineOptions } from './options.ts';

let pki: TestPki;
let client: ClientEngineOptions;
let server: ServerEngineOptions;

beforeAll(async () => {
  pki = await TestPki.create();
  client = { identity: await pki.terminal(), serverName: SERVER_NAME };
  server = { identity: await pki.server(), clientCertificate: 'require' };
});
afterAll(() => pki[Symbol.asyncDispose]());

type Row = readonly [bugs: Bugs, tolerances: Tolerances];

/** The same for either side, the other one being tolerant. */
const MUTUAL: readonly Row[] = [
  [{ changeCipherSpec: 'early' }, { earlyChangeCipherSpec: true }],
  [{ changeCipherSpec: 'omitted' }, { omittedChangeCipherSpec: true }],
  [{ changeCipherSpec: 'two-bytes' }, { malformedChangeCipherSpec: true }],
  [{ repeat: ['certificate'] }, { repeatedMessages: true }],
  [{ finished: 'corrupted' }, { wrongFinished: true }],
  [{ finished: 'truncated' }, { wrongFinished: true }],
  [{ ecdhePoint: 'off-curve' }, { invalidPoint: true }],
  [{ ecdhePoint: 'zero' }, { invalidPoint: true }],
  [{ ecdhePoint: 'truncated' }, { invalidPoint: true }],
  [{ unknownMessageBefore: 'certificate' }, { unknownMessages: true }],
  [{ unknownRecordBefore: 'certificate' }, { unknownRecords: true }],
  [{ messageLength: { message: 'certificate', defect: 'trailing-byte' } }, { octetsLeftOver: true }],
  [{ wrongRenegotiationInfo: true }, { wrongRenegotiationInfo: true }],
  [{ recordMac: 'corrupted' }, { wrongRecordMac: true }],
  [{ recordPadding: 'corrupted' }, { wrongPadding: true }],
];

const OF_CLIENT: readonly Row[] = [
  ...MUTUAL,
  [{ swap: ['certificate', 'clientKeyExchange'] }, { reorderedMessages: true }],
  [{ swap: ['clientKeyExchange', 'certificateVerify'] }, { reorderedMessages: true }],
  [{ skip: ['certificate'] }, { skippedClientCertificate: true }],
  [{ skip: ['certificate', 'certificateVerify'] }, { skippedClientCertificate: true }],
  [{ skip: ['certificateVerify'] }, { skippedCertificateVerify: true }],
  [{ certificateVerify: 'corrupted' }, { wrongCertificateVerify: true }],
  [{ certificateVerify: 'wrong-key' }, { wrongCertificateVerify: true }],
  [{ certificateVerify: 'sha1' }, { unofferedSignatureAlgorithm: true }],
  [{ certificateVerify: 'md5-unoffered' }, { unofferedSignatureAlgorithm: true }],
];

const OF_SERVER: readonly Row[] = [
  ...MUTUAL,
  [{ serverKeyExchangeSignature: 'wrong-key' }, { wrongServerKeyExchangeSignature: true }],
  [{ serverKeyExchangeSignature: 'sha1' }, { unofferedSignatureAlgorithm: true }],
  [{ chooseVersion: 0x0302 }, { acceptVersions: [0x0302] }],
  [{ chooseCipherSuite: 0xc030 }, { unofferedCipherSuite: true }],
  [{ chooseGroup: 24 }, { unofferedGroup: true }],
  [{ chooseGroup: 22 }, { unofferedGroup: true }],
  [{ skip: ['certificate'] }, { skippedServerCertificate: true }],
  [{ skip: ['serverKeyExchange'] }, { skippedServerKeyExchange: true }],
  [{ unofferedExtension: 16 }, { unofferedExtension: true }],
];

function converse(
  guilty: 'client' | 'server',
  bugs: Bugs,
  tolerances: Tolerances,
  options: EngineOptions,
): InMemoryPair {
  const [ofClient, ofServer] = guilty === 'client' ? [{ bugs }, { tolerances }] : [{ tolerances }, { bugs }];
  const offer = { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'], groups: ['P-256'] } as const;
  const pair = new InMemoryPair(
    { ...client, ...offer, ...options, ...ofClient },
    { ...server, ...options, ...ofServer },
  ).run();
  pair.client.engine.write(Buffer.from('question'));
  pair.server.engine.write(Buffer.from('answer'));
  return pair.settle();
}

describe.each([
  ['client', OF_CLIENT],
  ['server', OF_SERVER],
] as const)('of the %s', (guilty, rows) => {
  const plain: EngineOptions = { extendedMasterSecret: false, encryptThenMac: false };
  it.each(rows)('%j passes with %j, whatever the keys are derived from', (bugs, tolerances) => {
    for (const options of [{}, plain]) {
      const pair = converse(guilty, bugs, tolerances, options);
      expectNoFatalAlert(pair);
      expect(pair.server.data().toString()).toBe('question');
      expect(pair.client.data().toString()).toBe('answer');
    }
  });
});

it('a client signs with what CertificateRequest does not list only where that is tolerated', () => {
  const asked = (tolerances: Tolerances) =>
    new InMemoryPair(
      { ...client, tolerances },
      { ...server, clientCertificate: 'request', bugs: { requestedSignatureAlgorithms: [0x0403] } },
    ).run();
  const right = asked({});
  expectNoFatalAlert(right);
  expect(right.server.engine.info?.peerChain).toEqual([]);
  expectFatalAlert(asked({ unusableCertificateRequest: true }), 'server', 'illegal_parameter');
});

it('a client whose Certificate was skipped stays unknown', () => {
  const pair = converse('client', { skip: ['certificate'] }, { skippedClientCertificate: true }, {});
  expect(pair.server.engine.info?.peerChain).toEqual([]);
  expect(pair.server.events.map(({ type }) => type)).not.toContain('peerCertificate');
});

it.each(['client', 'server'] as const)(
  'data of the %s before Finished is delivered where that is tolerated',
  (guilty) => {
    const tolerances = { applicationDataBeforeFinished: true };
    const [ofClient, ofServer] =
      guilty === 'client' ? [{ bugs: tolerances }, { tolerances }] : [{ tolerances }, { bugs: tolerances }];
    const pair = new InMemoryPair({ ...client, ...ofClient }, { ...server, ...ofServer });
    const innocent = guilty === 'client' ? pair.server : pair.client;
    pair[guilty].engine.write(Buffer.from('early'));
    pair.run();
    expect(innocent.data().toString()).toBe('early');
    const types = innocent.events.map(({ type }) => type);
    expect(types.indexOf('data')).toBeLessThan(types.indexOf('handshakeComplete'));
    expectNoFatalAlert(pair);
  },
);

it('data of a client that never sends Finished is delivered where that is tolerated', () => {
  const pair = new InMemoryPair(
    { ...client, bugs: { skip: ['finished'], applicationDataBeforeFinished: true } },
    { ...server, tolerances: { applicationDataBeforeFinished: true } },
  );
  pair.client.engine.write(Buffer.from('early'));
  pair.run();
  expect(pair.server.data().toString()).toBe('early');
});

it.each(['plaintext', 'ciphertext'] as const)(
  'a record with too long a %s is delivered where that is tolerated',
  (recordTooLong) => {
    const pair = converse('client', { recordTooLong }, { recordTooLong: true }, {});
    expectNoFatalAlert(pair);
    expect(pair.server.data().length).toBeGreaterThan(2 ** 14);
  },
);

it('a server that tolerates a lower version answers with it', () => {
  const pair = new InMemoryPair(
    { ...client, offer: { version: 0x0302 } },
    { ...server, tolerances: { acceptVersions: [0x0302] } },
  ).run();
  expect(pair.client.events).toContainEqual(
    expect.objectContaining({ type: 'serverHello', version: 0x0302, cipherSuite: 0xc028 }),
  );
});

it('a server that tolerates a suite that it does not speak names it', () => {
  const offering = (cipherSuites: readonly number[]) =>
    new InMemoryPair(
      { ...client, offer: { cipherSuites } },
      { ...server, tolerances: { acceptCipherSuites: [0x0005] } },
    ).run();
  expect(offering([0x0004, 0x0005]).client.events).toContainEqual(
    expect.objectContaining({ type: 'serverHello', cipherSuite: 0x0005 }),
  );
  expect(offering([0x0005, 0xc028]).client.events).toContainEqual(
    expect.objectContaining({ type: 'serverHello', cipherSuite: 0xc028 }),
  );
  expectFatalAlert(offering([0x0004]), 'server', 'handshake_failure');
});

it('a server that tolerates a lower version answers SSL 3.0 too', () => {
  const pair = new InMemoryPair(
    { ...client, offer: { version: 0x0300 } },
    { ...server, tolerances: { acceptVersions: [0x0300] } },
  ).run();
  expect(pair.client.events).toContainEqual(
    expect.objectContaining({ type: 'serverHello', version: 0x0300, cipherSuite: 0xc028 }),
  );
});

it('a server that tolerates a fallback answers a client that says it fell back', () => {
  const fallenBack = (tolerances: Tolerances) =>
    new InMemoryPair(
      { ...client, offer: { version: 0x0302, cipherSuites: [0xc028, FALLBACK_SCSV] } },
      { ...server, tolerances: { acceptVersions: [0x0302], ...tolerances } },
    ).run();
  expectFatalAlert(fallenBack({}), 'server', 'inappropriate_fallback');
  expect(fallenBack({ fallback: true }).client.events).toContainEqual(
    expect.objectContaining({ type: 'serverHello', version: 0x0302 }),
  );
});

it('a server names DEFLATE where that is tolerated and offered', () => {
  const named = (tolerances: Tolerances, compressionMethods?: readonly number[]) => {
    const offer = compressionMethods && { offer: { compressionMethods } };
    const pair = new InMemoryPair({ ...client, ...offer }, { ...server, tolerances }).run();
    return pair.client.events.find(({ type }) => type === 'serverHello');
  };
  expect(named({ acceptCompression: true }, [1, 0])).toMatchObject({ compressionMethod: 1 });
  expect(named({ acceptCompression: true })).toMatchObject({ compressionMethod: 0 });
  expect(named({}, [1, 0])).toMatchObject({ compressionMethod: 0 });
});

it('a server that tolerates it lets its client renegotiate', () => {
  const again = (tolerances: Tolerances) => {
    const pair = new InMemoryPair(client, { ...server, tolerances }).run();
    pair.client.engine.renegotiate();
    return pair.settle();
  };
  const refused = again({});
  expect(refused.client.events).toContainEqual(
    expect.objectContaining({ type: 'alertReceived', level: 'warning', name: 'no_renegotiation' }),
  );
  expect(refused.server.engine.info?.renegotiations).toBe(0);
  expectNoFatalAlert(refused);
  const granted = again({ clientRenegotiation: true });
  expect(granted.client.engine.info?.renegotiations).toBe(1);
  expect(granted.server.engine.info?.renegotiations).toBe(1);
});

it('a client can renegotiate as another', async () => {
  const other = await pki.terminal();
  const pair = new InMemoryPair(client, { ...server, tolerances: { clientRenegotiation: true } }).run();
  pair.client.engine.renegotiate(other);
  pair.settle();
  expect(pair.server.engine.info?.renegotiations).toBe(1);
  expect(pair.server.engine.info?.peerChain.map(String)).toEqual(other.chain.map(String));
});

it('a server that tolerates it lets a client renegotiate without renegotiation_info', () => {
  const renegotiated = (tolerances: Tolerances) => {
    const insecure = { ...client, bugs: { missingRenegotiationInfo: true } };
    const pair = new InMemoryPair(insecure, { ...server, tolerances }).run();
    expect(pair.server.engine.info?.secureRenegotiation).toBe(false);
    pair.client.engine.renegotiate();
    pair.settle();
    return pair.client.engine.info?.renegotiations;
  };
  expect(renegotiated({ clientRenegotiation: true })).toBe(0);
  expect(renegotiated({ clientRenegotiation: true, wrongRenegotiationInfo: true })).toBe(1);
});

it('each tolerance lets through what it names and nothing else', () => {
  const skipped = converse('client', { skip: ['certificateVerify'] }, { skippedClientCertificate: true }, {});
  expectFatalAlert(skipped, 'server', 'unexpected_message');
  const wrong = converse(
    'client',
    { certificateVerify: 'corrupted' },
    { skippedCertificateVerify: true },
    {},
  );
  expectFatalAlert(wrong, 'server', 'decrypt_error');
  const unproven = converse('server', { skip: ['serverKeyExchange'] }, { reorderedMessages: true }, {});
  expectFatalAlert(unproven, 'client', 'unexpected_message');
  const early = converse('client', { changeCipherSpec: 'omitted' }, { earlyChangeCipherSpec: true }, {});
  expectFatalAlert(early, 'server', 'unexpected_message');
  const padding = converse('client', { recordMac: 'corrupted' }, { wrongPadding: true }, {});
  expectFatalAlert(padding, 'server', 'bad_record_mac');
});
