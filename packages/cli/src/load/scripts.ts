import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { cliErrors } from '../errors.ts';
import { LOAD_FOLDER } from './k6.ts';

/** What of the bench a script works with. */
export type Part = 'ref-gap' | 'psp' | 'amc' | 'pfcng' | 'long-crls';

export interface LoadScript {
  readonly name: string;
  readonly file: string;
  readonly needs: readonly Part[];
}

const NEEDS: Readonly<Record<string, readonly Part[]>> = {
  handshake: ['ref-gap'],
  terminals: ['psp', 'ref-gap'],
  signing: ['amc', 'ref-gap'],
  pfcng: ['pfcng'],
  'crl-scale': ['ref-gap', 'long-crls'],
  mixed: ['psp', 'ref-gap'],
};

export const SCRIPT_NAMES = Object.keys(NEEDS);

/** A script of `load/` by its name, or a file of one's own, which gets what `handshake` gets. */
export function findScript(name: string): LoadScript {
  const needs = NEEDS[name];
  if (needs) return { name, file: join(LOAD_FOLDER, `${name}.ts`), needs };
  const file = resolve(name);
  if (/\.[jt]s$/.test(name) && existsSync(file)) return { name: basename(name), file, needs: ['ref-gap'] };
  throw cliErrors.error('CLI_LOAD_SCRIPT_UNKNOWN', { script: name, known: SCRIPT_NAMES.join(', ') });
}
