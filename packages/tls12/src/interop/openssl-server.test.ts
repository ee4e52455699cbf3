import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { CIPHER_SUITES } from '../cipher-suites.ts';
import { GROUPS, type GroupName } from '../key-exchange.ts';
import type { Session } from '../session.ts';
import type { TlsConnection } from '../socket.ts';
import { close, connectTo } from '../testing/endpoints.ts';
import { ForeignProcess } from '../testing/foreign-process.ts';
import { MEGABYTE, payload, read, sha256 } from '../testing/payload.ts';
import { type TestIdentity, TestPki } from '../testing/test-pki.ts';

describe.skipIf(!foreignTool('openssl'))('a client of openssl s_server', () => {
  let pki: TestPki;
  let server: TestIdentity;
  let terminal: TestIdentity;
  let requireCertificate: readonly string[];

  beforeAll(async () => {
    pki = await TestPki.create();
    [server, terminal] = await Promise.all([pki.server(), pki.terminal()]);
    const trust = await pki.file(pki.terminalRoot.certificate.pem);
    requireCertificate = ['-CAfile', trust, '-Verify', '2', '-verify_return_error'];
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  async function startServer(...options: string[]): Promise<{ process: ForeignProcess; port: number }> {
    const { leaf, issuer, key } = server.files;
    const process = new ForeignProcess('openssl', [
      ...['s_server', '-accept', '127.0.0.1:0', '-cert', leaf, '-cert_chain', issuer, '-key', key],
      ...(options.some((option) => /tls/i.test(option)) ? options : ['-tls1_2', ...options]),
    ]);
    const [, port] = await process.printed(/ACCEPT \S+:(\d+)/);
    return { process, port: Number(port) };
  }

  describe('that requires a certificate', () => {
    const data = payload();
    let keyLogFile: string;
    let foreign: Awaited<ReturnType<typeof startServer>>;

    beforeAll(async () => {
      keyLogFile = await pki.file('', 'log');
      foreign = await startServer(
        ...['-cipher', 'ALL:@SECLEVEL=0', '-keylogfile', keyLogFile],
        ...requireCertificate,
      );
    });
    afterAll(() => foreign.process[Symbol.asyncDispose]());

    async function exchangeMegabytes(connection: TlsConnection): Promise<void> {
      foreign.process.forget();
      connection.write(data);
      foreign.process.write(data);
      expect(sha256(await read(connection, MEGABYTE))).toBe(sha256(data));
      await foreign.process.printedBytes(data);
      await close(connection);
    }

    it.each(CIPHER_SUITES)('exchanges a megabyte each way with $name', async ({ name, code, mode }) => {
      const keyLog: string[] = [];
      const connection = await connectTo(foreign.port, {
        identity: terminal,
        cipherSuites: [name],
        keyLog: (line) => keyLog.push(line.trim()),
      });
      expect(connection.info).toMatchObject({
        cipherSuite: code,
        certificateRequested: true,
        resumed: false,
        extendedMasterSecret: true,
        encryptThenMac: mode === 'cbc',
        secureRenegotiation: true,
        peerChain: server.chain,
      });
      await exchangeMegabytes(connection);
      expect(connection.ending).toBe('close-notify');
      expect((await readFile(keyLogFile, 'utf8')).split('\n')).toContain(keyLog[0]);
    });

    it.each(Object.keys(GROUPS) as GroupName[])('agrees on a key over %s', async (group) => {
      const connection = await connectTo(foreign.port, { identity: terminal, groups: [group] });
      expect(connection.info).toMatchObject({ group });
      await close(connection);
    });

    it.each([
      { scheme: 0x0401, name: 'RSA with SHA-256' },
      { scheme: 0x0601, name: 'RSA with SHA-512' },
      { scheme: 0x0805, name: 'RSA-PSS with SHA-384' },
    ])('verifies a signature by $name', async ({ scheme }) => {
      const connection = await connectTo(foreign.port, { identity: terminal, signatureAlgorithms: [scheme] });
      expect(schemeOf(connection, 'serverKeyExchange')).toBe(scheme);
      await close(connection);
    });

    it('sends the handshake in small fragments', async () => {
      const connection = await connectTo(foreign.port, { identity: terminal, fragmentLength: 50 });
      expect(connection.info).toMatchObject({ certificateRequested: true });
      await close(connection);
    });

    it('protects records MAC first, and derives keys without the session hash, when asked to', async () => {
      const plain = { encryptThenMac: false, extendedMasterSecret: false };
      const connection = await connectTo(foreign.port, { identity: terminal, ...plain });
      expect(connection.info).toMatchObject(plain);
      await exchangeMegabytes(connection);
    });

    it('is refused without a certificate, and knows the alert', async () => {
      await expect(connectTo(foreign.port, { identity: null })).rejects.toMatchObject({
        code: 'TLS_ALERT_RECEIVED',
        parameters: { alert: 'handshake_failure' },
      });
    });
  });

  it.each([
    { scheme: 0x0601, name: 'RSA+SHA512' },
    { scheme: 0x0805, name: 'RSA-PSS+SHA384' },
  ])('signs with $name when the server wants only that', async ({ scheme, name }) => {
    const { process, port } = await startServer(...requireCertificate, '-client_sigalgs', name);
    await using _ = process;
    const connection = await connectTo(port, { identity: terminal });
    expect(schemeOf(connection, 'certificateVerify')).toBe(scheme);
    await close(connection);
  });

  it('settles for TLS 1.2 with a server that prefers 1.3', async () => {
    const { process, port } = await startServer('-min_protocol', 'TLSv1.2');
    await using _ = process;
    const connection = await connectTo(port, { identity: terminal });
    expect(connection.info).toMatchObject({ version: 0x0303 });
    await close(connection);
  });

  it.each(['-tls1_3', '-tls1_1'])('is refused by a server that speaks %s only', async (version) => {
    const { process, port } = await startServer(version, '-cipher', 'ALL:@SECLEVEL=0');
    await using _ = process;
    await expect(connectTo(port, { identity: terminal })).rejects.toMatchObject({
      code: version === '-tls1_3' ? 'TLS_ALERT_RECEIVED' : 'TLS_PROTOCOL_VERSION',
    });
  });

  describe('that resumes sessions', () => {
    it.each([
      { by: 'session id', options: ['-no_ticket'], tickets: false },
      { by: 'ticket', options: [], tickets: true },
    ])('resumes by $by, in any suite', async ({ options, tickets }) => {
      const { process, port } = await startServer(
        '-cipher',
        'ALL:@SECLEVEL=0',
        ...requireCertificate,
        ...options,
      );
      await using _ = process;
      for (const { name } of CIPHER_SUITES) {
        const resume = async (session?: Session): Promise<TlsConnection> => {
          const client = { identity: terminal, cipherSuites: [name], tickets, ...(session && { session }) };
          const connection = await connectTo(port, client);
          await close(connection);
          return connection;
        };
        const full = await resume();
        expect(full.info).toMatchObject({ resumed: false });
        expect((full.session?.ticket?.length ?? 0) > 0).toBe(tickets);
        const abbreviated = await resume(full.session);
        expect(abbreviated.info).toMatchObject({ resumed: true, peerChain: server.chain });
      }
      await process.printed(new RegExp(`(Reused session-id[\\s\\S]*){${CIPHER_SUITES.length}}`));
    });
  });

  describe('that renegotiates', () => {
    it('presents its certificate when the server asks for it only then', async () => {
      const trust = await pki.file(pki.terminalRoot.certificate.pem);
      const { process, port } = await startServer('-CAfile', trust, '-verify_return_error');
      await using _ = process;
      const connection = await connectTo(port, { identity: terminal });
      expect(connection.info).toMatchObject({ certificateRequested: false, renegotiations: 0 });
      await process.printed(/Secure Renegotiation IS supported/);
      const renegotiated = once(connection, 'renegotiated');
      connection.resume();
      process.write('R\n');
      await renegotiated;
      expect(connection.info).toMatchObject({ certificateRequested: true, renegotiations: 1 });
      await process.printed(/CN ?= ?0123456789ABCDEF/);
      connection.write('after the renegotiation\n');
      await process.printed(/^after the renegotiation$/m);
      await close(connection);
    });
  });
});

function schemeOf({ transcript }: TlsConnection, type: 'serverKeyExchange' | 'certificateVerify'): unknown {
  const message = transcript.entries
    .map((entry) => entry.message)
    .find((candidate) => candidate.type === type);
  return message && 'scheme' in message ? message.scheme : undefined;
}
