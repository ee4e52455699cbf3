import { hash } from 'node:crypto';
import type { HashName } from './cipher-suites.ts';

const BLOCK_LENGTHS: Readonly<Record<HashName, number>> = { sha1: 64, sha256: 64, sha384: 128 };

/** HMAC (RFC 2104) under one key, on crypto.hash: several times faster than createHmac for short inputs. */
export class Hmac {
  readonly #hash: HashName;
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  constructor(hashName: HashName, key: Uint8Array) {
    const blockLength = BLOCK_LENGTHS[hashName];
    const shortKey = key.length > blockLength ? hash(hashName, key, 'buffer') : key;
    this.#hash = hashName;
    this.#inner = padded(shortKey, blockLength, 0x36);
    this.#outer = padded(shortKey, blockLength, 0x5c);
  }

  digest(...parts: readonly Uint8Array[]): Buffer {
    const inner = hash(this.#hash, Buffer.concat([this.#inner, ...parts]), 'buffer');
    return hash(this.#hash, Buffer.concat([this.#outer, inner]), 'buffer');
  }
}

function padded(key: Uint8Array, length: number, mask: number): Buffer {
  const block = Buffer.allocUnsafe(length).fill(mask);
  for (let index = 0; index < key.length; index++) block[index] = key[index]! ^ mask;
  return block;
}
