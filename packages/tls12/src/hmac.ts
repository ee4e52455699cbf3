import { hash } from 'node:crypto';
import type { HashName } from './cipher-suites.ts';

const BLOCK_LENGTHS: Readonly<Record<HashName, number>> = { sha1: 64, sha256: 64, sha384: 128 };

/** Octets, or a text of one character an octet. */
type Octets = Uint8Array | string;

/** Where the input of a short hash is put together; it is hashed before there is another one. */
const SCRATCH = Buffer.allocUnsafeSlow(2048);

/**
 * HMAC (RFC 2104) under one key, on crypto.hash: several times faster than createHmac for short inputs. What is only
 * hashed again is a text in between, which Node makes faster than a buffer.
 */
export class Hmac {
  readonly #hash: HashName;
  /** Texts: a connection keeps them, and a buffer of this size would keep all of its pool. */
  readonly #inner: string;
  readonly #outer: string;

  constructor(hashName: HashName, key: Uint8Array) {
    const blockLength = BLOCK_LENGTHS[hashName];
    const shortKey = key.length > blockLength ? hash(hashName, key, 'buffer') : key;
    this.#hash = hashName;
    this.#inner = padded(shortKey, blockLength, 0x36);
    this.#outer = padded(shortKey, blockLength, 0x5c);
  }

  digest(one: Octets, other: Octets = ''): Buffer {
    return hash(this.#hash, this.#outerInput(one, other), 'buffer');
  }

  /** The same as a text of one character an octet. */
  digestText(one: Octets, other: Octets = ''): string {
    return hash(this.#hash, this.#outerInput(one, other), 'binary');
  }

  #outerInput(one: Octets, other: Octets): Uint8Array {
    const inner = hash(this.#hash, joined(this.#inner, one, other), 'binary');
    return joined(this.#outer, inner, '');
  }
}

function padded(key: Uint8Array, length: number, mask: number): string {
  const block = SCRATCH.subarray(0, length).fill(mask);
  for (let index = 0; index < key.length; index++) block[index] = key[index]! ^ mask;
  return block.toString('latin1');
}

/** Valid until the next call. */
function joined(pad: string, one: Octets, other: Octets): Buffer {
  const length = pad.length + one.length + other.length;
  const target = length > SCRATCH.length ? Buffer.allocUnsafe(length) : SCRATCH;
  put(target, pad, 0);
  put(target, one, pad.length);
  put(target, other, pad.length + one.length);
  return target.subarray(0, length);
}

function put(target: Buffer, octets: Octets, offset: number): void {
  if (typeof octets === 'string') target.write(octets, offset, 'latin1');
  else target.set(octets, offset);
}
