import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';
import { type DirectoryContent, directorySchema } from './directory.ts';

/** What the bench comes with. */
const DIRECTORY_FILE = fileURLToPath(new URL('../../seed/annuaire.yaml', import.meta.url));

/**
 * Reads what the annuaire knows.
 *
 * @throws BancError AMC_SEED_UNREADABLE, SIMKIT_CONFIG_INVALID naming lines and keys
 */
export function readDirectory(file: string = DIRECTORY_FILE): DirectoryContent {
  return parseConfig(directorySchema, textOf(file), file);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw amcErrors.error('AMC_SEED_UNREADABLE', { file, reason: (cause as Error).message }, { cause });
  }
}
