import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { CIPHER_SUITES } from '../cipher-suites.ts';
import { GROUPS, type GroupName } from '../key-exchange.ts';
import type { Tls12Server, Tls12ServerOptions } from '../server.ts';
import { SessionCache } from '../session.ts';
import type { TlsConnection } from '../socket.ts';
import { acceptAny, listen } from '../testing/endpoints.ts';
import { type Ended, ForeignProcess } from '../testing/foreign-process.ts';
import { MEGABYTE, payload, read, sha256 } from '../testing/payload.ts';
import { type TestIdentity, TestPki } from '../testing/test-pki.ts';
import { TicketKeys } from '../ticket-keys.ts';

/** OpenSSL's names of the suites. */
const OPENSSL_NAMES = {
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384: 'ECDHE-RSA-AES256-SHA384',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'ECDHE-RSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'ECDHE-RSA-AES128-GCM-SHA256',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256: 'ECDHE-RSA-AES128-SHA256',
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 'ECDHE-RSA-AES256-SHA',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 'ECDHE-RSA-AES128-SHA',
} as const;
const OPENSSL_GROUPS = { 'P-256': 'P-256', 'P-384': 'P-384', X25519: 'X25519' } as const;

describe.skipIf(!foreignTool('openssl'))('a server of openssl s_client', () => {
  let pki: TestPki;
  let identity: TestIdentity;
  let terminal: TestIdentity;
  let trust: string;

  beforeAll(async () => {
    pki = await TestPki.create();
    [identity, terminal] = await Promise.all([pki.server(), pki.terminal()]);
    trust = await pki.file(pki.serverRoot.certificate.pem);
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  function s_client(port: number, ...options: string[]): ForeignProcess {
    const { leaf, issuer, key } = terminal.files;
    return new ForeignProcess('openssl', [
      ...['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', trust, '-verify_return_error'],
      ...['-cert', leaf, '-cert_chain', issuer, '-key', key],
      ...(options.some((option) => /tls/i.test(option)) ? options : ['-tls1_2', ...options]),
    ]);
  }

  /** Runs s_client on an empty input, so that it ends after the handshake. */
  async function handshake(port: number, ...options: string[]): Promise<Ended & { output: string }> {
    await using client = s_client(port, ...options);
    client.endInput();
    const ended = await client.ended;
    return { ...ended, output: client.output };
  }

  async function mutual(
    options: Partial<Tls12ServerOptions> = {},
    onConnection: (connection: TlsConnection) => void = (connection) => connection.resume(),
  ): Promise<{ server: Tls12Server; port: number; connections: TlsConnection[] }> {
    const connections: TlsConnection[] = [];
    const listening = await listen(
      { identity, clientCertificate: 'require', verifyPeer: acceptAny, ...options },
      (connection) => {
        connections.push(connection);
        onConnection(connection);
      },
    );
    return { ...listening, connections };
  }

  it.each(CIPHER_SUITES)('exchanges a megabyte each way with $name', async ({ name, code, mode }) => {
    const data = payload();
    const received = Promise.withResolvers<string>();
    const keyLog: string[] = [];
    const keyLogFile = await pki.file('', 'log');
    const listening = await mutual({ keyLog: (line) => keyLog.push(line.trim()) }, async (connection) => {
      received.resolve(sha256(await read(connection, MEGABYTE)));
      connection.end(data);
      connection.resume();
    });
    await using _ = listening.server;
    const cipher = `${OPENSSL_NAMES[name]}:@SECLEVEL=0`;
    await using client = s_client(listening.port, '-quiet', '-cipher', cipher, '-keylogfile', keyLogFile);
    client.write(data);
    expect(await received.promise).toBe(sha256(data));
    const { code: exitCode, stdout } = await client.ended;
    expect(exitCode).toBe(0);
    expect(sha256(stdout)).toBe(sha256(data));
    expect(listening.connections[0]?.info).toMatchObject({
      cipherSuite: code,
      resumed: false,
      extendedMasterSecret: true,
      encryptThenMac: mode === 'cbc',
      secureRenegotiation: true,
      peerChain: terminal.chain,
    });
    expect((await readFile(keyLogFile, 'utf8')).split('\n')).toContain(keyLog[0]);
  });

  it.each(Object.keys(GROUPS) as GroupName[])('agrees on a key over %s', async (group) => {
    const { server, port, connections } = await mutual();
    await using _ = server;
    const { code } = await handshake(port, '-groups', OPENSSL_GROUPS[group]);
    expect(code).toBe(0);
    expect(connections[0]?.info).toMatchObject({ group });
  });

  it('settles for TLS 1.2 with a client that offers 1.3 as well', async () => {
    const { server, port } = await mutual();
    await using _ = server;
    const { code, output } = await handshake(port, '-min_protocol', 'TLSv1.2');
    expect(code).toBe(0);
    expect(output).toMatch(/New, TLSv1.2, Cipher is ECDHE-RSA-AES256-SHA384$/m);
  });

  it.each([
    { version: '-tls1_3', alert: 40 },
    { version: '-tls1_1', alert: 70 },
    { version: '-tls1', alert: 70 },
  ])('refuses $version by alert $alert', async ({ version, alert }) => {
    const { server, port } = await mutual();
    await using _ = server;
    const { code, output } = await handshake(port, version, '-cipher', 'ALL:@SECLEVEL=0');
    expect(code).not.toBe(0);
    expect(output).toContain(`SSL alert number ${alert}`);
  });

  it.each(['RSA+SHA512', 'RSA-PSS+SHA384'])('signs with %s when the client wants only that', async (name) => {
    const { server, port } = await mutual();
    await using _ = server;
    const { code, output } = await handshake(port, '-sigalgs', name);
    expect(code, output).toBe(0);
    const [padding, hash] = name.split('+') as [string, string];
    expect(output).toMatch(
      new RegExp(`Peer signing digest: ${hash}\\nPeer signature type: ${padding}$`, 'm'),
    );
  });

  it('puts together a handshake that comes in small fragments', async () => {
    const { server, port, connections } = await mutual();
    await using _ = server;
    const { code } = await handshake(port, '-max_send_frag', '512');
    expect(code).toBe(0);
    expect(connections[0]?.peerChain).toEqual(terminal.chain);
  });

  it('protects records MAC first when the client does not know encrypt-then-MAC', async () => {
    const { server, port, connections } = await mutual({
      cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
    });
    await using _ = server;
    const { code } = await handshake(port, '-no_etm');
    expect(code).toBe(0);
    expect(connections[0]?.info).toMatchObject({ encryptThenMac: false });
  });

  it.each([
    { by: 'session id', options: ['-no_ticket'] },
    { by: 'ticket', options: [] },
  ])('resumes by $by, in any suite', async ({ by, options }) => {
    const { server, port, connections } = await mutual(
      by === 'ticket' ? { tickets: new TicketKeys() } : { sessions: new SessionCache() },
    );
    await using _ = server;
    for (const { name } of CIPHER_SUITES) {
      const file = await pki.file('', 'session');
      const cipher = ['-cipher', `${OPENSSL_NAMES[name]}:@SECLEVEL=0`, ...options];
      const full = await handshake(port, ...cipher, '-sess_out', file);
      expect(full.output).toMatch(new RegExp(`New, .*Cipher is ${OPENSSL_NAMES[name]}$`, 'm'));
      const abbreviated = await handshake(port, ...cipher, '-sess_in', file);
      expect(abbreviated.output).toMatch(new RegExp(`Reused, .*Cipher is ${OPENSSL_NAMES[name]}$`, 'm'));
      expect(connections.at(-1)?.info).toMatchObject({ resumed: true, peerChain: terminal.chain });
    }
  });

  it('makes a full handshake when it does not know the session any more', async () => {
    const sessions = new SessionCache();
    const { server, port } = await mutual({ sessions });
    await using _ = server;
    const file = await pki.file('', 'session');
    await handshake(port, '-no_ticket', '-sess_out', file);
    sessions.clear();
    const { output } = await handshake(port, '-no_ticket', '-sess_in', file);
    expect(output).toContain('New, TLSv1.2');
  });

  it('refuses a renegotiation that the client begins', async () => {
    const { server, port } = await mutual();
    await using _ = server;
    await using client = s_client(port);
    await client.printed(/Secure Renegotiation IS supported/);
    client.write('R\n');
    await client.printed(/RENEGOTIATING/);
    const { code } = await client.ended;
    expect(code).not.toBe(0);
    expect(client.output).toMatch(/no renegotiation/);
  });

  it('asks for the certificate in a renegotiation', async () => {
    const { server, port, connections } = await mutual({ clientCertificate: 'none' });
    await using _ = server;
    await using client = s_client(port);
    await client.printed(/Secure Renegotiation IS supported/);
    const [connection] = connections as [TlsConnection];
    expect(connection.info).toMatchObject({ peerChain: [], renegotiations: 0 });
    const renegotiated = once(connection, 'renegotiated');
    connection.requestRenegotiation('require');
    await renegotiated;
    expect(connection.info).toMatchObject({ peerChain: terminal.chain, renegotiations: 1 });
    connection.write('after the renegotiation\n');
    await client.printed(/^after the renegotiation$/m);
  });
});
