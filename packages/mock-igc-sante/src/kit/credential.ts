import { renameSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Credential } from '@banc-gap/pki';
import type { Authorities } from '../authorities.ts';
import { igcErrors } from '../errors.ts';
import { buildBeside, namesIn, orSayWhy } from '../folder.ts';
import { credentialFiles, writeFiles } from './files.ts';
import type { WrittenKit } from './write.ts';

/**
 * Writes one credential to a folder of its own, whole or not at all.
 * @throws BancError KIT_FOLDER_NOT_EMPTY: no key is ever overwritten; KIT_NOT_WRITABLE
 */
export async function writeCredential(
  authorities: Authorities,
  credential: Credential,
  folder: string,
): Promise<WrittenKit> {
  const directory = resolve(folder);
  await assertEmptyFolder(directory);
  return orNotWritable(directory, async () => {
    const friendlyName = credential.certificate.commonName ?? basename(directory);
    const files = await credentialFiles(authorities, credential, friendlyName);
    await buildBeside(
      directory,
      (building) => writeFiles(building, files),
      (building) => renameSync(building, directory),
    );
    return { directory, files: files.map(({ path }) => path) };
  });
}

/**
 * To be asked before a certificate is ordered that would have no place to go.
 * @throws BancError KIT_FOLDER_NOT_EMPTY, KIT_NOT_WRITABLE
 */
export function assertEmptyFolder(folder: string): Promise<void> {
  const directory = resolve(folder);
  return orNotWritable(directory, () => {
    if (namesIn(directory)?.length) throw igcErrors.error('KIT_FOLDER_NOT_EMPTY', { directory });
  });
}

function orNotWritable<Result>(directory: string, work: () => Result | Promise<Result>): Promise<Result> {
  return orSayWhy(work, (reason, cause) =>
    igcErrors.error('KIT_NOT_WRITABLE', { directory, reason }, { cause }),
  );
}
