import { hoursAgo } from '@banc-gap/pki';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Probe } from './index.ts';
import { startDnsServer } from './testing/dns-server.ts';
import { GET, gist, SERVED, terminalOf } from './testing/exchange.ts';
import { FQDN, TestPki } from './testing/pki.ts';
import { answer, OK, tlsServer } from './testing/servers.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

describe('a good GAP', () => {
  test('serves the terminal', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
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
    await terminalOf(pki, gap.port).exchange({ probe });
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
    const exchange = await terminalOf(pki, gap.port).exchange({ probe });
    expect(exchange.answer).toEqual({ bytes: Buffer.of(3, 2, 1), complete: true });
  });

  test('resumes a session', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const returning = terminalOf(pki, gap.port);
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
    const exchange = await terminalOf(pki, gap.port, { gap: location }).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject(SERVED);
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
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
    expect(exchange.serverCheck).toMatchObject({ accepted: false, code, alert });
    expect(exchange).toMatchObject({ handshake: 'failed', end: 'local', alertSent: alert });
    expect(exchange.error?.code).toBe('TPE_SERVER_REFUSED');
    expect((await refusal).code).toMatch(seen);
  });

  test('wrong in mode report: noted, and served all the same', async () => {
    await using gap = await tlsServer(pki, pki.server(FQDN, { notAfter: hoursAgo(1) }));
    const checks = { mode: 'report', revocation: false } as const;
    const exchange = await terminalOf(pki, gap.port, { checks }).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject({ ...SERVED, code: undefined });
    expect(exchange.serverCheck).toMatchObject({ accepted: false, code: 'expired' });
  });

  test('wrong in mode report: not what is blamed for a refusal by the GAP', async () => {
    await using gap = await tlsServer(pki, pki.server(FQDN, { notAfter: hoursAgo(1) }));
    const checks = { mode: 'report', revocation: false } as const;
    const identity = { chain: [], privateKey: pki.terminal().privateKey };
    const exchange = await terminalOf(pki, gap.port, { checks }).exchange({ probe: GET, identity });
    expect(exchange.serverCheck).toMatchObject({ code: 'expired' });
    expect(exchange.error?.code).toBe('TLS_ALERT_RECEIVED');
  });

  test('revoked: seen where revocation is checked', async () => {
    const credential = pki.server();
    const crls = pki.crls(credential.chain[0]!);
    await using gap = await tlsServer(pki, credential);
    const check = async (revocation: boolean) => {
      const checks = { mode: 'report', revocation } as const;
      return (await terminalOf(pki, gap.port, { checks, crls }).exchange({ probe: GET })).serverCheck;
    };
    expect(await check(false)).toEqual({ accepted: true });
    expect(await check(true)).toMatchObject({ code: 'revoked', alert: 'certificate_revoked' });
  });
});

describe('a terminal that is refused', () => {
  test('without a certificate: alert in the handshake', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const identity = { chain: [], privateKey: pki.terminal().privateKey };
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET, identity });
    expect(exchange).toMatchObject({
      handshake: 'failed',
      end: 'closed',
      alertReceived: { level: 'fatal', name: 'handshake_failure', code: 40, afterHandshake: false },
    });
    expect(exchange.answer).toBeUndefined();
  });

  test('by a close without a word, as node:tls does', async () => {
    await using gap = await tlsServer(pki, pki.server(), undefined, { ca: pki.igcSanteRoot.certificate.pem });
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
    expect(exchange.reached).toBe('connected');
    expect(['closed', 'reset']).toContain(exchange.end);
    expect(exchange.alertReceived).toBeUndefined();
    expect(exchange.answer).toBeUndefined();
  });

  test('by an alert after the handshake', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const tls = { bugs: { recordMac: 'corrupted' } } as const;
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET, tls });
    expect(exchange).toMatchObject({
      handshake: 'completed',
      end: 'closed',
      alertReceived: { level: 'fatal', name: 'bad_record_mac', afterHandshake: true },
    });
  });

  test('by HTTP', async () => {
    const refusal = 'HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\nno';
    await using gap = await tlsServer(pki, pki.server(), answer(refusal));
    expect(gist(await terminalOf(pki, gap.port).exchange({ probe: GET }))).toMatchObject({
      handshake: 'completed',
      status: 400,
      body: 'no',
    });
  });
});
