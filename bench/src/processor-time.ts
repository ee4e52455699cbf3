import { readFileSync } from 'node:fs';

/** Ticks of a second in /proc/<pid>/stat, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process, all its threads and all its children that live, in seconds: user and system. */
export function processorSeconds(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + processorSeconds(child), ownSeconds(pid));
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

function ownSeconds(pid: number): number {
  const [user, system] = statFields(pid).slice(11, 13);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

/** Processor time of the children of this process that have ended, in seconds. */
export function endedChildrenSeconds(): number {
  const [user, system] = statFields(process.pid).slice(13, 15);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

/** The fields from the third on, `state`: the second is a name that may have anything in it. */
function statFields(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** The most memory that the process has had so far, in octets; undefined if it has ended. */
export function peakMemory(pid: number): number | undefined {
  try {
    const [, kibibytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB$/m) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Of the files that a process has mapped, its program above all: octets that are resident. */
export function programMemory(pid: number): number {
  const [, kibibytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^RssFile:\s+(\d+) kB$/m) ?? [];
  return Number(kibibytes) * 1024;
}
