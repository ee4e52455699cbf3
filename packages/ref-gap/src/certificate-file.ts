import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { pemBlocks, type ServedCertificate } from './material.ts';

/** Where a GAP keeps a certificate and its private key, in PEM, so that it has them when it starts again. */
export class CertificateFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined where none was kept yet. */
  read(): ServedCertificate | undefined {
    if (!existsSync(this.#path)) return undefined;
    const [privateKey = '', ...certificates] = pemBlocks(readFileSync(this.#path, 'utf8'));
    return { privateKey, certificateChain: certificates.join('') };
  }

  /** Whole or not at all: who is killed meanwhile finds the one before. */
  write({ privateKey, certificateChain }: ServedCertificate): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const draft = `${this.#path}.new`;
    const file = openSync(draft, 'w', 0o600);
    writeSync(file, privateKey + certificateChain);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, this.#path);
  }
}
