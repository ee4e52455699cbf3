import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateKeyPair, type KeyKind, type KeyPair } from '@banc-gap/pki';
import { type Authorities, type AuthoritiesOptions, openAuthorities } from '../authorities.ts';

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/banc/', import.meta.url));

export interface TemporaryAuthorities extends AsyncDisposable {
  readonly authorities: Authorities;
  /** The state folder. */
  readonly directory: string;
}

/** A new state in a temporary folder, for tests: publication is local, on a port that the system chooses. */
export async function temporaryAuthorities(options: AuthoritiesOptions = {}): Promise<TemporaryAuthorities> {
  const parent = mkdtempSync(join(tmpdir(), 'banc-state-'));
  const directory = join(parent, 'state');
  const authorities = await openAuthorities(directory, {
    create: { port: 0 },
    generateKeyPair: cachedKeyPairs(),
    ...options,
  });
  return {
    authorities,
    directory,
    async [Symbol.asyncDispose]() {
      authorities.close();
      rmSync(parent, { recursive: true });
    },
  };
}

/** Key pairs from a cache below node_modules, in a fixed order, so that test runs search for no primes. */
export function cachedKeyPairs(): (kind: KeyKind) => Promise<KeyPair> {
  const served = new Map<KeyKind, number>();
  return async (kind) => {
    const index = served.get(kind) ?? 0;
    served.set(kind, index + 1);
    return cachedKeyPair(kind, index);
  };
}

async function cachedKeyPair(kind: KeyKind, index: number): Promise<KeyPair> {
  const file = join(CACHE, `${kind}-${index}.pem`);
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair(kind);
    mkdirSync(CACHE, { recursive: true, mode: 0o700 });
    placeWhole(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  }
  const privateKey = createPrivateKey(readFileSync(file));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** Test files run in parallel: a file appears whole, and the first one stays. */
function placeWhole(file: string, text: string | Buffer): void {
  const written = `${file}.${process.pid}`;
  writeFileSync(written, text, { mode: 0o600 });
  try {
    linkSync(written, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(written);
  }
}
