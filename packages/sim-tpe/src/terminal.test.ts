import { createServer as createHttpServer } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { hoursAgo } from '@banc-gap/pki';
import { type Exchange, systemClock, systemRandom } from '@banc-gap/simkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Probe, Terminal, type TerminalOptions } from './index.ts';
import { cuttingProxy } from './testing/cutting-proxy.ts';
import { startDnsServer } from './testing/dns-server.ts';
import { FQDN, TestPki } from './testing/pki.ts';
import { answer, OK, tcpServer, tlsServer } from './testing/servers.ts';

const GET: Probe = { mode: 'http', method: 'GET', path: '/' };
const PATIENCE = { resolve: 300, connect: 300, handshake: 300, answer: 300 };

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

const terminal = (port: number, options: Partial<TerminalOptions> = {}): Terminal =>
  new Terminal({
    identity: pki.terminal(),
    gap: { fqdn: FQDN, address: '127.0.0.1', port },
    trust: [pki.igcSanteRoot.certificate],
    timeouts: PATIENCE,
    clock: systemClock,
    random: systemRandom,
    ...options,
  });

/** What is of interest of an exchange, small enough to compare. */
const gist = ({ reached, handshake, end, error, answer: received }: Exchange) => ({
  reached,
  handshake,
  end,
  code: error?.code,
  status: received?.status,
  body: received?.bytes.toString(),
});

const SERVED = { reached: 'connected', handshake: 'completed', end: 'local', status: 200, body: 'ok' };

describe('a good GAP', () => {
  test('serves the terminal', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const exchange = await terminal(gap.port).exchange({ probe: GET });
    expect(gist(exchange)).toEqual({ ...SERVED, code: undefined });
    expect(exchange).toMatchObject({
      address: '127.0.0.1',
      certificateRequested: true,
      serverCheck: { accepted: true },
      alternativeName: 'covers',
      serverHello: { version: 0x0303, cipherSuite: 0xc028 },
      answer: { complete: true },
    });
    expect(exchange.serverChain).toHaveLength(2);
    expect(exchange.keyLog.join('\n')).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/);
    expect(exchange.transcript.entries.length).toBeGreaterThan(8);
  });

  test('gets the request as the probe says it', async () => {
    const { promise: request, resolve } = Promise.withResolvers<string>();
    await using gap = await tlsServer(pki, pki.server(), (socket) => {
      socket.once('data', (bytes) => {
        resolve(bytes.toString());
        socket.end(OK);
      });
    });
    const probe: Probe = {
      mode: 'http',
      method: 'POST',
      path: '/tpe?x=1',
      headers: { 'X-A': 'b' },
      body: 'é',
    };
    await terminal(gap.port).exchange({ probe });
    const [head, body] = (await request).split('\r\n\r\n');
    expect(head?.split('\r\n')).toEqual([
      'POST /tpe?x=1 HTTP/1.1',
      `host: ${FQDN}`,
      'user-agent: banc-gap sim-tpe',
      'accept: */*',
      'connection: close',
      'content-length: 2',
      'x-a: b',
    ]);
    expect(body).toBe('é');
  });

  test('on a framed socket', async () => {
    await using gap = await tlsServer(pki, pki.server(), (socket) => {
      socket.once('data', (bytes) => socket.write(Buffer.from([...bytes].reverse())));
    });
    const probe: Probe = { mode: 'raw', send: Buffer.of(1, 2, 3), expect: Buffer.of(3, 2, 1) };
    const exchange = await terminal(gap.port).exchange({ probe });
    expect(exchange.answer).toEqual({ bytes: Buffer.of(3, 2, 1), complete: true });
  });

  test('resumes a session', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const returning = terminal(gap.port);
    const first = await returning.exchange({ probe: GET, tls: { tickets: true } });
    const session = first.session!;
    const second = await returning.exchange({ probe: GET, tls: { session } });
    expect([first.info?.resumed, second.info?.resumed]).toEqual([false, true]);
    expect(gist(second)).toMatchObject(SERVED);
  });

  test('is found by its name', async () => {
    await using dns = await startDnsServer({ [FQDN]: '127.0.0.1' });
    await using gap = await tlsServer(pki, pki.server());
    const location = { fqdn: FQDN.toUpperCase(), port: gap.port, dnsServer: dns.address };
    const exchange = await terminal(gap.port, { gap: location }).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject(SERVED);
  });
});

