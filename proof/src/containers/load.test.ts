import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoke } from '@banc-gap/cli/testing';
import { DEFAULT_FQDN } from '@banc-gap/mock-igc-sante';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { startCountingGap } from '../load/counting-gap.ts';
import { buildImage, buildLoadImage, containerEngine, docker } from './engine.ts';
import { ended, KUBERNETES, letBegin, operatorJobs, type Place, startJob } from './operator-jobs.ts';

const FILE = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));
const PROJECT = 'banc-proof-load';
const K6 = 'banc-gap/k6:latest';

/** Go compiles in the container what it has not compiled before on this machine: some minutes, if that is all of k6. */
const BUILD_MS = 900_000;
const RUN_MS = 300_000;

const canRun = containerEngine() && foreignTool('docker-compose') && foreignTool('go');

describe.skipIf(!canRun)('the images of the load generator', () => {
  let folder: string;
  beforeAll(async () => {
    await buildImage();
    await buildLoadImage('k6', K6);
    await buildLoadImage('load', 'banc-gap/load:latest');
    folder = mkdtempSync(join(tmpdir(), 'banc-load-images-'));
    chmodSync(folder, 0o755);
  }, BUILD_MS);
  afterAll(() => {
    compose({}, 'down', '--volumes');
    rmSync(folder, { recursive: true });
  });

  it('have k6 with the extension, for a user without rights', () => {
    expect(docker('run', '--rm', K6, 'version').stdout).toMatch(/^k6 v2\..*k6\/x\/mtls/s);
    const { stdout } = docker('run', '--rm', '--entrypoint', 'cat', K6, '/proc/self/status');
    expect(stdout).toMatch(/^Uid:\t12345\t12345\t12345\t12345$/m);
  });

  it.each([
    ['', 0, /20 completed, .*; 0 failed/],
    // This GAP is on node:tls, which sends no alert.
    ['--revoked', 99, /1 × closed/],
  ])(
    'docker-compose --profile load run load, with options %j',
    { timeout: RUN_MS },
    (options, code, says) => {
      const LOAD_OPTIONS = `--profile each --terminals 20 ${options}`;
      const run = compose({ LOAD_OPTIONS }, '--profile', 'load', 'run', '-T', '--rm', 'load');
      expect(run.stdout, run.stderr).toMatch(says);
      expect(run.status).toBe(code);
    },
  );

  describe.each(operatorJobs())('the jobs that the k6 operator makes of $file', (manifest) => {
    const SIZE = 40;
    let place: Omit<Place, 'environment'>;
    beforeAll(async () => {
      const kit = join(folder, 'kit');
      const volume = mkdtempSync(join(folder, 'volume-'));
      place = { volume, host: DEFAULT_FQDN };
      const state = ['--state', join(folder, 'state')];
      const fleet = join(volume, 'fleet.jsonl');
      await invoke(['kit', '--out', kit, '--publication-port', '0', ...state]);
      await invoke(['fleet', '--out', fleet, '--size', String(SIZE), ...state]);
      cpSync(join(kit, 'trust/igc-sante.pem'), join(volume, 'trust.pem'));
      // The user of the image is not the one of this test.
      chmodSync(volume, 0o755);
      chmodSync(fleet, 0o644);
    }, RUN_MS);

    it('are of that file as it is now', () => {
      // Else they have to be made again; load/kubernetes/operator says how.
      const content = readFileSync(new URL(manifest.file, KUBERNETES));
      expect(manifest.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    });

    it('run, and connect the whole fleet, no terminal twice', { timeout: RUN_MS }, async () => {
      await using gap = await startCountingGap(join(folder, 'kit'), '0.0.0.0');
      const environment = {
        BANC_TARGET: `${DEFAULT_FQDN}:${gap.port}`,
        BANC_SLOWEST: '60000',
        // Each terminal once, or until the end: what can be counted.
        ...(manifest.file === 'handshake.yaml' ? { BANC_PROFILE: 'each' } : { BANC_DURATION: '10s' }),
      };
      const initializer = await ended(startJob(manifest.initializer, { ...place, environment }));
      expect(initializer, initializer.output).toMatchObject({ code: 0 });
      expect(JSON.parse(initializer.output)).toMatchObject({ maxVUs: expect.any(Number) });

      const runners = manifest.runners.map((job) => startJob(job, { ...place, environment }));
      await Promise.all(runners.map(letBegin));
      for (const runner of runners) {
        const { code, output } = await ended(runner);
        expect(code, output).toBe(0);
      }
      expect(gap.visitors).toHaveLength(SIZE);
      expect(new Set(gap.visitors).size).toBe(SIZE);
    });
  });
});

function compose(environment: NodeJS.ProcessEnv, ...args: readonly string[]) {
  return spawnSync('docker-compose', ['--project-name', PROJECT, '--file', FILE, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
}
