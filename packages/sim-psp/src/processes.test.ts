import { fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { Certificate } from '@banc-gap/pki';
import { Journal, type JournalEntry, peerChainOf, startTlsService, systemClock } from '@banc-gap/simkit';
import type { Identity, TlsConnection } from '@banc-gap/tls12';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type Bench, bench } from './testing/bench.ts';
import { alertFor, connectAs, send } from './testing/client.ts';
import { GAP, SERVER_NAME, TestPki } from './testing/pki.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

/** The processes that do TLS for this one. */
function terminators(): number[] {
  return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter(
      (pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('terminator-process'),
    )
    .map(Number);
}

const openFiles = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;

const nextEntry = (journal: Journal, event: string) =>
  new Promise<JournalEntry>((resolve) => {
    const stop = journal.subscribe((entry) => {
      if (entry.event !== event) return;
      stop();
      resolve(entry);
    });
  });

const SETTLEMENTS = '/diapason/v1/self/settlements';
const settlements = (connection: TlsConnection) => send(connection, 'GET', SETTLEMENTS);

/** What it prints of a request and its answer. */
async function opensslClient(port: number, { chain, privateKey }: Identity): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'banc-processes-'));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const certificates = chain.map((der) => Certificate.parse(der).pem).join('');
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' });
  const client = spawn('openssl', [
    ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', SERVER_NAME, '-tls1_2', '-ign_eof'],
    ...['-cert', file('cert.pem', certificates), '-cert_chain', file('chain.pem', certificates)],
    ...['-key', file('key.pem', String(key))],
  ]);
  client.stdin.on('error', () => undefined); // Where it has been refused.
  client.stdin.write(`GET ${SETTLEMENTS} HTTP/1.1\r\nhost: ${SERVER_NAME}\r\nconnection: close\r\n\r\n`);
  const said = await Promise.all([readText(client.stdout), readText(client.stderr)]);
  rmSync(folder, { recursive: true });
  return said.join('');
}

describe('a provider that does TLS in two processes', () => {
  let psp: Bench;
  beforeAll(async () => {
    psp = await bench({ processes: 2 });
  });
  afterAll(() => psp[Symbol.asyncDispose]());

  const revoke = ({ chain }: Identity) =>
    psp.pki.revoke(Certificate.parse(chain[0]!).serialNumber, 'igc-sante-test/aci-el-org');

  it('serves connections in both, and a revocation reaches each: those connected, and those that come', async () => {
    const gap = psp.pki.gap;
    const before = terminators().map((pid) => [pid, openFiles(pid)] as const);
    expect(before).toHaveLength(2);
    const connections = await Promise.all(Array.from({ length: 24 }, () => psp.connect(gap)));
    for (const connection of connections) expect((await settlements(connection)).status).toBe(200);
    for (const [pid, files] of before) expect(openFiles(pid)).toBeGreaterThan(files);
    revoke(gap);
    for (const connection of connections) {
      expect(await settlements(connection)).toMatchObject({
        json: { type: 'urn:banc-gap:psp:problem:certificate-refused' },
      });
      connection.destroy();
    }
    const alerts = await Promise.all(connections.map(() => alertFor(psp.running.port, gap)));
    expect(new Set(alerts)).toEqual(new Set(['certificate_revoked']));
  });

  it.skipIf(!foreignTool('openssl'))(
    'lets openssl s_client in, and after a revocation does not',
    async () => {
      const gap = psp.pki.gap;
      expect(await opensslClient(psp.running.port, gap)).toMatch(/HTTP\/1.1 200 OK/);
      revoke(gap);
      expect(await opensslClient(psp.running.port, gap)).toMatch(
        /alert certificate revoked.*SSL alert number 44/,
      );
    },
  );

  it('reports handshakes that fail, and why a client is refused', async () => {
    const failed = nextEntry(psp.psp.journal, 'handshake-failed');
    expect(await alertFor(psp.running.port, null)).toBe('handshake_failure');
    expect((await failed).details).toEqual({
      error: 'TLS_CLIENT_CERTIFICATE_MISSING',
      alert: 'handshake_failure',
    });
    const refused = nextEntry(psp.psp.journal, 'client-refused');
    expect(await alertFor(psp.running.port, psp.pki.identity('geotrust/server', { fqdn: SERVER_NAME }))).toBe(
      'unknown_ca',
    );
    expect((await refused).details).toMatchObject({ alert: 'unknown_ca' });
  });

  it('lets nobody in where judging fails', async () => {
    const { crls } = psp;
    psp.crls = () => {
      throw new TypeError('no list');
    };
    expect(await alertFor(psp.running.port, psp.pki.gap)).toBe('certificate_unknown');
    psp.crls = crls;
  });

  it('replaces a process that is killed, whose connections end', async () => {
    const [killed, other] = terminators();
    const connections = await Promise.all(Array.from({ length: 24 }, () => psp.connect()));
    const lost = nextEntry(psp.psp.journal, 'terminator-lost');
    process.kill(killed!, 'SIGKILL');
    expect((await lost).details).toEqual({ pid: killed, by: 'SIGKILL', replaced: true });
    const now = terminators();
    expect(now).toHaveLength(2);
    expect(now).toContain(other);
    expect(now).not.toContain(killed);
    const cut = connections.filter(({ ending }) => ending !== undefined);
    expect(cut).not.toHaveLength(0);
    expect(cut.length).toBeLessThan(connections.length);
    for (const connection of connections) connection.destroy();
    expect((await psp.ask('GET', 'self/settlements')).status).toBe(200);
  });
});

