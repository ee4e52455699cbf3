import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../../scripts/foreign-tool.ts';
import { buildImage, containerEngine } from './engine.ts';

const FILE = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));
/** A name of its own, so that a bench that somebody has up is left alone. */
const PROJECT = 'banc-proof';

function compose(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return spawnSync('docker-compose', ['--project-name', PROJECT, '--file', FILE, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
}

describe.skipIf(!containerEngine() || !foreignTool('docker-compose'))('docker-compose up', () => {
  beforeAll(buildImage, 600_000);
  afterEach(() => void compose(['down', '--volumes']));
  afterAll(() => void compose(['down', '--volumes']));

  const judge = (gapOptions: string) =>
    compose(['up', '--no-color', '--exit-code-from', 'conformance', 'conformance'], {
      GAP_OPTIONS: gapOptions,
    });

  it('ends with 0 where the GAP is right, having played every peer', { timeout: 300_000 }, () => {
    const { status, stdout } = judge('');
    expect(stdout).toMatch(/diapason-psp\/trust +✓+\n/);
    expect(stdout).not.toMatch(/✗|\d+ failed/);
    expect(status).toBe(0);
  });

  it('ends with 1 where it has a defect', { timeout: 300_000 }, () => {
    const { status, stdout } = judge('--defect ignores-leaf-expiry');
    expect(stdout).toMatch(/fail +diapason-tpe\/validity\/leaf-expired/);
    expect(status).toBe(1);
  });
});
