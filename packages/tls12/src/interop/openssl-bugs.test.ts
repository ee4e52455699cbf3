import { createServer } from 'node:net';
import type { AlertName } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import type { Bugs } from '../bugs.ts';
import { dial } from '../dial.ts';
import { ServerEngine } from '../engine/server.ts';
import { TlsConnection } from '../socket.ts';
import { acceptAny, listenOn } from '../testing/endpoints.ts';
import { ForeignProcess } from '../testing/foreign-process.ts';
import { SERVER_NAME, type TestIdentity, TestPki } from '../testing/test-pki.ts';

type Row = readonly [bugs: Bugs, alert: AlertName];

/** What is wrong on the wire is so for another implementation too, and for the same reason. */
describe.skipIf(!foreignTool('openssl'))('OpenSSL', () => {
  let pki: TestPki;
  let server: TestIdentity;
  let terminal: TestIdentity;

  beforeAll(async () => {
    pki = await TestPki.create();
    [server, terminal] = await Promise.all([pki.server(), pki.terminal()]);
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  describe('notices as a server', () => {
    let process: ForeignProcess;
    let port: number;

    beforeAll(async () => {
      const { leaf, issuer, key } = server.files;
      process = new ForeignProcess('openssl', [
        ...[
          's_server',
          '-accept',
          '127.0.0.1:0',
          '-cert',
          leaf,
          '-cert_chain',
          issuer,
          '-key',
          key,
          '-tls1_2',
        ],
        ...['-www', '-Verify', '2', '-verify_return_error'],
        ...['-CAfile', await pki.file(pki.terminalRoot.certificate.pem)],
      ]);
      port = Number((await process.printed(/ACCEPT \S+:(\d+)/))[1]);
    });
    afterAll(() => process[Symbol.asyncDispose]());

    it.each<Row>([
      [{ skip: ['certificate', 'certificateVerify'] }, 'unexpected_message'],
      [{ skip: ['certificateVerify'] }, 'unexpected_message'],
      [{ skip: ['clientKeyExchange'] }, 'unexpected_message'],
      [{ swap: ['certificate', 'clientKeyExchange'] }, 'unexpected_message'],
      [{ repeat: ['changeCipherSpec'] }, 'unexpected_message'],
      [{ changeCipherSpec: 'early' }, 'unexpected_message'],
      [{ changeCipherSpec: 'omitted' }, 'unexpected_message'],
      [{ changeCipherSpec: 'two-bytes' }, 'unexpected_message'],
      [{ applicationDataBeforeFinished: true }, 'unexpected_message'],
      [{ unknownMessageBefore: 'certificate' }, 'unexpected_message'],
      [{ unknownRecordBefore: 'certificate' }, 'unexpected_message'],
      [{ emptyCertificateList: true }, 'handshake_failure'],
      [{ certificateVerify: 'wrong-key' }, 'decrypt_error'],
      [{ certificateVerify: 'wrong-transcript' }, 'decrypt_error'],
      [{ certificateVerify: 'md5-unoffered' }, 'illegal_parameter'],
      [{ finished: 'corrupted' }, 'decrypt_error'],
      [{ finished: 'truncated' }, 'decode_error'],
      [{ ecdhePoint: 'off-curve' }, 'illegal_parameter'],
      [{ ecdhePoint: 'truncated' }, 'illegal_parameter'],
      [{ messageLength: { message: 'certificate', defect: 'inner-long' } }, 'decode_error'],
      [{ messageLength: { message: 'clientKeyExchange', defect: 'trailing-byte' } }, 'decode_error'],
      [{ wrongRenegotiationInfo: true }, 'handshake_failure'],
      [{ recordMac: 'corrupted' }, 'bad_record_mac'],
      [{ recordPadding: 'corrupted' }, 'bad_record_mac'],
      [{ recordPadding: 'too-long' }, 'bad_record_mac'],
      [{ recordTooLong: 'plaintext' }, 'record_overflow'],
      [{ recordTooLong: 'ciphertext' }, 'record_overflow'],
    ])('%j with %s', async (bugs, alert) => {
      const connection = dial({
        ...{ host: '127.0.0.1', port, serverName: SERVER_NAME, verifyPeer: acceptAny },
        ...{ identity: terminal, bugs, groups: ['P-256'] },
      });
      connection.write('GET / HTTP/1.0\r\n\r\n');
      connection.resume();
      await new Promise((resolve) => connection.once('close', resolve));
      expect(connection.alertReceived).toMatchObject({ level: 'fatal', name: alert });
    });
  });

  describe('notices as a client', () => {
    it.each<Row>([
      [{ skip: ['certificate'] }, 'unexpected_message'],
      [{ skip: ['serverKeyExchange'] }, 'unexpected_message'],
      [{ repeat: ['serverHelloDone'] }, 'unexpected_message'],
      [{ changeCipherSpec: 'early' }, 'unexpected_message'],
      [{ changeCipherSpec: 'omitted' }, 'unexpected_message'],
      [{ serverKeyExchangeSignature: 'wrong-key' }, 'decrypt_error'],
      [{ serverKeyExchangeSignature: 'wrong-transcript' }, 'decrypt_error'],
      [{ finished: 'corrupted' }, 'decrypt_error'],
      [{ ecdhePoint: 'off-curve' }, 'illegal_parameter'],
      [{ chooseCipherSuite: 0x0005 }, 'illegal_parameter'],
      [{ chooseVersion: 0x0302 }, 'protocol_version'],
      [{ unofferedExtension: 16 }, 'unsupported_extension'],
      [{ recordMac: 'corrupted', harmedRecords: 'handshake' }, 'bad_record_mac'],
    ])('%j with %s', async (bugs, alert) => {
      const closed = Promise.withResolvers<TlsConnection>();
      const listener = createServer({ allowHalfOpen: true }, (socket) => {
        const engine = new ServerEngine({ identity: server, clientCertificate: 'none', bugs });
        const connection = new TlsConnection(socket, engine, { verifyPeer: acceptAny });
        connection.start();
        connection.resume();
        connection.once('close', () => closed.resolve(connection));
      });
      const port = await listenOn(listener);
      const address = `127.0.0.1:${port}`;
      await using _ = new ForeignProcess('openssl', ['s_client', '-connect', address, '-tls1_2']);
      const connection = await closed.promise;
      listener.close();
      expect(connection.alertReceived).toMatchObject({ level: 'fatal', name: alert });
    });
  });
});
