import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificate } from '@banc-gap/pki';
import type { Identity } from '@banc-gap/tls12';

/** Certificates as programs of others read them, in folders that are removed. */
export class Folders implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'banc-gap-dp-'));
  #count = 0;

  /** A folder with key.pem, leaf.pem and cert.pem, the leaf with those above it. */
  write(identity: Identity): string {
    const folder = join(this.#directory, String(this.#count++));
    mkdirSync(folder);
    const chain = identity.chain.map((der) => Certificate.parse(der).pem);
    writeFileSync(join(folder, 'key.pem'), identity.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    writeFileSync(join(folder, 'leaf.pem'), chain[0]!);
    writeFileSync(join(folder, 'cert.pem'), chain.join(''));
    return folder;
  }

  file(content: string): string {
    const path = join(this.#directory, `${this.#count++}.file`);
    writeFileSync(path, content);
    return path;
  }

  read(path: string): string {
    return readFileSync(path, 'utf8');
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true });
  }
}
