import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { importBaseImage } from './base-image.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
/** As the Dockerfile names it. */
const BASE_IMAGE = 'node:24-bookworm-slim';
export const IMAGE = 'banc-gap:latest';

/** Whether an engine answers. With BANC_REQUIRE_ALL=1, which continuous integration sets, its absence is a failure. */
export function containerEngine(): boolean {
  if (docker('version').status === 0) return true;
  if (process.env['BANC_REQUIRE_ALL'] === '1') {
    throw new Error('no container engine answers, and BANC_REQUIRE_ALL=1 forbids to skip what needs it');
  }
  process.stderr.write('skipped: what needs a container engine; none answers\n');
  return false;
}

/** Its reaper would be one more image to pull, and these tests stop what they start. */
process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';

/** Builds the image from this clone, on a base image that is pulled only where there is one to pull. */
export async function buildImage(): Promise<void> {
  if (docker('image', 'inspect', BASE_IMAGE).status !== 0) await importBaseImage(BASE_IMAGE);
  const built = docker('build', '--tag', IMAGE, REPOSITORY);
  if (built.status !== 0) throw new Error(`docker build failed:\n${built.stdout}${built.stderr}`);
}

function docker(...args: readonly string[]) {
  return spawnSync('docker', args, { encoding: 'utf8' });
}
