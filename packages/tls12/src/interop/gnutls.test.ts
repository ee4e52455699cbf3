import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { CIPHER_SUITES, type CipherSuiteName } from '../cipher-suites.ts';
import type { ConnectionInfo } from '../engine/events.ts';
import { SessionCache } from '../session.ts';
import { acceptAny, close, connectTo, listen } from '../testing/endpoints.ts';
import { ForeignProcess } from '../testing/foreign-process.ts';
import { MEGABYTE, payload, read, sha256 } from '../testing/payload.ts';
import { SERVER_NAME, type TestIdentity, TestPki } from '../testing/test-pki.ts';
import { TicketKeys } from '../ticket-keys.ts';

/** Cipher and MAC in GnuTLS's priority strings. */
const GNUTLS_NAMES: Readonly<Record<CipherSuiteName, readonly [cipher: string, mac: string]>> = {
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384: ['AES-256-CBC', 'SHA384'],
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: ['AES-256-GCM', 'AEAD'],
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: ['AES-128-GCM', 'AEAD'],
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256: ['AES-128-CBC', 'SHA256'],
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: ['AES-256-CBC', 'SHA1'],
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: ['AES-128-CBC', 'SHA1'],
};

function priority(...suites: readonly CipherSuiteName[]): string {
  const algorithms = new Set(suites.flatMap((suite) => GNUTLS_NAMES[suite]));
  return [
    ...['NONE', '+VERS-TLS1.2', '+ECDHE-RSA', '+SIGN-ALL', '+GROUP-ALL', '+COMP-NULL', '+CTYPE-X509'],
    ...[...algorithms].map((algorithm) => `+${algorithm}`),
  ].join(':');
}

describe('GnuTLS', () => {
  let pki: TestPki;
  let server: TestIdentity;
  let terminal: TestIdentity;

  beforeAll(async () => {
    pki = await TestPki.create();
    [server, terminal] = await Promise.all([pki.server(), pki.terminal()]);
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  describe.skipIf(!foreignTool('gnutls-serv'))('gnutls-serv', () => {
    let foreign: ForeignProcess;
    let port: number;

    beforeAll(async () => {
      port = await freePort();
      const { chain, key } = server.files;
      foreign = new ForeignProcess('gnutls-serv', [
        ...['--echo', '--crlf', '--port', String(port), '--x509certfile', chain, '--x509keyfile', key],
        ...['--x509cafile', await pki.file(pki.terminalRoot.certificate.pem)],
        ...['--require-client-cert', '--verify-client-cert'],
        ...['--priority', priority(...CIPHER_SUITES.map(({ name }) => name))],
      ]);
      await foreign.printed(/listening on IPv4 \S+ port \d+\.\.\.done/);
    });
    afterAll(() => foreign[Symbol.asyncDispose]());

    it.each(CIPHER_SUITES)('echoes a megabyte with $name', async ({ name, code, mode }) => {
      const data = payload();
      const connection = await connectTo(port, { identity: terminal, cipherSuites: [name] });
      expect(connection.info).toMatchObject({
        cipherSuite: code,
        certificateRequested: true,
        extendedMasterSecret: true,
        encryptThenMac: mode === 'cbc',
        secureRenegotiation: true,
        peerChain: server.chain,
      });
      connection.write(data);
      expect(sha256(await read(connection, MEGABYTE))).toBe(sha256(data));
      await close(connection);
    });

    it('resumes by ticket', async () => {
      const full = await connectTo(port, { identity: terminal, tickets: true });
      await close(full);
      const abbreviated = await connectTo(port, {
        identity: terminal,
        tickets: true,
        session: full.session!,
      });
      expect(abbreviated.info).toMatchObject({ resumed: true, peerChain: server.chain });
      await close(abbreviated);
    });
  });

  describe.skipIf(!foreignTool('gnutls-cli'))('gnutls-cli', () => {
    it.each([
      { by: 'session id', options: { sessions: new SessionCache() }, flags: ['--noticket'] },
      { by: 'ticket', options: { tickets: new TicketKeys() }, flags: [] },
    ])('resumes by $by', async ({ options, flags }) => {
      const infos: (ConnectionInfo | undefined)[] = [];
      const listening = await listen(
        { identity: server, clientCertificate: 'require', verifyPeer: acceptAny, ...options },
        (connection) => {
          infos.push(connection.info);
          connection.resume();
        },
      );
      await using _ = listening.server;
      const { chain, key } = terminal.files;
      await using client = new ForeignProcess('gnutls-cli', [
        ...[
          '--resume',
          '--port',
          String(listening.port),
          '--x509certfile',
          chain,
          '--x509keyfile',
          key,
          ...flags,
        ],
        ...['--x509cafile', await pki.file(pki.serverRoot.certificate.pem), '--verify-hostname', SERVER_NAME],
        ...['--priority', priority('TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'), '127.0.0.1'],
      ]);
      client.endInput();
      const { code } = await client.ended;
      expect(code, client.output).toBe(0);
      expect(client.output).toContain('*** This is a resumed session');
      expect(infos).toMatchObject([{ resumed: false }, { resumed: true, peerChain: terminal.chain }]);
    });

    it.each(CIPHER_SUITES)('gets its megabyte back with $name', async ({ name, code, mode }) => {
      const data = payload();
      const listening = await listen(
        { identity: server, clientCertificate: 'require', verifyPeer: acceptAny },
        async (connection) => {
          infos.push(connection.info);
          connection.end(await read(connection, MEGABYTE));
          connection.resume();
        },
      );
      const infos: unknown[] = [];
      await using _ = listening.server;
      const { chain, key } = terminal.files;
      await using client = new ForeignProcess('gnutls-cli', [
        ...['--port', String(listening.port), '--x509certfile', chain, '--x509keyfile', key],
        ...['--x509cafile', await pki.file(pki.serverRoot.certificate.pem), '--verify-hostname', SERVER_NAME],
        ...['--logfile', '/dev/null', '--priority', priority(name), '127.0.0.1'],
      ]);
      client.endInput(data);
      const { code: exitCode, stdout } = await client.ended;
      expect(exitCode).toBe(0);
      expect(sha256(stdout)).toBe(sha256(data));
      expect(infos).toMatchObject([
        {
          cipherSuite: code,
          extendedMasterSecret: true,
          encryptThenMac: mode === 'cbc',
          secureRenegotiation: true,
          peerChain: terminal.chain,
        },
      ]);
    });
  });
});

/** gnutls-serv cannot say which port it got. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
