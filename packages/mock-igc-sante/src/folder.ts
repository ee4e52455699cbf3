import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The names in a folder; undefined where there is no such folder. */
export function namesIn(directory: string): string[] | undefined {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Does what needs the file system; if that refuses, throws the error that `named` makes of its reason. */
export async function orSayWhy<Result>(
  work: () => Result | Promise<Result>,
  named: (reason: string, cause: unknown) => Error,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const { syscall, message } = cause as NodeJS.ErrnoException;
    throw syscall === undefined ? cause : named(message, cause);
  }
}

/**
 * Makes a folder (0700) beside the place it is for, so that `place` can put it there by one renaming: a crash leaves
 * nothing half-written in that place.
 */
export async function buildBeside(
  directory: string,
  fill: (building: string) => void | Promise<void>,
  place: (building: string) => void,
): Promise<void> {
  mkdirSync(dirname(directory), { recursive: true });
  removeAbandoned(directory);
  const building = mkdtempSync(`${directory}${BUILDING}${process.pid}-`);
  try {
    await fill(building);
    place(building);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

const BUILDING = '.building-';

/** Folders of processes that died while building hold private keys, and nobody will ever use them. */
function removeAbandoned(directory: string): void {
  const parent = dirname(directory);
  const start = `${basename(directory)}${BUILDING}`;
  for (const name of namesIn(parent) ?? []) {
    const builder = name.startsWith(start) && /^(\d+)-\w{6}(-former)?$/.exec(name.slice(start.length));
    if (builder && !isAlive(Number(builder[1]))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
