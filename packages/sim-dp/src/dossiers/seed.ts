import { readFileSync } from 'node:fs';
import { parseConfig } from '@banc-gap/simkit';
import { z } from 'zod';
import { insFault } from '../ins.ts';
import { type KeptDossier, keptDossier } from './schemas.ts';

const seededDossier = keptDossier.superRefine(({ ins, oid }, context) => {
  const fault = insFault(ins, oid);
  if (fault !== undefined) {
    context.addIssue({ code: 'custom', path: ['ins'], message: `an INS for tests (this one: ${fault})` });
  }
});
const seed = z.strictObject({ dossiers: z.array(seededDossier) });

/** The dossiers that a new DP has unless others are given. */
const DEFAULT_SEED = new URL('../../seed/dossiers.yaml', import.meta.url);

/** @throws BancError SIMKIT_CONFIG_INVALID naming each line that is wrong */
export const readSeed = (text: string, fileName: string): readonly KeptDossier[] =>
  parseConfig(seed, text, fileName).dossiers;

export const defaultSeed = (): readonly KeptDossier[] =>
  readSeed(readFileSync(DEFAULT_SEED, 'utf8'), 'dossiers.yaml');
