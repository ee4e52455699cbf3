import type { RunConfig } from '../config/schema.ts';
import type { Language } from '../text.ts';
import type { Drive } from './actions.ts';
import { commandDrive } from './command-drive.ts';
import { httpDrive } from './http-drive.ts';
import { type DriveTerminal, manualDrive } from './manual-drive.ts';

/** Within this time a program acts, or a person, in milliseconds. */
const PATIENCE = { program: 30_000, person: 600_000 } as const;

/** The drive that the configuration describes; undefined where it has none. */
export function openDrive(
  { drive }: Pick<RunConfig, 'drive'>,
  terminal: DriveTerminal,
  language: Language,
): Drive | undefined {
  const { mode, url, command, timeoutMs = PATIENCE[mode === 'manual' ? 'person' : 'program'] } = drive;
  switch (mode) {
    case 'none':
      return undefined;
    case 'manual':
      return manualDrive(terminal, language, timeoutMs);
    // The schema sees to it that there is one.
    case 'http':
      return httpDrive(url!, timeoutMs);
    case 'command':
      return commandDrive(command!, timeoutMs);
  }
}
