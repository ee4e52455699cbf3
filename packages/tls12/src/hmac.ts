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
    const block = Buffer.alloc(blockLength);
    block.set(key.length > blockLength ? hash(hashName, key, 'buffer') : key);
    this.#hash = hashName;
    this.#inner = block.map((octet) => octet ^ 0x36) as Buffer;
    this.#outer = block.map((octet) => octet ^ 0x5c) as Buffer;
  }

  digest(...parts: readonly Uint8Array[]): Buffer {
    const inner = hash(this.#hash, Buffer.concat([this.#inner, ...parts]), 'buffer');
    return hash(this.#hash, Buffer.concat([this.#outer, inner]), 'buffer');
  }
}
