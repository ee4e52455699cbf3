import { createServer as createHttpServer } from 'node:http';
import type { Exchange } from '@banc-gap/simkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { startDnsServer } from './testing/dns-server.ts';
import { GET, gist, terminalOf } from './testing/exchange.ts';
import { FQDN, TestPki } from './testing/pki.ts';
import { tcpServer, tlsServer } from './testing/servers.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await TestPki.create();
});

describe('where is the GAP?', () => {
  const located = (dnsServer: string, port: number, fqdn = FQDN): Promise<Exchange> =>
    terminalOf(pki, port, { gap: { fqdn, port, dnsServer } }).exchange({ probe: GET });

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

  test('the address may be a name that the system knows', async () => {
    await using gap = await tlsServer(pki, pki.server());
    const gapAt = (address: string) => ({ gap: { fqdn: FQDN, address, port: gap.port } });
    const found = await terminalOf(pki, gap.port, gapAt('localhost')).exchange({ probe: GET });
    expect(found.answer?.status).toBe(200);
    const lost = await terminalOf(pki, gap.port, gapAt('gap.invalid')).exchange({ probe: GET });
    expect(lost.reached).toBe('name-not-found');
  });

  test('wrong address: nobody answers', async () => {
    const gone = await tcpServer(() => undefined);
    await gone[Symbol.asyncDispose]();
    const exchange = await terminalOf(pki, gone.port).exchange({ probe: GET });
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
    const exchange = await terminalOf(pki, gap.port).exchange({ probe: GET });
    expect(gist(exchange)).toMatchObject({ reached: 'connected', handshake: 'not-tls', code: 'TPE_NOT_TLS' });
  });

  test('a public address is not dialled', async () => {
    await using dns = await startDnsServer({ [FQDN]: '192.0.2.1' });
    const { reached, error } = await located(dns.address, 443);
    expect([reached, error?.code]).toEqual(['unreachable', 'SIMKIT_TARGET_PUBLIC']);
  });
});
