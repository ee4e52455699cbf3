import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Drive, type Language, openDrive, type RunConfig } from '@banc-gap/conformance';
import { BancError } from '@banc-gap/pki';
import { harmlessAddress } from '@banc-gap/simkit';
import type { CommandContext } from './command.ts';

/** How the configuration has the GAP act. A person is asked on the error output: the other may be a report. */
export function drivePort(
  config: RunConfig,
  language: Language,
  { stderr }: Pick<CommandContext, 'stderr'>,
): { readonly drive?: Drive } {
  const keep = (name: string, content: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'banc-drive-')), name);
    writeFileSync(file, content);
    return file;
  };
  const drive = openDrive(config, { input: process.stdin, output: stderr, keep }, language);
  return drive ? { drive } : {};
}

/**
 * Throws before anything runs where the drive is at a public address that nobody allowed. Where its name has no address, it
 * is the drive that will say so.
 */
export async function refusePublicDrive({ drive, allowPublic }: RunConfig): Promise<void> {
  if (drive.mode !== 'http' || drive.url === undefined) return;
  try {
    await harmlessAddress(new URL(drive.url), { allowPublic });
  } catch (error) {
    if (error instanceof BancError) throw error;
  }
}
