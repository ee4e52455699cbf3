import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoke } from '@banc-gap/cli/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { type Nginx, startNginx } from '../stacks/nginx.ts';
import { type CountingGap, startCountingGap } from './counting-gap.ts';
import { startNginxDrive } from './nginx-drive.ts';
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
  readonly generator: { readonly processorSeconds: number; readonly dropped: number };
  readonly thresholds: readonly { readonly metric: string; readonly ok: boolean }[];
  readonly drift: Readonly<
    Record<'first' | 'last', { readonly completed: number; readonly p95: number }>
  > | null;
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

  const load = (...argv: readonly string[]) => loadWith({}, ...argv);

  async function loadWith(environment: NodeJS.ProcessEnv, ...argv: readonly string[]) {
    const [json, html] = [join(folder, 'result.json'), join(folder, 'result.html')];
    rmSync(json, { force: true });
    const { exitCode, stdout, stderr } = await invoke(['load', ...argv, '--json', json, '--html', html], {
      env: { ...env, ...environment },
    });
    const read = (file: string) => readFileSync(file, 'utf8');
    return { exitCode, stdout, stderr, result: JSON.parse(read(json)) as Result, page: read(html) };
  }

  test.each(['node', 'tls12'])(
    'handshakes with the reference GAP on %s, as many as were asked for',
    async (stack) => {
      const run = await load('handshake', '--stack', stack, '--profile', 'each', '--terminals', '25');
      expect(run).toMatchObject({ exitCode: 0, result: { completed: 25, failed: 0, failures: [] } });
      expect(run.result.generator.processorSeconds).toBeGreaterThan(0);
      expect(run.stdout).toContain('25 completed');
    },
    RUN_MS,
  );

  test(
    'handshakes at a rate, each in its part of the run, and drawn',
    async () => {
      const { exitCode, result, page } = await load('handshake', '--duration', '3s', '--rate', '10');
      expect({ exitCode, failed: result.failed }).toEqual({ exitCode: 0, failed: 0 });
      // How many, this machine decides; no more than were due.
      expect(result.completed).toBeGreaterThan(0);
      expect(result.completed + result.generator.dropped).toBeLessThanOrEqual(30);
      const inSlices = result.slices.reduce((sum, { completed }) => sum + completed, 0);
      expect(inSlices).toBe(result.completed);
      expect(page).toContain('<svg');
      expect(page).not.toMatch(/(?:src|href)=/);
    },
    RUN_MS,
  );

  test.each([
    ['stays as it was', '1000', { exitCode: 0, ok: true }],
    ['gets worse than is allowed', '0', { exitCode: 99, ok: false }],
  ])(
    'a soak compares its end with its beginning, which %s',
    async (_, drift, expected) => {
      const soak = ['handshake', '--profile', 'soak', '--duration', '5s', '--rate', '10'];
      const { exitCode, result, stdout, page } = await loadWith({ BANC_DRIFT: drift }, ...soak);
      const { ok } = result.thresholds.find(({ metric }) => metric === 'p95 of the last fifth')!;
      expect({ exitCode, ok }).toEqual(expected);
      const { first, last } = result.drift!;
      for (const fifth of [first, last]) expect(fifth).toMatchObject({ failed: 0 });
      expect(first.completed + last.completed).toBeLessThan(result.completed);
      expect(last.p95).toBeGreaterThan(0);
      for (const output of [stdout, page]) expect(output).toMatch(/drift +p95 [\d.]+ ms in the first fifth/);
    },
    RUN_MS,
  );

  test(
    'terminals that are on the CRL are failures by alert 44, and exit code 99',
    async () => {
      const { exitCode, stdout, result } = await load('handshake', '--revoked', '--profile', 'each');
      expect({ exitCode, completed: result.completed, failures: result.failures }).toEqual({
        exitCode: 99,
        completed: 0,
        failures: [{ reason: 'certificate_revoked', alert: 44, count: 1 }],
      });
      expect(stdout).toContain('certificate_revoked (alert 44)');
      expect(stdout).toContain('CROSSED');
    },
    RUN_MS,
  );

  describe.skipIf(!foreignTool('nginx'))('at nginx that has the kit', () => {
    let nginx: Nginx;
    let configuration: string;
    beforeAll(async () => {
      const readme = readFileSync(join(folder, 'kit/README.md'), 'utf8');
      configuration = readme.match(/```nginx\n([\s\S]+?)```/)![1]!;
      nginx = await startNginx(configuration);
    });
    afterAll(() => nginx[Symbol.asyncDispose]());
    const atNginx = (script: string, ...options: readonly string[]) =>
      load(script, '--target', `127.0.0.1:${nginx.port}`, '--state', state, ...options);

    test(
      'handshakes',
      async () => {
        const run = await atNginx('handshake', '--profile', 'each', '--terminals', '25');
        expect(run).toMatchObject({
          exitCode: 0,
          result: { completed: 25, failed: 0, simulators: null },
        });
      },
      RUN_MS,
    );

    test.each(['terminals', 'mixed'])(
      '%s that are silent stay connected',
      async (script) => {
        const { exitCode, result, stdout } = await atNginx(
          script,
          ...['--silent', '--duration', '6s', '--rate', '20', '--terminals', '20'],
        );
        expect({ exitCode, failed: result.failed }, stdout).toEqual({ exitCode: 0, failed: 0 });
        expect(result.further).toMatchObject({ 'connected to the end': 20, 'messages to the GAP': 0 });
        if (script === 'terminals') expect(result.completed).toBe(20);
        else expect(result.completed).toBeGreaterThan(20);
      },
      RUN_MS,
    );

    test(
      'handshakes while its CRL grows, each of which then costs more',
      async () => {
        const crl = configuration.match(/ssl_crl "(.+)";/)![1]!;
        const former = readFileSync(crl);
        await using drive = await startNginxDrive(nginx, crl);
        const growing = ['--duration', '6s', '--longest-crl', '100000', '--terminals', '2'];
        const { exitCode, result, stdout } = await atNginx('crl-scale', '--drive', drive.url, ...growing);
        writeFileSync(crl, former);
        await nginx.reload();
        expect({ exitCode, failed: result.failed }, stdout).toEqual({ exitCode: 0, failed: 0 });
        const p50 = (entries: number) => result.further[`p50, ${entries} entries`]!;
        expect(p50(1_000)).toBeGreaterThan(0);
        expect(p50(100_000)).toBeGreaterThan(p50(1_000));
      },
      RUN_MS,
    );
  });

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
      if (script === 'terminals') expect(result.further['connected to the end']).toBe(20);
      // Throughput of signing is what was verified.
      if (script === 'signing') expect(result.further['tokens verified']).toBe(result.completed);
    },
    RUN_MS,
  );

  test(
    'the script of docs/load.md runs',
    async () => {
      const docs = readFileSync(new URL('../../../docs/load.md', import.meta.url), 'utf8');
      const script = join(folder, 'my.ts');
      const example = docs.match(/```ts\n([\s\S]+?)```/)![1]!;
      writeFileSync(script, example.replace("'1m'", "'1s'").replace('p(95)<200', 'p(95)<20000'));
      const { exitCode, stdout } = await invoke(['load', script], { env });
      expect(exitCode, stdout).toBe(0);
      expect(stdout).toMatch(/✓ served/);
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
    [['load', 'signing', '--drive', 'http://127.0.0.1:1'], 'CLI_OPTION_INVALID'],
    [['load', 'crl-scale', '--target', '127.0.0.1:1'], 'CLI_LOAD_DRIVE_MISSING'],
    [
      ['load', 'signing', ...['--target', '127.0.0.1:1', '--drive', 'http://127.0.0.1:1']],
      'CLI_LOAD_CONTROL_UNREACHABLE',
    ],
    [['fleet'], 'CLI_ARGUMENT_MISSING'],
  ])('refuses banc %j', async (argv, code) => {
    const refused = await invoke(argv, { env });
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(code) });
  });
});
