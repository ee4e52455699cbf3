import { createPublicKey } from 'node:crypto';
import { renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Certificate, type KeyKind, type KeyPair, PROFILES } from '@banc-gap/pki';
import { type Clock, createStore, type Random } from '@banc-gap/simkit';
import { Authority, authorityKeyName } from '../authority.ts';
import { igcErrors } from '../errors.ts';
import { buildBeside, orSayWhy } from '../folder.ts';
import { AUTHORITIES, AUTHORITY_IDS, type AuthorityId } from '../hierarchy.ts';
import { TERMINAL_KEYS } from '../identities/catalogue.ts';
import { mintIdentities } from '../identities/mint-identities.ts';
import { backdated, type MintContext, mint, mintSelfSigned } from '../mint.ts';
import { KeyFiles } from './key-files.ts';
import { Ledger } from './ledger.ts';
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
      mintIdentities(ledger, keys, mintAuthorities(ledger, keys, context), context);
    });
  } finally {
    ledger.close();
  }
}

/** All at once: the time goes into primes, on as many cores as there are. */
async function writeKeys(keys: KeyFiles, { generateKeyPair }: CreationOptions): Promise<void> {
  const wanted: [name: string, kind: KeyKind][] = [
    ...AUTHORITY_IDS.map(
      (id) => [authorityKeyName(id), PROFILES[AUTHORITIES[id].profile].key] as [string, KeyKind],
    ),
    ...Object.values(TERMINAL_KEYS).map((name) => [name, 'rsa-2048'] as [string, KeyKind]),
  ];
  await Promise.all(
    wanted.map(async ([name, kind]) => keys.write(name, (await generateKeyPair(kind)).privateKey)),
  );
}

function mintAuthorities(ledger: Ledger, keys: KeyFiles, context: MintContext): Map<AuthorityId, Authority> {
  const authorities = new Map<AuthorityId, Authority>();
  for (const id of AUTHORITY_IDS) {
    const { issuer: issuerId, profile, subject = {}, defect, revoked } = AUTHORITIES[id];
    const issuer = issuerId === null ? null : authorities.get(issuerId)!;
    const key = authorityKeyName(id);
    const privateKey = keys.read(key);
    const request = { profile, subject, publicKey: createPublicKey(privateKey), ...(defect && { defect }) };
    const minted =
      issuer === null ? mintSelfSigned(request, privateKey, context) : mint(issuer, request, context);
    ledger.addAuthority(id, { ...minted, authority: issuerId ?? id, key });
    if (issuerId !== null && revoked !== undefined) {
      ledger.revoke(ledger.bySerialNumber(issuerId, minted.serialNumber)!, backdated(context.now), revoked);
    }
    authorities.set(id, new Authority(id, Certificate.parse(minted.der), issuer, keys));
  }
  return authorities;
}
