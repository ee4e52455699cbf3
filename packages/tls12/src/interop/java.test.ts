import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import { CIPHER_SUITES } from '../cipher-suites.ts';
import type { ConnectionInfo } from '../engine/events.ts';
import { SessionCache } from '../session.ts';
import type { TlsConnection } from '../socket.ts';
import { acceptAny, close, connectTo, listen } from '../testing/endpoints.ts';
import { ForeignProcess, run } from '../testing/foreign-process.ts';
import { MEGABYTE, payload, read, sha256 } from '../testing/payload.ts';
import { type TestIdentity, TestPki } from '../testing/test-pki.ts';

const PEER = fileURLToPath(new URL('java/JssePeer.java', import.meta.url));
const PASSWORD = 'changeit';
const JSSE_EXTENSIONS = { extendedMasterSecret: true, encryptThenMac: false };
const SUITES = CIPHER_SUITES.map(({ name }) => name);

describe.skipIf(!foreignTool('java') || !foreignTool('openssl'))('JSSE', () => {
  let pki: TestPki;
  let server: TestIdentity;
  let terminal: TestIdentity;

  beforeAll(async () => {
    pki = await TestPki.create();
    [server, terminal] = await Promise.all([pki.server(), pki.terminal()]);
  });
  afterAll(() => pki[Symbol.asyncDispose]());

  /** A PKCS #12 key store, made by OpenSSL. */
  async function keyStore({ files }: TestIdentity): Promise<string> {
    const store = await pki.file('', 'p12');
    await run('openssl', [
      ...['pkcs12', '-export', '-in', files.chain, '-inkey', files.key, '-out', store],
      ...['-passout', `pass:${PASSWORD}`],
    ]);
    return store;
  }

  it('as the client: every suite, mutual, a megabyte each way, then again in the same session', async () => {
    const infos: ConnectionInfo[] = [];
    const checksums: string[] = [];
    const listening = await listen(
      {
        identity: server,
        clientCertificate: 'require',
        verifyPeer: acceptAny,
        sessions: new SessionCache(),
      },
      async (connection) => {
        infos.push(connection.info!);
        const data = await receive(connection);
        checksums.push(sha256(data));
        send(connection, data);
        connection.resume();
      },
    );
    await using _ = listening.server;
    const trust = await pki.file(pki.serverRoot.certificate.pem);
    const args = [
      'client',
      await keyStore(terminal),
      trust,
      PASSWORD,
      String(listening.port),
      String(MEGABYTE),
    ];
    await using client = new ForeignProcess('java', [PEER, ...args, ...SUITES]);
    const { code, stdout } = await client.ended;
    expect(code, client.output).toBe(0);
    const expected = sha256(payload());
    expect(lines(stdout)).toEqual(
      SUITES.flatMap((suite) => [
        `${suite} full peer=CN=gap.banc.test received=${expected}`,
        `${suite} resumed peer=CN=gap.banc.test received=${expected}`,
      ]),
    );
    expect(new Set(checksums)).toEqual(new Set([expected]));
    expect(infos).toMatchObject(
      CIPHER_SUITES.flatMap(({ code: cipherSuite }) =>
        [false, true].map((resumed) => ({
          cipherSuite,
          ...JSSE_EXTENSIONS,
          resumed,
          peerChain: terminal.chain,
        })),
      ),
    );
  });

  it('as the server: every suite, mutual, a megabyte each way, then again in the same session', async () => {
    const trust = await pki.file(pki.terminalRoot.certificate.pem);
    const args = ['server', await keyStore(server), trust, PASSWORD];
    await using foreign = new ForeignProcess('java', [PEER, ...args, ...SUITES]);
    const [, port] = await foreign.printed(/LISTENING (\d+)/);
    const data = payload();
    for (const { name, code } of CIPHER_SUITES) {
      const client = { identity: terminal, cipherSuites: [name] };
      const full = await connectTo(Number(port), client);
      const infos = [full.info];
      await exchange(full, data);
      const again = await connectTo(Number(port), { ...client, session: full.session! });
      infos.push(again.info);
      await exchange(again, data);
      const common = { cipherSuite: code, ...JSSE_EXTENSIONS, peerChain: server.chain };
      expect(infos).toMatchObject([
        { ...common, resumed: false, certificateRequested: true },
        { ...common, resumed: true },
      ]);
    }
    foreign.endInput();
    const { stdout } = await foreign.ended;
    expect(lines(stdout).slice(1)).toEqual(
      SUITES.flatMap((suite) =>
        ['full', 'resumed'].map((how) => `${suite} ${how} peer=CN=0123456789ABCDEF received=${sha256(data)}`),
      ),
    );
  });
});

async function exchange(connection: TlsConnection, data: Buffer): Promise<void> {
  send(connection, data);
  expect(sha256(await receive(connection))).toBe(sha256(data));
  await close(connection);
}

function send(connection: TlsConnection, data: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  connection.write(length);
  connection.write(data);
}

async function receive(connection: TlsConnection): Promise<Buffer> {
  return (await read(connection, 4 + MEGABYTE)).subarray(4);
}

const lines = (output: Buffer): string[] => output.toString().trim().split('\n');
