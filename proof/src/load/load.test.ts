import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoke } from '@banc-gap/cli/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { startNginx } from '../stacks/nginx.ts';
import { type CountingGap, startCountingGap } from './counting-gap.ts';
import { runSegments } from './segments.ts';

/** Building k6 from nothing takes some minutes of a processor. */
const BUILD_MS = 15 * 60_000;
const RUN_MS = 60_000;
/** A bound that a busy machine keeps, too: what is proven is that scripts run, not how fast. */
const env = { ...process.env, BANC_SLOWEST: '20000' };

interface Result {
  readonly completed: number;
  readonly failed: number;
  readonly failures: readonly object[];
  readonly slices: readonly { readonly completed: number }[];
  readonly further: Readonly<Record<string, number>>;
  readonly generator: { readonly processorSeconds: number };
}

describe.skipIf(!foreignTool('go'))('banc load', () => {
  let folder: string;
  let state: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'banc-load-test-'));
    state = join(folder, 'state');
    const { exitCode, stderr } = await invoke([
      'kit',
      '--out',
      join(folder, 'kit'),
      '--state',
      state,
      '--publication-port',
      '0',
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    // The first run builds k6.
    await load('handshake', '--duration', '1s', '--rate', '5', '--terminals', '2');
  }, BUILD_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  async function load(...argv: readonly string[]) {
    const [json, html] = [join(folder, 'result.json'), join(folder, 'result.html')];
    rmSync(json, { force: true });
    const { exitCode, stdout, stderr } = await invoke(['load', ...argv, '--json', json, '--html', html], {
      env,
    });
    const read = (file: string) => readFileSync(file, 'utf8');
    return { exitCode, stdout, stderr, result: JSON.parse(read(json)) as Result, page: read(html) };
  }

  test.each(['node', 'tls12'])(
    'handshakes with the reference GAP on %s, as many as were asked for',
    async (stack) => {
      const run = await load(
        'handshake',
        '--stack',
        stack,
        '--duration',
        '3s',
        '--rate',
        '10',
        '--terminals',
        '10',
      );
      expect(run).toMatchObject({ exitCode: 0, result: { failed: 0, failures: [] } });
      // At that rate the last one is about to begin when time is up.
      expect(run.result.completed).toBeGreaterThanOrEqual(28);
      expect(run.result.completed).toBeLessThanOrEqual(30);
      const inSlices = run.result.slices.reduce((sum, { completed }) => sum + completed, 0);
      expect(inSlices).toBe(run.result.completed);
      expect(run.result.generator.processorSeconds).toBeGreaterThan(0);
      expect(run.stdout).toContain(`${run.result.completed} completed`);
      expect(run.page).toContain('<svg');
      expect(run.page).not.toMatch(/(?:src|href)=/);
    },
    RUN_MS,
  );

  test(
    'terminals that are on the CRL are failures by alert 44, and exit code 99',
    async () => {
      const { exitCode, stdout, result } = await load(
        'handshake',
        '--revoked',
        '--duration',
        '2s',
        '--rate',
        '5',
      );
      expect({ exitCode, completed: result.completed, failures: result.failures }).toEqual({
        exitCode: 99,
        completed: 0,
        failures: [{ reason: 'certificate_revoked', alert: 44, count: result.failed }],
      });
      expect(result.failed).toBeGreaterThanOrEqual(8);
      expect(stdout).toContain('certificate_revoked (alert 44)');
      expect(stdout).toContain('CROSSED');
    },
    RUN_MS,
  );

  test.skipIf(!foreignTool('nginx'))(
    'handshakes with nginx that has the kit',
    async () => {
      const kit = join(folder, 'kit');
      await using nginx = await startNginx(
        readFileSync(join(kit, 'README.md'), 'utf8').match(/```nginx\n([\s\S]+?)```/)![1]!,
      );
      const target = ['--target', `127.0.0.1:${nginx.port}`, '--state', state];
      const run = await load('handshake', ...target, '--duration', '3s', '--rate', '10', '--terminals', '10');
      expect(run).toMatchObject({ exitCode: 0, result: { failed: 0, simulators: null } });
      expect(run.result.completed).toBeGreaterThanOrEqual(28);
    },
    RUN_MS,
  );

  test.each([
    ['terminals', ['--duration', '6s', '--rate', '5', '--terminals', '20']],
    ['mixed', ['--duration', '6s', '--rate', '5', '--terminals', '20']],
    ['signing', ['--duration', '4s', '--rate', '40', '--terminals', '1']],
    ['pfcng', ['--duration', '4s', '--rate', '10']],
    ['crl-scale', ['--duration', '4s', '--longest-crl', '10000', '--terminals', '2']],
  ])(
    '%s runs, and nothing fails',
    async (script, options) => {
      const { exitCode, result, stdout, stderr } = await load(script, ...options);
      expect({ exitCode, failed: result.failed }, stdout + stderr).toEqual({ exitCode: 0, failed: 0 });
      expect(result.completed).toBeGreaterThan(0);
      // Throughput of signing is what was verified.
      if (script === 'signing') expect(result.further['tokens verified']).toBe(result.completed);
    },
    RUN_MS,
  );

  test(
    'two segments are the whole fleet, and no terminal comes twice',
    async () => {
      const fleet = join(folder, 'fleet.jsonl');
      await invoke(['fleet', '--out', fleet, '--size', '60', '--state', state]);
      await using gap: CountingGap = await startCountingGap(join(folder, 'kit'));
      const shares = await runSegments({ gap, fleet, trust: join(folder, 'kit/trust/igc-sante.pem') });
      expect(shares).toEqual([30, 30]);
      expect(gap.visitors).toHaveLength(60);
      expect(new Set(gap.visitors).size).toBe(60);
    },
    RUN_MS,
  );

  test.each([
    [['load', 'frobnicate'], 'CLI_LOAD_SCRIPT_UNKNOWN'],
    [['load'], 'CLI_ARGUMENT_MISSING'],
    [['load', 'handshake', '--rate', 'many'], 'CLI_OPTION_INVALID'],
    [['load', 'handshake', '--stack', 'schannel'], 'CLI_OPTION_INVALID'],
    [['fleet'], 'CLI_ARGUMENT_MISSING'],
  ])('refuses banc %j', async (argv, code) => {
    const refused = await invoke(argv, { env });
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(code) });
  });
});
