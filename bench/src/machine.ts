import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { BenchmarkResults } from './results.ts';

export function describeMachine(): BenchmarkResults['machine'] {
  return {
    processor: cpus()[0]!.model.trim(),
    cores: availableParallelism(),
    loadAverage: loadavg()[0]!,
  };
}

export function describeVersions(): BenchmarkResults['versions'] {
  const nginx = spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr;
  return {
    node: process.versions.node,
    nodeOpenssl: process.versions.openssl,
    openssl: execFileSync('openssl', ['version'], { encoding: 'utf8' }).split(' ')[1]!,
    nginx: nginx.trim().replace(/^.*nginx\//, ''),
  };
}

/** What this machine's processor is worth for the operation that dominates a handshake: `openssl speed rsa2048`. */
export function rsaSignaturesPerSecond(bits: 2048 | 4096): number {
  const output = execFileSync('openssl', ['speed', '-mr', '-seconds', '3', `rsa${bits}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const rate = Number(output.match(new RegExp(`^\\+F2:\\d+:${bits}:([\\d.]+)`, 'm'))?.[1]);
  if (!(rate > 0)) throw new Error(`openssl speed said nothing of RSA:\n${output}`);
  return rate;
}