describe('where is the GAP?', () => {
  const located = (dnsServer: string, port: number, fqdn = FQDN): Promise<Exchange> =>
    terminal(port, { gap: { fqdn, port, dnsServer } }).exchange({ probe: GET });

  test('name not found', async () => {
    await using dns = await startDnsServer({});
    const exchange = await located(dns.address, 1);
    expect(gist(exchange)).toMatchObject({ reached: 'name-not-found', handshake: 'not-started' });
    expect(exchange.error?.code).toBe('TPE_NAME_NOT_FOUND');
    expect(exchange.error?.message).toMatch(
      /^Name not found: DNS server .* knows no address of gap.ch-test.fr/,
    );
  });

  test('the DNS server does not answer', async () => {
    await using dns = await startDnsServer({ [FQDN]: null });
    const { reached, error } = await located(dns.address, 1);
    expect([reached, error?.code]).toEqual(['name-not-found', 'TPE_DNS_UNAVAILABLE']);
  });

  test('the DNS server is not an address', async () => {
    const { reached, error } = await located('not an address', 1);
    expect([reached, error?.code]).toEqual(['name-not-found', 'TPE_DNS_UNAVAILABLE']);
  });

  test('wrong address: nobody answers', async () => {
    const gone = await tcpServer(() => undefined);
    await gone[Symbol.asyncDispose]();
    const exchange = await terminal(gone.port).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject({ reached: 'refused', handshake: 'not-started' });
    expect(exchange.error?.message).toMatch(/^Wrong address: nobody answers at 127.0.0.1 port/);
  });

  test('wrong address: another server', async () => {
    await using gap = await tlsServer(pki, pki.server('other.ch-test.fr'));
    await using dns = await startDnsServer({ [FQDN]: '127.0.0.1' });
    const exchange = await located(dns.address, gap.port);
    expect(exchange.serverCheck).toMatchObject({ accepted: false, code: 'name-mismatch' });
    expect(exchange.error?.message).toMatch(
      /^Wrong address: .* is not gap.ch-test.fr: its CN is "other.ch-test.fr"/,
    );
  });

  test('wrong address: plain HTTP', async () => {
    await using gap = await tcpServer((socket) => createHttpServer().emit('connection', socket));
    const exchange = await terminal(gap.port).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject({ reached: 'connected', handshake: 'not-tls', code: 'TPE_NOT_TLS' });
  });

  test('a public address is not dialled', async () => {
    await using dns = await startDnsServer({ [FQDN]: '192.0.2.1' });
    const { reached, error } = await located(dns.address, 443);
    expect([reached, error?.code]).toEqual(['unreachable', 'SIMKIT_TARGET_PUBLIC']);
  });
});

describe('the certificate of the GAP', () => {
  test.each([
    ['expired', { notAfter: hoursAgo(1) }, 'expired', 'certificate_expired', /CERTIFICATE_EXPIRED$/],
    ['badly signed', { signature: 'corrupted' }, 'signature-invalid', 'bad_certificate', /BAD_CERTIFICATE$/],
  ] as const)('%s: refused with the exact alert', async (_name, defect, code, alert, seen) => {
    const { promise: refusal, resolve } = Promise.withResolvers<NodeJS.ErrnoException>();
    await using gap = await tlsServer(pki, pki.server(FQDN, defect));
    gap.server.once('tlsClientError', resolve);
    const exchange = await terminal(gap.port).exchange({ probe: GET });
    expect(exchange.serverCheck).toMatchObject({ accepted: false, code, alert });
    expect(exchange).toMatchObject({ handshake: 'failed', end: 'local', alertSent: alert });
    expect(exchange.error?.code).toBe('TPE_SERVER_REFUSED');
    expect((await refusal).code).toMatch(seen);
  });

  test('wrong in mode report: noted, and served all the same', async () => {
    await using gap = await tlsServer(pki, pki.server(FQDN, { notAfter: hoursAgo(1) }));
    const checks = { mode: 'report', revocation: false } as const;
    const exchange = await terminal(gap.port, { checks }).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject({ ...SERVED, code: undefined });
    expect(exchange.serverCheck).toMatchObject({ accepted: false, code: 'expired' });
  });

  test('revoked: seen where revocation is checked', async () => {
    const credential = pki.server();
    const crls = pki.crls(credential.chain[0]!);
    await using gap = await tlsServer(pki, credential);
    const check = async (revocation: boolean) => {
      const checks = { mode: 'report', revocation } as const;
      return (await terminal(gap.port, { checks, crls }).exchange({ probe: GET })).serverCheck;
    };
    expect(await check(false)).toEqual({ accepted: true });
    expect(await check(true)).toMatchObject({ code: 'revoked', alert: 'certificate_revoked' });
  });
});

