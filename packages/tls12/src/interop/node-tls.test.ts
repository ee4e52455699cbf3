import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect as connectNode, createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CIPHER_SUITES } from '../cipher-suites.ts';
import { acceptAny, close, connectTo, listen } from '../testing/endpoints.ts';
import { MEGABYTE, payload, read, sha256 } from '../testing/payload.ts';
import { SERVER_NAME, type TestIdentity, TestPki } from '../testing/test-pki.ts';

describe('node:tls', () => {
  let pki: TestPki;
  let server: TestIdentity;
  let terminal: TestIdentity;
  const data = payload();

  beforeAll(async () => {
    pki = await TestPki.create();
    [server, terminal] = await Promise.all([pki.server(), pki.terminal()]);
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  const credentials = ({ pem, privateKey }: TestIdentity) => ({
    cert: pem,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ciphers: 'ALL:@SECLEVEL=0',
    maxVersion: 'TLSv1.2' as const,
  });

  it.each(CIPHER_SUITES)('as the server, with $name', async ({ name, code }) => {
    const peer = createServer({
      ...credentials(server),
      ca: pki.terminalRoot.certificate.pem,
      requestCert: true,
      rejectUnauthorized: true,
    });
    peer.on('secureConnection', (socket: TLSSocket) => socket.pipe(socket));
    await once(peer.listen(0, '127.0.0.1'), 'listening');
    await using _ = peer;
    const { port } = peer.address() as AddressInfo;
    const connection = await connectTo(port, { identity: terminal, cipherSuites: [name] });
    expect(connection.info).toMatchObject({ cipherSuite: code, certificateRequested: true });
    connection.write(data);
    expect(sha256(await read(connection, MEGABYTE))).toBe(sha256(data));
    await close(connection);
  });

  it.each(CIPHER_SUITES)('as the client, with $name', async ({ name, code }) => {
    const listening = await listen(
      { identity: server, clientCertificate: 'require', verifyPeer: acceptAny, cipherSuites: [name] },
      (connection) => connection.pipe(connection),
    );
    await using _ = listening.server;
    const socket = connectNode({
      ...credentials(terminal),
      port: listening.port,
      servername: SERVER_NAME,
      ca: pki.serverRoot.certificate.pem,
    });
    await once(socket, 'secureConnect');
    expect(socket.getCipher().standardName).toBe(name);
    expect(CIPHER_SUITES.find((suite) => suite.code === code)?.name).toBe(name);
    socket.write(data);
    expect(sha256(await read(socket, MEGABYTE))).toBe(sha256(data));
    socket.end();
    socket.resume();
    await once(socket, 'close');
  });
});
