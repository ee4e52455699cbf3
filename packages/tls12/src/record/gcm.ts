import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { GcmSuite } from '../cipher-suites.ts';
import type { DirectionKeys } from '../prf.ts';
import {
  AuthenticatedHeader,
  type Opener,
  type RecordBugs,
  type RecordTolerances,
  type Sealer,
} from './protection.ts';

const EXPLICIT_NONCE_LENGTH = 8;
const TAG_LENGTH = 16;

function algorithm(suite: GcmSuite): 'aes-128-gcm' | 'aes-256-gcm' {
  return suite.keyLength === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
}

/** RFC 5288; the explicit part of the nonce is the sequence number. */
export class GcmSealer implements Sealer {
  readonly #suite: GcmSuite;
  readonly #keys: DirectionKeys;
  readonly #header = new AuthenticatedHeader();

  constructor(suite: GcmSuite, keys: DirectionKeys) {
    this.#suite = suite;
    this.#keys = keys;
  }

  seal(contentType: number, version: number, plaintext: Uint8Array, bugs: RecordBugs = {}): Buffer {
    const additionalData = this.#header.next(contentType, version, plaintext.length);
    const nonce = Buffer.concat([this.#keys.iv, this.#header.sequenceNumber]);
    const cipher = createCipheriv(algorithm(this.#suite), this.#keys.encryptionKey, nonce);
    cipher.setAAD(additionalData);
    const ciphertext = cipher.update(plaintext);
    cipher.final();
    const tag = cipher.getAuthTag();
    if (bugs.mac === 'corrupted') tag[0]! ^= 1;
    return Buffer.concat([nonce.subarray(4), ciphertext, tag]);
  }
}

export class GcmOpener implements Opener {
  readonly #suite: GcmSuite;
  readonly #keys: DirectionKeys;
  readonly #tolerances: RecordTolerances;
  readonly #header = new AuthenticatedHeader();

  constructor(suite: GcmSuite, keys: DirectionKeys, tolerances: RecordTolerances) {
    this.#suite = suite;
    this.#keys = keys;
    this.#tolerances = tolerances;
  }

  open(contentType: number, version: number, fragment: Buffer): Buffer | undefined {
    const length = fragment.length - EXPLICIT_NONCE_LENGTH - TAG_LENGTH;
    if (length < 0) return undefined;
    const nonce = Buffer.concat([this.#keys.iv, fragment.subarray(0, EXPLICIT_NONCE_LENGTH)]);
    const decipher = createDecipheriv(algorithm(this.#suite), this.#keys.encryptionKey, nonce);
    decipher.setAAD(this.#header.next(contentType, version, length));
    decipher.setAuthTag(fragment.subarray(EXPLICIT_NONCE_LENGTH + length));
    const plaintext = decipher.update(
      fragment.subarray(EXPLICIT_NONCE_LENGTH, EXPLICIT_NONCE_LENGTH + length),
    );
    try {
      decipher.final();
    } catch {
      if (!this.#tolerances.wrongRecordMac) return undefined;
    }
    return plaintext;
  }
}
