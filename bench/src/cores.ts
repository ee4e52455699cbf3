import type { ForkOptions } from 'node:child_process';

/** By their numbers, as `taskset` (util-linux) takes them: `0,1`. */
export type Cores = string;

/** For `fork`: a process, with all that it starts, on these cores alone; absent: on any. */
export function onCores(cores: Cores | undefined): ForkOptions {
  const conditions = '--conditions=source';
  return cores === undefined
    ? { execArgv: [conditions] }
    : { execPath: 'taskset', execArgv: ['--cpu-list', cores, process.execPath, conditions] };
}