describe.each([1, 2])('an application behind TLS in %i process(es)', (processes) => {
  /** Of requests that their clients broke off. */
  const aborted = new EventEmitter();
  const app = fastify({ bodyLimit: 10e6 });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/echo', async ({ body }) => body);
  app.post(
    '/wait',
    { onRequest: async ({ raw }) => void raw.once('aborted', () => aborted.emit('seen')) },
    () => '',
  );
  app.get('/who', async ({ raw: { socket }, protocol, ip }) => {
    const [leaf] = peerChainOf(socket);
    return {
      protocol,
      ip,
      subject: leaf && Certificate.parse(Buffer.from(leaf)).commonName,
      port: socket.remotePort,
    };
  });
  app.get('/cut', (request, reply) => {
    reply.hijack();
    request.raw.socket.write('HTTP/1.1 200 OK\r\n', () => request.raw.socket.destroy());
  });

  let port: number;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const journal = new Journal(systemClock);
    const admission = { verifyPeer: async () => ({ accepted: true }) as const };
    const options = { name: 'own', identity: pki.server, admission, journal, port: 0, processes };
    ({ port, stop } = await startTlsService(app, options));
  });

  it('sees whose connection it is', async () => {
    const connection = await connectAs(port, pki.gap);
    expect((await send(connection, 'GET', '/who')).json).toEqual({
      ...{ protocol: 'https', ip: '127.0.0.1', subject: GAP.serviceApplicatif },
      port: connection.localPort,
    });
    connection.destroy();
  });

  it('reads and answers what is large', async () => {
    const connection = await connectAs(port, pki.gap);
    const text = JSON.stringify(randomBytes(3e6).toString('base64'));
    const headers = { 'content-type': 'application/octet-stream' };
    const { json } = await send(connection, 'POST', '/echo', { text, headers });
    expect(JSON.stringify(json) === text).toBe(true);
    connection.destroy();
  });

  it('ends a connection by close_notify, and one that it destroys without', async () => {
    const [ended, destroyed] = [await connectAs(port, pki.gap), await connectAs(port, pki.gap)];
    ended.write('GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await readText(ended)).toMatch(/^HTTP\/1.1 200 OK[\s\S]*"protocol":"https"/);
    expect(ended.ending).toBe('close-notify');
    destroyed.write('GET /cut HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await readText(destroyed)).toBe('HTTP/1.1 200 OK\r\n');
    expect(destroyed.ending).toBe('truncated');
  });

  it('notices a client that breaks off', async () => {
    const connection = await connectAs(port, pki.gap);
    const seen = once(aborted, 'seen');
    connection.write(
      'POST /wait HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 9\r\n\r\nhalf',
    );
    await once(connection, 'data');
    connection.destroy();
    await seen;
  });

  it('leaves no process when it is stopped, and no connection', async () => {
    const connection = await connectAs(port, pki.gap);
    const closed = once(connection.resume(), 'close');
    expect(terminators()).toHaveLength(processes === 1 ? 0 : processes);
    await stop();
    expect(terminators()).toEqual([]);
    await closed;
    await expect(connectAs(port, pki.gap)).rejects.toThrow();
  });
});

it('says that a port is taken, also where those who have it share it', async () => {
  const options = { name: 'own', identity: pki.server, journal: new Journal(systemClock), processes: 2 };
  const first = await startTlsService(fastify(), { ...options, port: 0 });
  await expect(startTlsService(fastify(), { ...options, port: first.port })).rejects.toMatchObject({
    code: 'SIMKIT_PORT_TAKEN',
  });
  await first.stop();
});

it('ends with the process that it serves, whatever that ends by', async () => {
  const program = new URL('testing/two-processes-process.ts', import.meta.url);
  const service = fork(program, {
    execArgv: ['--conditions=source'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [port] = (await once(service, 'message')) as [number];
  const connection = await connectAs(port, null);
  const closed = once(connection.resume(), 'close');
  const exited = once(service, 'exit');
  service.kill('SIGKILL');
  await exited;
  // Its output is also that of the processes, and closes with the last of them.
  await once(service.stdout!.resume(), 'close');
  await closed;
});
