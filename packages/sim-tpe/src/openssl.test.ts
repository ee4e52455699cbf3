import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hoursAgo } from '@banc-gap/pki';
import { systemClock, systemRandom } from '@banc-gap/simkit';
import { describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { Terminal } from './index.ts';
import { FQDN, type ServerCredential, TestPki } from './testing/pki.ts';

describe.skipIf(!foreignTool('openssl'))('openssl s_server as the GAP', () => {
  test('serves the terminal', async () => {
    const pki = await TestPki.create();
    await using server = await sServer(pki, pki.server());
    const exchange = await ask(pki, server.port);
    expect(exchange).toMatchObject({ handshake: 'completed', answer: { status: 200, complete: true } });
    expect(exchange.answer?.bytes.toString()).toContain('ECDHE-RSA-AES256-SHA384');
  });

  test('hears the exact alert of a terminal that refuses it', async () => {
    const pki = await TestPki.create();
    await using server = await sServer(pki, pki.server(FQDN, { notAfter: hoursAgo(1) }));
    const exchange = await ask(pki, server.port);
    expect(exchange).toMatchObject({ alertSent: 'certificate_expired', serverCheck: { code: 'expired' } });
    expect(await server.line(/alert/)).toContain('SSL alert number 45');
  });
});

const ask = (pki: TestPki, port: number) =>
  new Terminal({
    identity: pki.terminal(),
    gap: { fqdn: FQDN, address: '127.0.0.1', port },
    trust: [pki.igcSanteRoot.certificate],
    clock: systemClock,
    random: systemRandom,
  }).exchange({ probe: { mode: 'http', method: 'GET', path: '/' } });

interface OpensslServer extends AsyncDisposable {
  readonly port: number;
  /** The first line of either stream that matches. */
  line(pattern: RegExp): Promise<string>;
}

async function sServer(
  pki: TestPki,
  { chain: [leaf, ...others], keys }: ServerCredential,
): Promise<OpensslServer> {
  const directory = await mkdtemp(join(tmpdir(), 'sim-tpe-'));
  const files = {
    'trust.pem': pki.ingeTrustRoot.certificate.pem,
    'key.pem': keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'cert.pem': leaf!.pem,
    'chain.pem': others.map(({ pem }) => pem).join(''),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const certificates = [
    '-cert',
    'cert.pem',
    '-key',
    'key.pem',
    '-cert_chain',
    'chain.pem',
    '-CAfile',
    'trust.pem',
  ];
  const rules = ['-Verify', '3', '-verify_return_error', '-tls1_2', '-cipher', 'ECDHE-RSA-AES256-SHA384'];
  const options = ['s_server', '-accept', '127.0.0.1:0', '-www', ...certificates, ...rules];
  const server = spawn('openssl', options, { cwd: directory });
  const lines: string[] = [];
  const more = new EventEmitter();
  for (const stream of [server.stdout, server.stderr]) {
    createInterface(stream).on('line', (text) => {
      lines.push(text);
      more.emit('line');
    });
  }
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = lines.find((text) => pattern.test(text));
      if (found !== undefined) return found;
      await once(more, 'line');
    }
  };
  const port = Number(/:(\d+)$/.exec(await line(/^ACCEPT .*:\d+$/))?.[1]);
  return {
    port,
    line,
    async [Symbol.asyncDispose]() {
      server.kill();
      await once(server, 'close');
      await rm(directory, { recursive: true });
    },
  };
}
