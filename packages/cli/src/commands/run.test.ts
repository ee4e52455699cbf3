import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@banc-gap/conformance';
import { type TemporaryAuthorities, temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGap } from '../reference-gap.ts';
import { invoke } from '../testing/invoke.ts';

const fqdn = 'gap.ch-test.fr';

let bench: TemporaryAuthorities;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banc-run-'));
  bench = await temporaryAuthorities();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

function runAgainst(gap: string, ...options: string[]) {
  const config = join(directory, 'banc.yaml');
  writeFileSync(config, gap);
  const out = join(directory, 'reports');
  return invoke(['run', '--config', config, '--out', out, '--state', bench.directory, ...options]);
}

const at = (port: number) =>
  `gap: { diapasonServer: { address: 127.0.0.1, port: ${port}, fqdn: ${fqdn} } }\n`;

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('banc run', () => {
  it('against a right GAP ends with 0 and leaves the three reports', async () => {
    await using gap = await startGap(bench.authorities, { fqdn, stack: 'node' });
    const { exitCode, stdout, stderr } = await runAgainst(at(gap.port), 'diapason-tpe/validity', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { cases, summary } = JSON.parse(stdout) as Report;
    expect(cases.map(({ id }) => id)).toContain('diapason-tpe/validity/leaf-expired');
    expect(summary).toMatchObject({ pass: cases.length, fail: 0 });
    for (const file of ['report.json', 'junit.xml', 'report.html']) {
      expect(existsSync(join(directory, 'reports', file))).toBe(true);
    }
  });

  it('against a GAP with a planted defect ends with 1, names the case, and differs from the baseline', async () => {
    const baseline = join(directory, 'baseline.json');
    {
      await using gap = await startGap(bench.authorities, { fqdn, stack: 'node' });
      await runAgainst(at(gap.port), 'diapason-tpe/validity', '--json');
      writeFileSync(baseline, readFileSync(join(directory, 'reports', 'report.json')));
    }
    await using gap = await startGap(bench.authorities, {
      fqdn,
      stack: 'node',
      defects: ['ignores-leaf-expiry'],
    });
    const failed = await runAgainst(at(gap.port), 'diapason-tpe/validity', '--baseline', baseline);
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain('diapason-tpe/validity/leaf-expired');
    expect(failed.stderr).toContain('diapason-tpe/validity/leaf-expired');
  });

  const unusable: Record<string, () => Server> = {
    'that is down': () => createServer(),
    'that answers plain HTTP': () => createHttpServer((_, response) => response.end('hello')),
    'that resets': () => createServer((socket) => socket.resetAndDestroy()),
    'that closes at once': () => createServer((socket) => socket.end()),
    'that hangs': () => createServer(() => {}),
  };
  it.each(Object.entries(unusable))(
    'against a GAP %s says untestable, never pass, and ends with 1',
    async (name, create) => {
      const server = create();
      const port = await listening(server);
      if (name === 'that is down') server.close();
      const { exitCode, stdout, stderr } = await runAgainst(at(port), 'diapason-tpe', '--json');
      if (name !== 'that is down') server.close();
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
      const { cases, durationMs } = JSON.parse(stdout) as Report;
      expect(cases.filter(({ verdict }) => verdict !== 'untestable')).toEqual([]);
      expect(cases.every(({ actual }) => actual.length > 10 && !actual.includes('    at '))).toBe(true);
      expect(durationMs).toBeLessThan(20_000);
    },
  );

  describe('certificates', () => {
    const kit = () => join(directory, 'kit');
    const files = (fqdn: string) => `
gap: { diapasonServer: { address: 192.0.2.1, fqdn: ${fqdn} } }
certificates:
  - { file: kit/diapason-tpe-server/bundle.p12, use: diapason-tpe-server, password: ${bench.authorities.kitPassword} }
  - { file: kit/diapason-psp-client/cert.pem, use: diapason-psp-client,
      key: kit/diapason-psp-client/key.pem, chain: kit/diapason-psp-client/chain.pem }
`;
    beforeAll(async () => {
      const made = await invoke(['kit', '--out', kit(), '--state', bench.directory]);
      expect(made.exitCode).toBe(0);
    });

    it('judges the files beside banc.yaml, and connects to nobody', async () => {
      const { exitCode, stdout, stderr } = await runAgainst(files(fqdn), 'certificates', '--json');
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const { cases } = JSON.parse(stdout) as Report;
      const verdicts = new Map(cases.map(({ id, verdict }) => [id, verdict]));
      expect(new Set(verdicts.values())).toEqual(new Set(['pass', 'skip']));
      expect(verdicts.get('certificates/chain/verifies')).toBe('pass');
      expect(verdicts.get('certificates/type/roc-sign')).toBe('skip');
    });

    it('has nothing against the files of a kit, named as its README does', async () => {
      const readme = readFileSync(join(kit(), 'README.md'), 'utf8');
      const yaml = /```yaml\n(.*?)```/s.exec(readme)![1]!;
      const { exitCode, stdout, stderr } = await runAgainst(yaml, 'certificates', '--json');
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const others = (JSON.parse(stdout) as Report).cases.filter(({ verdict }) => verdict !== 'pass');
      // They are PEM files with keys of their own: what is asked of a PKCS#12 does not concern them.
      expect(others.map(({ id, verdict }) => `${verdict} ${id}`)).toEqual([
        'skip certificates/file/key-present',
        'skip certificates/file/password',
        'skip certificates/chain/acr-present',
      ]);
    });

    it('ends with 1 where a file is wrong, and names it', async () => {
      const { exitCode, stdout } = await runAgainst(files('autre.ch-test.fr'), 'certificates', '--json');
      expect(exitCode).toBe(1);
      const wrong = (JSON.parse(stdout) as Report).cases.filter(({ verdict }) => verdict === 'fail');
      expect(wrong.map(({ id }) => id)).toEqual(['certificates/name/server-configured']);
      expect(wrong[0]?.actual).toContain('kit/diapason-tpe-server/bundle.p12 (diapason-tpe-server)');
    });

    it('ends with 3 where there is no such file', async () => {
      const missing = `${at(1)}certificates: [{ file: nowhere.p12, use: roc-amc-sign }]`;
      const refused = await runAgainst(missing, 'certificates');
      expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('nowhere.p12') });
    });
  });

  it('ends with 2 and runs nothing where something else has the port of a peer, and says what to do', async () => {
    const server = createServer();
    const port = await listening(server);
    const drive = 'drive: { mode: command, command: exit 0 }\n';
    const taken = await runAgainst(`${at(1)}${drive}peers: { psp: { port: ${port} } }`);
    server.close();
    expect({ exitCode: taken.exitCode, stdout: taken.stdout }).toEqual({
      exitCode: 2,
      stdout: expect.not.stringContaining('diapason-tpe/'),
    });
    expect(taken.stderr).toContain(`peers.psp: the port 127.0.0.1:${port} is taken`);
    expect(taken.stderr).toContain('banc up');
  });

  it.each<[string, string, string[]]>([
    [
      'a public target',
      'gap: { diapasonServer: { address: 192.0.2.1, port: 443, fqdn: gap.ch-test.fr } }',
      ['SIMKIT_TARGET_PUBLIC'],
    ],
    [
      'a drive at a public address',
      `${at(1)}drive: { mode: http, url: 'http://192.0.2.1/gap' }`,
      ['SIMKIT_TARGET_PUBLIC', '192.0.2.1'],
    ],
    [
      'a name of the real services',
      'gap: { diapasonServer: { address: 192.0.2.1, fqdn: pfc.eservices.esante.gouv.fr } }\nallowPublic: true',
      ['SIMKIT_TARGET_PROTECTED'],
    ],
    ['an unknown key', `${at(1)}proxy: yes`, ['SIMKIT_CONFIG_INVALID', 'proxy']],
    [
      'a value of the wrong kind',
      'gap: { diapasonServer: { fqdn: gap.ch-test.fr, port: http } }',
      ['gap.diapasonServer.port', 'number'],
    ],
    ['text that is no YAML', 'gap: { diapasonServer', ['SIMKIT_CONFIG_INVALID']],
  ])('refuses %s with 3 and runs nothing', async (_, config, words) => {
    rmSync(join(directory, 'reports'), { recursive: true, force: true });
    const refused = await runAgainst(config);
    expect({ exitCode: refused.exitCode, stdout: refused.stdout }).toEqual({ exitCode: 3, stdout: '' });
    for (const word of words) expect(refused.stderr).toContain(word);
    expect(existsSync(join(directory, 'reports'))).toBe(false);
  });
});
