import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BaseImage, importBaseImage } from './base-image.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
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
  await provide('node:24-bookworm-slim');
  build('--tag', IMAGE);
}

/** Builds a target of load/Dockerfile; `load` is on top of the image of the bench, which is there by then. */
export async function buildLoadImage(target: 'k6' | 'load', tag: string): Promise<void> {
  await provide('golang:1.26-bookworm');
  await provide('debian:bookworm-slim');
  build('--file', join(REPOSITORY, 'load/Dockerfile'), '--target', target, '--tag', tag);
}

async function provide(image: BaseImage): Promise<void> {
  if (docker('image', 'inspect', image).status !== 0) await importBaseImage(image);
}

function build(...options: readonly string[]): void {
  const { status, stdout, stderr } = docker('build', ...options, REPOSITORY);
  if (status !== 0) throw new Error(`docker build failed:\n${stdout}${stderr}`);
}

export function docker(...args: readonly string[]) {
  return spawnSync('docker', args, { encoding: 'utf8' });
}
