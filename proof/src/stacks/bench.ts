import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Authorities, writeKit } from '@banc-gap/mock-igc-sante';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { fqdn } from '../judge-gap.ts';

/** The suites of the kit's README, as OpenSSL names them. */
export const CIPHERS = 'ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256';

/** What a stack is configured from. */
export interface StackBench extends AsyncDisposable {
  readonly authorities: Authorities;
  /** The folder that `banc kit` writes. */
  readonly kit: string;
  /** The same for a GAP of another name. */
  readonly kitOfAnotherName: string;
  /** Writes files of the kit, one after the other, to a file of its own. */
  readonly joined: (...files: readonly string[]) => string;
}

export async function stackBench(): Promise<StackBench> {
  const { authorities, directory, ...temporary } = await temporaryAuthorities();
  const folder = dirname(directory);
  const { directory: kit } = await writeKit(authorities, { directory: join(folder, 'kit'), fqdn });
  const another = await writeKit(authorities, { directory: join(folder, 'another'), fqdn: `other.${fqdn}` });
  return {
    authorities,
    kit,
    kitOfAnotherName: another.directory,
    joined(...files) {
      const path = join(folder, files.join('+').replaceAll('/', '-'));
      writeFileSync(path, files.map((file) => readFileSync(join(kit, file), 'utf8')).join(''));
      return path;
    },
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

/** The block of the kit's README in this language; of several, the one that contains this. */
export function readmeBlock(kit: string, language: string, containing = ''): string {
  const readme = readFileSync(join(kit, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^\`]+)\`\`\``, 'gm'))].map(
    ([, block]) => block!,
  );
  const found = blocks.filter((block) => block.includes(containing));
  if (found.length !== 1)
    throw new TypeError(`the README of the kit has ${found.length} blocks of ${language}`);
  return found[0]!;
}
