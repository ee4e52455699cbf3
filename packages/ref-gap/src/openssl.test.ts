import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hoursAgo } from '@banc-gap/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type ReferenceGap, startReferenceGap } from './index.ts';
import { type TerminalCredential, Terminals } from './testing/terminals.ts';

describe.skipIf(!foreignTool('openssl'))('openssl s_client as a terminal', () => {
  let terminals: Terminals;
  let gap: ReferenceGap;

  beforeAll(async () => {
    terminals = await Terminals.create();
    const served = terminals.served('igc-sante-test/ssl-serveur', 'gap.ch-test.fr');
    gap = await startReferenceGap({ stack: 'node', material: { ...served, ...terminals.trusted } });
  });
  afterAll(() => gap.stop());

  test('verifies the GAP from the root alone, and is served', async () => {
    const output = await sClient(gap.port, terminals.present(), terminals.igcSante.trust);
    expect(output).toMatch(/^HTTP\/1\.1 200 OK/m);
    expect(output).toMatch(/ECDHE-RSA-AES256-SHA384/);
    expect(output).toMatch(/Verification: OK|Verify return code: 0 \(ok\)/);
  });

  test.each([
    ['revoked', { from: 'revoked' }],
    ['revoked issuing CA', { from: 'revoked-issuing-ca' }],
    ['expired', { leaf: { notAfter: hoursAgo(1) } }],
    ['no certificate', { present: 'nothing' }],
  ] as const)('is not served: %s', async (_name, defect) => {
    const output = await sClient(gap.port, terminals.present(defect), terminals.igcSante.trust);
    expect(output).toContain('CONNECTED');
    expect(output).not.toContain('HTTP/1.1');
  });
});

/** Both streams of s_client, which is given a request and waits for the end of the connection. */
async function sClient(port: number, { chain, keys }: TerminalCredential, trust: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ref-gap-'));
  const [leaf, ...others] = chain;
  const files = {
    'trust.pem': trust,
    'key.pem': keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'cert.pem': leaf?.pem ?? '',
    'chain.pem': others.map(({ pem }) => pem).join(''),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const identity = leaf ? ['-cert', 'cert.pem', '-key', 'key.pem', '-cert_chain', 'chain.pem'] : [];
  const options = [
    '-connect',
    `127.0.0.1:${port}`,
    '-tls1_2',
    '-ign_eof',
    '-CAfile',
    'trust.pem',
    ...identity,
  ];
  try {
    return await new Promise((resolve) => {
      const client = execFile(
        'openssl',
        ['s_client', ...options],
        { cwd: directory },
        (_error, stdout, stderr) => resolve(stdout + stderr),
      );
      client.stdin?.on('error', () => undefined); // it may be gone before it has read the request
      client.stdin?.end('GET / HTTP/1.1\r\nhost: gap.ch-test.fr\r\nconnection: close\r\n\r\n');
    });
  } finally {
    await rm(directory, { recursive: true });
  }
}
