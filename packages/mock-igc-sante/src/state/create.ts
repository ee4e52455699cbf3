import { renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyKind, type KeyPair, PROFILES } from '@banc-gap/pki';
import { type Clock, createStore, type Random } from '@banc-gap/simkit';
import { authorityKeyName } from '../authority.ts';
import { igcErrors } from '../errors.ts';
import { buildBeside, orSayWhy } from '../folder.ts';
import { AUTHORITIES, INITIAL_AUTHORITY_IDS } from '../hierarchy.ts';
import { TERMINAL_KEYS } from '../identities/catalogue.ts';
import { mintIdentities } from '../identities/mint-identities.ts';
import type { MintContext } from '../mint.ts';
import { AuthorityRegister } from './authority-register.ts';
import { KeyFiles } from './key-files.ts';
import { Ledger } from './ledger.ts';
import { mintAuthority } from './mint-authority.ts';
import { decidePublication, type Publication, type PublicationChoice } from './publication-settings.ts';
import { STATE_STORE } from './schema.ts';

export const STORE_FILE = 'store.sqlite';

export interface CreationOptions {
  readonly choice: PublicationChoice;
  readonly clock: Clock;
  readonly random: Random;
  readonly generateKeyPair: (kind: KeyKind) => Promise<KeyPair>;
}

/**
 * Makes a state folder, whole or not at all: it is built beside its place and then renamed, so that a crash leaves
 * nothing that could be taken for a state. If another process is faster, its folder stays.
 */
export async function createState(directory: string, options: CreationOptions): Promise<void> {
  const publication = await decidePublication(options.choice);
  await orSayWhy(
    () =>
      buildBeside(
        directory,
        (building) => fill(building, publication, options),
        (building) => putInPlace(building, directory),
      ),
    (reason, cause) => igcErrors.error('IGC_STATE_NOT_WRITABLE', { directory, reason }, { cause }),
  );
}

function putInPlace(building: string, directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // It is absent, or in use: the renaming tells.
  }
  try {
    renameSync(building, directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

async function fill(directory: string, publication: Publication, options: CreationOptions): Promise<void> {
  // Git would else offer to commit the keys of a folder inside a repository.
  writeFileSync(join(directory, '.gitignore'), '*\n');
  const keys = new KeyFiles(directory);
  keys.createFolder();
  await writeKeys(keys, options);
  const ledger = new Ledger(createStore(join(directory, STORE_FILE), STATE_STORE));
  try {
    const context = { urls: publication.urls, random: options.random, now: options.clock.now() };
    ledger.transaction(() => {
      ledger.set('publication', JSON.stringify(publication));
      ledger.set('kit-password', options.random.bytes(12).toString('base64url'));
      mintIdentities({ ledger, keys, authorities: mintAuthorities(ledger, keys, context) }, context);
    });
  } finally {
    ledger.close();
  }
}

/** All at once: the time goes into primes, on as many cores as there are. */
async function writeKeys(keys: KeyFiles, { generateKeyPair }: CreationOptions): Promise<void> {
  const wanted: [name: string, kind: KeyKind][] = [
    ...INITIAL_AUTHORITY_IDS.map(
      (id) => [authorityKeyName(id), PROFILES[AUTHORITIES[id].profile].key] as [string, KeyKind],
    ),
    ...Object.values(TERMINAL_KEYS).map((name) => [name, 'rsa-2048'] as [string, KeyKind]),
  ];
  await Promise.all(
    wanted.map(async ([name, kind]) => keys.write(name, (await generateKeyPair(kind)).privateKey)),
  );
}

function mintAuthorities(ledger: Ledger, keys: KeyFiles, context: MintContext): AuthorityRegister {
  const authorities = new AuthorityRegister(ledger, keys);
  for (const id of INITIAL_AUTHORITY_IDS) {
    mintAuthority(id, { ledger, keys, authorities, keyName: authorityKeyName(id) }, context);
  }
  return authorities;
}
