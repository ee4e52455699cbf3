import { spawn } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import type { CommandContext } from '../command.ts';
import type { LoadBench } from './bench.ts';

/** k6's exit code where a threshold was crossed. */
const THRESHOLD_CROSSED = 99;

export interface LoadRun {
  readonly k6: string;
  readonly script: string;
  readonly bench: LoadBench;
  /** As k6 takes them: rate, duration and the like, by the names of docs/load.md. */
  readonly settings: Readonly<Record<string, string | undefined>>;
}

export interface LoadOutcome {
  readonly code: number;
  readonly thresholdCrossed: boolean;
  /** Processors that this process, with the reference GAP and the simulators, kept busy. */
  readonly simulators: number;
  /** For which part of the time, 0 to 1, its JavaScript had something to do: that is on one processor at most. */
  readonly eventLoop: number;
  /** The same as `simulators` for all that runs on this machine. */
  readonly machine: number;
}

/** Runs k6 on a script until it ends or the person asks to stop; what it says goes where the command writes. */
export async function runK6(
  { k6, script, bench, settings }: LoadRun,
  context: CommandContext,
): Promise<LoadOutcome> {
  const wanted = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const variables = Object.entries({ ...bench.environment, ...wanted }).map(([name, value]) => [
    `BANC_${name}`,
    value,
  ]);
  const started = performance.now();
  const before = process.cpuUsage();
  const loopBefore = performance.eventLoopUtilization();
  const idleBefore = idleMilliseconds();
  const child = spawn(k6, ['run', '--quiet', '--no-color', '--address', '', script], {
    env: { ...context.env, K6_NO_USAGE_REPORT: 'true', ...Object.fromEntries(variables) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(context.stdout, { end: false });
  child.stderr.pipe(context.stderr, { end: false });
  void context.stopRequested.then(() => child.kill('SIGINT'));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 2));
  });
  const { user, system } = process.cpuUsage(before);
  const elapsed = performance.now() - started;
  return {
    code,
    thresholdCrossed: code === THRESHOLD_CROSSED,
    simulators: (user + system) / 1e3 / elapsed,
    eventLoop: performance.eventLoopUtilization(loopBefore).utilization,
    machine: cpus().length - (idleMilliseconds() - idleBefore) / elapsed,
  };
}

/** Of all processors together. */
const idleMilliseconds = () => cpus().reduce((sum, { times }) => sum + times.idle, 0);

/** Whether a figure says more of the bench than of the GAP. */
export type Limit = 'generator' | 'simulators' | 'machine';

/** As good as busy: what is left goes to waiting for each other. */
const BUSY = 0.9;

export interface Busy {
  /** Processors that it kept busy. */
  readonly generator: number;
  readonly machine: number;
  /** Of the reference GAP and the simulators, a part of the time. */
  readonly eventLoop: number;
}

/** What was busy all the time, if anything was. */
export function limitOf(
  { generator, machine, eventLoop }: Busy,
  processors = availableParallelism(),
): Limit | undefined {
  if (generator >= BUSY * processors) return 'generator';
  if (machine >= BUSY * processors) return 'machine';
  return eventLoop >= BUSY ? 'simulators' : undefined;
}
