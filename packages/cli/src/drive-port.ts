import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Drive, type Language, openDrive, type RunConfig } from '@banc-gap/conformance';
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
