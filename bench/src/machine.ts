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

/** What this machine's processor is worth for the operations that dominate: `openssl speed`. */
export function opensslSpeed(): BenchmarkResults['speed'] {
  const algorithms = ['rsa2048', 'rsa4096', 'ecdhp256'];
  const output = execFileSync('openssl', ['speed', '-mr', '-seconds', '2', ...algorithms], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  /** Of the line that begins so: what `openssl speed` writes for other programs. */
  const numbers = (start: RegExp): number[] => {
    const line = output.split('\n').find((candidate) => start.test(candidate)) ?? '';
    return line.split(':').map(Number);
  };
  const [, , , rsa2048Sign, rsa2048Verify] = numbers(/^\+F2:\d+:2048:/);
  const [, , , rsa4096Sign] = numbers(/^\+F2:\d+:4096:/);
  const [, , , ecdhP256] = numbers(/^\+F5:\d+:256:/);
  const speed = { rsa2048Sign, rsa2048Verify, rsa4096Sign, ecdhP256 };
  for (const [name, rate] of Object.entries(speed)) {
    if (!(rate! > 0)) throw new Error(`openssl speed said nothing of ${name}:\n${output}`);
  }
  return speed as BenchmarkResults['speed'];
}
