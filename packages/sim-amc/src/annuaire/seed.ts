import { readFileSync } from 'node:fs';
import { parseConfig } from '@banc-gap/simkit';
import { type DirectoryContent, directorySchema } from './directory.ts';

const SEED = new URL('../../seed/annuaire.yaml', import.meta.url);

/**
 * The directory in a file; default: that of the bench.
 *
 * @throws BancError SIMKIT_CONFIG_INVALID, with each line that is wrong
 */
export function readDirectory(file: string | URL = SEED): DirectoryContent {
  const name = file instanceof URL ? 'annuaire.yaml' : file;
  return parseConfig(directorySchema, readFileSync(file, 'utf8'), name);
}
