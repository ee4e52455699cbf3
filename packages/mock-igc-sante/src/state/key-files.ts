import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { igcErrors } from '../errors.ts';

/** The private keys of a state: PEM files that only their owner may read. */
export class KeyFiles {
  readonly #directory: string;
  readonly #loaded = new Map<string, KeyObject>();

  constructor(stateDirectory: string) {
    this.#directory = join(stateDirectory, 'keys');
  }

  createFolder(): void {
    mkdirSync(this.#directory, { mode: 0o700 });
  }

  write(name: string, key: KeyObject): void {
    const pem = key.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(this.#file(name), pem, { mode: 0o600, flag: 'wx' });
  }

  remove(name: string): void {
    rmSync(this.#file(name));
  }

  read(name: string): KeyObject {
    let key = this.#loaded.get(name);
    if (key === undefined) {
      key = this.#load(this.#file(name));
      this.#loaded.set(name, key);
    }
    return key;
  }

  #load(file: string): KeyObject {
    try {
      return createPrivateKey(readFileSync(file));
    } catch (cause) {
      throw igcErrors.error('IGC_KEY_UNUSABLE', { file, reason: (cause as Error).message }, { cause });
    }
  }

  #file(name: string): string {
    return join(this.#directory, `${name}.pem`);
  }
}
