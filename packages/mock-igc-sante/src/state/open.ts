import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStore } from '@banc-gap/simkit';
import { igcErrors } from '../errors.ts';
import { namesIn } from '../folder.ts';
import { INITIAL_AUTHORITY_IDS } from '../hierarchy.ts';
import { AuthorityRegister } from './authority-register.ts';
import { STORE_FILE } from './create.ts';
import { KeyFiles } from './key-files.ts';
import { Ledger } from './ledger.ts';
import { type Publication, parsePublication } from './publication-settings.ts';
import { STATE_STORE } from './schema.ts';

/** A state folder, opened and found whole. */
export interface State {
  /** Absolute. */
  readonly directory: string;
  readonly ledger: Ledger;
  readonly keys: KeyFiles;
  readonly authorities: AuthorityRegister;
  readonly publication: Publication;
  /** Protects the PKCS#12 files of every kit of this state. */
  readonly kitPassword: string;
}

/** Whether a state could be created here: nothing that belongs to anybody is in the way. */
export function isVacant(directory: string): boolean {
  try {
    return (namesIn(directory) ?? []).length === 0;
  } catch (cause) {
    throw igcErrors.error('IGC_STATE_UNREADABLE', { directory, reason: (cause as Error).message }, { cause });
  }
}

/** Opens a state; throws, with nothing changed, if it is missing, foreign, damaged or newer than this program. */
export function openState(path: string): State {
  const directory = resolve(path);
  const file = join(directory, STORE_FILE);
  if (isVacant(directory)) throw igcErrors.error('IGC_STATE_MISSING', { directory });
  if (!existsSync(file)) throw igcErrors.error('IGC_STATE_FOREIGN', { directory });
  const ledger = new Ledger(openStore(file, STATE_STORE));
  try {
    const keys = new KeyFiles(directory);
    return {
      directory,
      ledger,
      keys,
      authorities: loadAuthorities(directory, ledger, keys),
      publication: parsePublication(requiredSetting(directory, ledger, 'publication')),
      kitPassword: requiredSetting(directory, ledger, 'kit-password'),
    };
  } catch (error) {
    ledger.close();
    throw error;
  }
}

function requiredSetting(directory: string, ledger: Ledger, name: string): string {
  const value = ledger.setting(name);
  if (value === undefined) throw incomplete(directory, `it does not say its ${name}`);
  return value;
}

function loadAuthorities(directory: string, ledger: Ledger, keys: KeyFiles): AuthorityRegister {
  const authorities = new AuthorityRegister(ledger, keys);
  const established = new Set(ledger.authorityIds());
  for (const id of INITIAL_AUTHORITY_IDS) {
    if (!established.has(id)) throw incomplete(directory, `the CA ${id} is missing`);
  }
  for (const id of authorities.established()) {
    const { certificate, signer } = authorities.get(id);
    if (!createPublicKey(signer.privateKey).equals(certificate.publicKey)) {
      throw incomplete(directory, `the key of ${id} does not belong to its certificate`);
    }
  }
  return authorities;
}

function incomplete(directory: string, reason: string): Error {
  return igcErrors.error('IGC_STATE_INCOMPLETE', { directory, reason });
}
