import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { docker } from './engine.ts';

export const KUBERNETES = new URL('../../../load/kubernetes/', import.meta.url);

/** A job that the k6 operator made of a manifest: load/kubernetes/operator. */
export interface Job {
  readonly name: string;
  readonly image: string;
  readonly command: readonly [string, ...string[]];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
}

export interface ManifestJobs {
  readonly file: string;
  readonly sha256: string;
  readonly initializer: Job;
  readonly runners: readonly Job[];
}

export function operatorJobs(): readonly ManifestJobs[] {
  return JSON.parse(readFileSync(new URL('jobs.json', KUBERNETES), 'utf8')) as readonly ManifestJobs[];
}

export interface Place {
  /** Stands for the one volume that a job mounts. */
  readonly volume: string;
  /** A name that leads to the machine of the test. */
  readonly host: string;
  /** In place of what the manifest says. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a job as a cluster would, as a container; its id. */
export function startJob({ image, command, env, volumeMounts }: Job, place: Place): string {
  const environment = {
    ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
    ...place.environment,
  };
  const [program, ...args] = command;
  return told(
    ...['run', '--detach', '--add-host', `${place.host}:host-gateway`],
    ...volumeMounts.flatMap(({ mountPath }) => ['--volume', `${place.volume}:${mountPath}:ro`]),
    ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...['--entrypoint', program, image, ...args],
  );
}

/** Lets a runner begin, which waits until all of them are there: what the operator's starter does. */
export async function letBegin(container: string): Promise<void> {
  const address = told('inspect', '--format', '{{.NetworkSettings.IPAddress}}', container);
  const body = JSON.stringify({
    data: { attributes: { paused: false, stopped: false }, id: 'default', type: 'status' },
  });
  const headers = { 'content-type': 'application/json' };
  const status = `http://${address}:6565/v1/status`;
  // As its readiness probe: there is no event that crosses the wall of the container.
  while (!(await fetch(status).catch(() => undefined))?.ok) {
    if (told('inspect', '--format', '{{.State.Running}}', container) !== 'true') return;
    await setTimeout(200);
  }
  await fetch(status, { method: 'PATCH', headers, body });
}

/** How it ended, and what it said; the container is gone afterwards. */
export async function ended(container: string): Promise<{ readonly code: number; readonly output: string }> {
  // Not as the others: the GAP that it is aimed at may be in this process.
  const code = Number((await promisify(execFile)('docker', ['wait', container])).stdout);
  const { stdout, stderr } = docker('logs', container);
  docker('rm', container);
  return { code, output: stdout + stderr };
}

function told(...args: readonly string[]): string {
  const { status, stdout, stderr } = docker(...args);
  if (status !== 0) throw new Error(`docker ${args[0]} failed: ${stderr}`);
  return stdout.trim();
}