describe('a terminal that is refused', () => {
  test('without a certificate: alert in the handshake', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const identity = { chain: [], privateKey: pki.terminal().privateKey };
    const exchange = await terminal(gap.port).exchange({ probe: GET, identity });
    expect(exchange).toMatchObject({
      handshake: 'failed',
      end: 'closed',
      alertReceived: { level: 'fatal', name: 'handshake_failure', code: 40, afterHandshake: false },
    });
    expect(exchange.answer).toBeUndefined();
  });

  test('by a close without a word, as node:tls does', async () => {
    await using gap = await tlsServer(pki, pki.server(), undefined, { ca: pki.igcSanteRoot.certificate.pem });
    const exchange = await terminal(gap.port).exchange({ probe: GET });
    expect(exchange.reached).toBe('connected');
    expect(['closed', 'reset']).toContain(exchange.end);
    expect(exchange.alertReceived).toBeUndefined();
    expect(exchange.answer).toBeUndefined();
  });

  test('by an alert after the handshake', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const tls = { bugs: { recordMac: 'corrupted' } } as const;
    const exchange = await terminal(gap.port).exchange({ probe: GET, tls });
    expect(exchange).toMatchObject({
      handshake: 'completed',
      end: 'closed',
      alertReceived: { level: 'fatal', name: 'bad_record_mac', afterHandshake: true },
    });
  });

  test('by HTTP', async () => {
    const refusal = 'HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\nno';
    await using gap = await tlsServer(pki, pki.server(), answer(refusal));
    expect(gist(await terminal(gap.port).exchange({ probe: GET }))).toMatchObject({
      handshake: 'completed',
      status: 400,
      body: 'no',
    });
  });
});

describe('a GAP that is broken', () => {
  test.each([
    ['hangs', () => undefined, 'timeout', 'timeout'],
    ['closes', (socket) => socket.end(), 'failed', 'closed'],
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'failed', 'reset'],
    ['sends garbage', (socket) => socket.write(Buffer.alloc(100, 0xa5)), 'not-tls', 'local'],
    [
      'sends an endless record',
      (socket) => socket.write(Buffer.from('16030340000200', 'hex')),
      'timeout',
      'timeout',
    ],
  ] satisfies [string, (socket: Socket) => void, string, string][])(
    '%s before it is a TLS server',
    async (_name, onConnection, handshake, end) => {
      await using gap = await tcpServer(onConnection);
      const exchange = await terminal(gap.port).exchange({ probe: GET });
      expect(exchange).toMatchObject({ reached: 'connected', handshake, end });
      expect(exchange.error?.message).toBeTruthy();
      expect(exchange.answer).toBeUndefined();
    },
  );

  test('dribbles', async () => {
    await using gap = await tcpServer((socket) => {
      const timer = setInterval(() => socket.write(Buffer.of(0x16)), 20);
      socket.once('close', () => clearInterval(timer));
    });
    const exchange = await terminal(gap.port).exchange({ probe: GET });
    expect(exchange.handshake).not.toBe('completed');
    expect(exchange.error).toBeDefined();
  });

  test.each([
    ['never answers', () => undefined, 'timeout', 'TPE_NO_ANSWER'],
    ['answers garbage', answer('garbage\r\n'), 'local', 'TPE_ANSWER_MALFORMED'],
    ['stops within the answer', answer(OK.slice(0, -1)), 'close-notify', undefined],
    [
      'resets',
      (socket, transport) => socket.once('data', () => transport.resetAndDestroy()),
      'reset',
      'TLS_CONNECTION_RESET',
    ],
  ] satisfies [string, (socket: TLSSocket, transport: Socket) => void, string, string | undefined][])(
    '%s after the handshake',
    async (_name, onConnection, end, code) => {
      await using gap = await tlsServer(pki, pki.server(), onConnection);
      const exchange = await terminal(gap.port).exchange({ probe: GET });
      expect(exchange).toMatchObject({ handshake: 'completed', end });
      expect(exchange.error?.code).toBe(code);
      expect(exchange.answer?.complete ?? false).toBe(false);
    },
  );

  test.each(['close', 'reset'] as const)('breaks off at any moment by a %s', async (how) => {
    await using gap = await tlsServer(pki, pki.server(), (socket) =>
      socket.once('data', () => socket.write(OK)),
    );
    const cutAfter = async (octets: number): Promise<Exchange> => {
      await using proxy = await tcpServer(cuttingProxy(gap.port, octets, how));
      return await terminal(proxy.port).exchange({ probe: GET });
    };
    for (let octets = 1; octets < 4000; octets += 211) {
      const { handshake, end, answer: received, error } = await cutAfter(octets);
      expect(['closed', 'reset']).toContain(end);
      expect(received?.complete ?? false).toBe(false);
      if (handshake !== 'completed') expect([handshake, typeof error?.code]).toEqual(['failed', 'string']);
    }
    expect(await cutAfter(1_000_000)).toMatchObject({ handshake: 'completed', answer: { complete: true } });
  });

  test('answers without end: a bounded part is kept', async () => {
    await using gap = await tlsServer(pki, pki.server(), (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = (error?: Error | null): void => {
        if (!error) socket.write(Buffer.alloc(16_384, 0x20), pour);
      };
      pour();
    });
    const exchange = await terminal(gap.port).exchange({ probe: GET });
    expect(exchange).toMatchObject({ end: 'timeout', answer: { status: 200, complete: false } });
    expect(exchange.answer?.bytes).toHaveLength(64 * 1024);
  });
});
