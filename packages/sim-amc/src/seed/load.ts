import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '@banc-gap/simkit';
import { amcErrors } from '../errors.ts';
import { type RocSeed, rocSeed } from './schema.ts';

/** What the bench comes with. */
const SEED_FILE = fileURLToPath(new URL('../../seed/roc.yaml', import.meta.url));

/**
 * Reads who is insured.
 *
 * @throws BancError AMC_SEED_UNREADABLE, SIMKIT_CONFIG_INVALID naming lines and keys
 */
export function loadRocSeed(file: string = SEED_FILE): RocSeed {
  return parseConfig(rocSeed, textOf(file), file);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw amcErrors.error('AMC_SEED_UNREADABLE', { file, reason: (cause as Error).message }, { cause });
  }
}
