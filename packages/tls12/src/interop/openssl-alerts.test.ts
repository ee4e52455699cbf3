import { createPrivateKey, type KeyObject } from 'node:crypto';
import { buildCrl, Crl, CrlSet, hoursAgo } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../../scripts/foreign-tool.ts';
import type { Tls12Server } from '../server.ts';
import { listen } from '../testing/endpoints.ts';
import { ForeignProcess } from '../testing/foreign-process.ts';
import { type Authority, type TestIdentity, TestPki } from '../testing/test-pki.ts';
import { verifyPath } from '../testing/verify-path.ts';

describe.skipIf(!foreignTool('openssl'))('openssl s_client, refused by a server that validates paths', () => {
  let pki: TestPki;
  let identity: TestIdentity;
  let terminal: TestIdentity;
  let revoked: TestIdentity;
  let crls: CrlSet;
  const opened: Tls12Server[] = [];

  beforeAll(async () => {
    pki = await TestPki.create();
    [identity, terminal, revoked] = await Promise.all([pki.server(), pki.terminal(), pki.terminal()]);
    crls = new CrlSet([crl(pki.terminalRoot), crl(pki.terminalAuthority, revoked.certificate.serialNumber)]);
  });
  afterAll(async () => {
    for (const server of opened) server.close();
    await pki[Symbol.asyncDispose]();
  });

  async function connectTo(
    trusted: Authority,
    { files }: TestIdentity,
    key: string | null = files.key,
  ): Promise<{ output: string; refusal: Promise<unknown> }> {
    const { server, port } = await listen({
      identity,
      clientCertificate: 'require',
      verifyPeer: verifyPath(() => ({
        trustAnchors: [trusted.certificate],
        at: new Date(),
        purpose: 'clientAuth',
        crls,
      })),
    });
    opened.push(server);
    const refusal = new Promise((resolve) => {
      server.once('tlsClientError', resolve);
      server.once('secureConnection', () => resolve('accepted'));
    });
    const certificate = key === null ? [] : ['-cert', files.leaf, '-cert_chain', files.issuer, '-key', key];
    await using client = new ForeignProcess('openssl', [
      ...['s_client', '-connect', `127.0.0.1:${port}`, '-tls1_2', ...certificate],
      ...['-CAfile', await pki.file(pki.serverRoot.certificate.pem), '-verify_return_error'],
    ]);
    client.endInput();
    await client.ended;
    return { output: client.output, refusal };
  }

  it('sees no alert when its certificate is good', async () => {
    const { output, refusal } = await connectTo(pki.terminalRoot, terminal);
    expect(output).not.toContain('SSL alert number');
    expect(output).toContain('New, TLSv1.2, Cipher is ECDHE-RSA-AES256-SHA384');
    expect(await refusal).toBe('accepted');
  });

  it('sees alert 44 when its certificate is revoked', async () => {
    const { output, refusal } = await connectTo(pki.terminalRoot, revoked);
    expect(output).toContain('SSL alert number 44');
    expect(await refusal).toMatchObject({
      code: 'TLS_PEER_REFUSED',
      parameters: { alert: 'certificate_revoked' },
    });
  });

  it('sees alert 45 when its certificate is expired', async () => {
    const expired = await pki.terminal({ notAfter: hoursAgo(1) });
    const { output, refusal } = await connectTo(pki.terminalRoot, expired);
    expect(output).toContain('SSL alert number 45');
    expect(await refusal).toMatchObject({
      code: 'TLS_PEER_REFUSED',
      parameters: { alert: 'certificate_expired' },
    });
  });

  it('sees alert 48 when its CA is unknown', async () => {
    const { output, refusal } = await connectTo(pki.serverRoot, terminal);
    expect(output).toContain('SSL alert number 48');
    expect(await refusal).toMatchObject({ code: 'TLS_PEER_REFUSED', parameters: { alert: 'unknown_ca' } });
  });

  it('sees alert 51 when it signs with a key that is not that of its certificate', async () => {
    const { output, refusal } = await connectTo(
      pki.terminalRoot,
      terminal,
      await pki.file(
        disguise(identity.privateKey, terminal.privateKey).export({ format: 'pem', type: 'pkcs8' }),
      ),
    );
    expect(output).toContain('SSL alert number 51');
    expect(await refusal).toMatchObject({ code: 'TLS_SIGNATURE' });
  });

  it('sees alert 40 when it has no certificate', async () => {
    const { output, refusal } = await connectTo(pki.terminalRoot, terminal, null);
    expect(output).toContain('SSL alert number 40');
    expect(await refusal).toMatchObject({ code: 'TLS_CLIENT_CERTIFICATE_MISSING' });
  });
});

function crl(issuer: Authority, ...revoked: string[]): Crl {
  const now = Date.now();
  return Crl.parse(
    buildCrl({
      issuer,
      thisUpdate: new Date(now - 60_000),
      nextUpdate: new Date(now + 3_600_000),
      number: 1,
      entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: new Date(now - 60_000) })),
    }),
  );
}

/** OpenSSL loads no key that does not match the certificate: so it gets the public half of the one, the private half of the other. */
function disguise(key: KeyObject, as: KeyObject): KeyObject {
  const { n, e } = as.export({ format: 'jwk' });
  return createPrivateKey({ format: 'jwk', key: { ...key.export({ format: 'jwk' }), n: n!, e: e! } });
}
