import type { CipherSuite } from '../cipher-suites.ts';
import type { DirectionKeys } from '../prf.ts';
import { CbcOpener, CbcSealer } from './cbc.ts';
import { GcmOpener, GcmSealer } from './gcm.ts';

/** What the sender of protected records does wrongly to one of them. */
export interface RecordBugs {
  readonly mac?: 'corrupted' | undefined;
  readonly padding?: 'corrupted' | 'too-long' | undefined;
}

/** What the receiver of protected records does not mind. */
export interface RecordTolerances {
  readonly wrongRecordMac?: boolean | undefined;
  readonly wrongPadding?: boolean | undefined;
}

/** Protects the records of one direction under one set of keys (RFC 5246 §6.2.3); counts them. */
export interface Sealer {
  /** The fragment of a TLSCiphertext. */
  seal(contentType: number, version: number, plaintext: Uint8Array, bugs?: RecordBugs): Buffer;
}

export interface Opener {
  /** The plaintext, or undefined if the record is not authentic: whatever the reason, the alert is bad_record_mac. */
  open(contentType: number, version: number, fragment: Buffer): Buffer | undefined;
}

export function createSealer(
  suite: CipherSuite,
  keys: DirectionKeys,
  encryptThenMac: boolean,
  random: (size: number) => Buffer,
): Sealer {
  return suite.mode === 'gcm'
    ? new GcmSealer(suite, keys)
    : new CbcSealer(suite, keys, encryptThenMac, random);
}

export function createOpener(
  suite: CipherSuite,
  keys: DirectionKeys,
  encryptThenMac: boolean,
  tolerances: RecordTolerances,
): Opener {
  return suite.mode === 'gcm'
    ? new GcmOpener(suite, keys, tolerances)
    : new CbcOpener(suite, keys, encryptThenMac, tolerances);
}

/** Sequence number, type, version, length: what MACs and AEADs authenticate besides the content (RFC 5246 §6.2.3.1). */
export class AuthenticatedHeader {
  readonly #bytes = Buffer.allocUnsafeSlow(13);
  #sequenceNumber = 0n;

  /** The sequence number of the record that `next` was last called for. */
  get sequenceNumber(): Buffer {
    return this.#bytes.subarray(0, 8);
  }

  /** The header of the next record; valid until the next call. */
  next(contentType: number, version: number, length: number): Buffer {
    this.#bytes.writeBigUInt64BE(this.#sequenceNumber++, 0);
    return this.withLength(contentType, version, length);
  }

  withLength(contentType: number, version: number, length: number): Buffer {
    this.#bytes[8] = contentType;
    this.#bytes.writeUInt16BE(version, 9);
    this.#bytes.writeUInt16BE(length, 11);
    return this.#bytes;
  }
}
