import {
  type Cipheriv,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type Decipheriv,
  hash,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import type { CbcSuite } from '../cipher-suites.ts';
import { Hmac } from '../hmac.ts';
import type { DirectionKeys } from '../prf.ts';
import {
  AuthenticatedHeader,
  type Opener,
  type RecordBugs,
  type RecordTolerances,
  type Sealer,
} from './protection.ts';

const BLOCK = 16;

function algorithm(suite: CbcSuite): 'aes-128-cbc' | 'aes-256-cbc' {
  return suite.keyLength === 16 ? 'aes-128-cbc' : 'aes-256-cbc';
}

/** A KeyObject: of octets Node finds out by a caught exception that they are none, which takes longer than all the rest. */
function secretKey({ encryptionKey }: DirectionKeys): KeyObject {
  return createSecretKey(encryptionKey);
}

/**
 * RFC 5246 §6.2.3.2, and encrypt-then-MAC of RFC 7366. One cipher lives as long as the keys: each record starts with a block
 * of random octets in the chain, whose ciphertext is the explicit IV.
 */
export class CbcSealer implements Sealer {
  readonly #cipher: Cipheriv;
  readonly #mac: Hmac;
  readonly #encryptThenMac: boolean;
  readonly #random: (size: number) => Buffer;
  readonly #header = new AuthenticatedHeader();

  constructor(
    suite: CbcSuite,
    keys: DirectionKeys,
    encryptThenMac: boolean,
    random: (size: number) => Buffer,
  ) {
    this.#cipher = createCipheriv(algorithm(suite), secretKey(keys), random(BLOCK)).setAutoPadding(false);
    this.#mac = new Hmac(suite.macHash, keys.macKey);
    this.#encryptThenMac = encryptThenMac;
    this.#random = random;
  }

  seal(contentType: number, version: number, plaintext: Uint8Array, bugs: RecordBugs = {}): Buffer {
    const header = this.#header.next(contentType, version, plaintext.length);
    if (!this.#encryptThenMac) {
      const mac = harmedMac(this.#mac.digest(header, plaintext), bugs);
      return this.#encrypt([plaintext, mac], plaintext.length + mac.length, bugs);
    }
    const ciphertext = this.#encrypt([plaintext], plaintext.length, bugs);
    const mac = this.#mac.digest(
      this.#header.withLength(contentType, version, ciphertext.length),
      ciphertext,
    );
    return Buffer.concat([ciphertext, harmedMac(mac, bugs)]);
  }

  #encrypt(content: readonly Uint8Array[], length: number, bugs: RecordBugs): Buffer {
    return this.#cipher.update(Buffer.concat([this.#random(BLOCK), ...content, padding(length, bugs)]));
  }
}

function harmedMac(mac: Buffer, bugs: RecordBugs): Buffer {
  if (bugs.mac === 'corrupted') mac[0]! ^= 1;
  return mac;
}

function padding(contentLength: number, bugs: RecordBugs): Buffer {
  const paddingLength = BLOCK - 1 - (contentLength % BLOCK);
  const octets = Buffer.alloc(paddingLength + 1, paddingLength);
  // A whole block is added where there is no padding octet before the length to harm.
  if (bugs.padding === 'corrupted') {
    const longer = Buffer.alloc(octets.length + BLOCK, paddingLength + BLOCK);
    longer[0]! ^= 1;
    return longer;
  }
  // More padding than the record has room for.
  if (bugs.padding === 'too-long') octets[paddingLength] = 255;
  return octets;
}

const LONGEST_PADDING = 255;
const ZEROS = Buffer.alloc(LONGEST_PADDING);

export class CbcOpener implements Opener {
  readonly #suite: CbcSuite;
  readonly #decipher: Decipheriv;
  readonly #mac: Hmac;
  readonly #encryptThenMac: boolean;
  readonly #tolerances: RecordTolerances;
  readonly #header = new AuthenticatedHeader();

  constructor(suite: CbcSuite, keys: DirectionKeys, encryptThenMac: boolean, tolerances: RecordTolerances) {
    this.#suite = suite;
    // The IV of every record is in the chain, so that the first one does not matter.
    this.#decipher = createDecipheriv(
      algorithm(suite),
      secretKey(keys),
      ZEROS.subarray(0, BLOCK),
    ).setAutoPadding(false);
    this.#mac = new Hmac(suite.macHash, keys.macKey);
    this.#encryptThenMac = encryptThenMac;
    this.#tolerances = tolerances;
  }

  open(contentType: number, version: number, fragment: Buffer): Buffer | undefined {
    return this.#encryptThenMac
      ? this.#authenticateThenDecrypt(contentType, version, fragment)
      : this.#decryptThenAuthenticate(contentType, version, fragment);
  }

  #authenticateThenDecrypt(contentType: number, version: number, fragment: Buffer): Buffer | undefined {
    const length = fragment.length - this.#suite.macLength;
    if (length < 2 * BLOCK || length % BLOCK !== 0) return undefined;
    const ciphertext = fragment.subarray(0, length);
    const mac = this.#mac.digest(this.#header.next(contentType, version, length), ciphertext);
    if (!this.#authentic(mac, fragment.subarray(length))) return undefined;
    const content = this.#decipher.update(ciphertext).subarray(BLOCK);
    const padding = this.#readPadding(content, content.length - 1);
    return padding.good ? content.subarray(0, content.length - 1 - padding.length) : undefined;
  }

  /**
   * Bad padding and a bad MAC must not be told apart (RFC 5246 §6.2.3.2, implementation note): the MAC is computed either
   * way, and what padding takes from its input is hashed too. That is as close to constant time as this language gets.
   */
  #decryptThenAuthenticate(contentType: number, version: number, fragment: Buffer): Buffer | undefined {
    if (fragment.length < 2 * BLOCK || fragment.length % BLOCK !== 0) return undefined;
    const content = this.#decipher.update(fragment).subarray(BLOCK);
    const { macHash, macLength } = this.#suite;
    const room = content.length - 1 - macLength;
    if (room < 0) return undefined;
    const padding = this.#readPadding(content, room);
    const length = room - padding.length;
    const plaintext = content.subarray(0, length);
    const mac = this.#mac.digest(this.#header.next(contentType, version, length), plaintext);
    hash(macHash, ZEROS.subarray(0, padding.length), 'buffer');
    const authentic = this.#authentic(mac, content.subarray(length, length + macLength));
    return authentic && padding.good ? plaintext : undefined;
  }

  #authentic(expected: Buffer, mac: Buffer): boolean {
    return timingSafeEqual(expected, mac) || this.#tolerances.wrongRecordMac === true;
  }

  /** The octets of padding before the one that counts them; none where they are more than there is room for. */
  #readPadding(content: Buffer, room: number): { readonly length: number; readonly good: boolean } {
    const last = content.length - 1;
    const claimed = content[last]!;
    const fits = claimed <= room;
    const length = fits ? claimed : 0;
    let difference = 0;
    for (let index = Math.min(room, LONGEST_PADDING); index > 0; index--) {
      const mask = index <= length ? 0xff : 0;
      difference |= mask & (content[last - index]! ^ claimed);
    }
    return { length, good: fits && (difference === 0 || this.#tolerances.wrongPadding === true) };
  }
}
