import { hash } from 'node:crypto';

/** What a derived octet string is for (RFC 7292 §B.3). */
export const PURPOSE = { key: 1, initialisationVector: 2, mac: 3 } as const;

export interface DerivationInput {
  readonly digest: string;
  readonly password: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly purpose: (typeof PURPOSE)[keyof typeof PURPOSE];
  /** In octets. */
  readonly length: number;
}

/** The key derivation of PKCS#12 itself (RFC 7292 §B.2), which its older encryption and every MAC use. */
export function deriveKey({ digest, password, salt, iterations, purpose, length }: DerivationInput): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const diversifier = Buffer.alloc(block, purpose);
  let input: Buffer = Buffer.concat([
    filled(salt, block),
    filled(Buffer.from(`${password}\0`, 'utf16le').swap16(), block),
  ]);
  const output: Buffer[] = [];
  for (let derived = 0; derived < length; ) {
    let value = hash(digest, Buffer.concat([diversifier, input]), 'buffer');
    for (let round = 1; round < iterations; round++) value = hash(digest, value, 'buffer');
    output.push(value);
    derived += value.length;
    input = plus(input, repeated(value, block), block);
  }
  return Buffer.concat(output).subarray(0, length);
}

/** Copies of `bytes` up to the next multiple of the block; nothing of nothing. */
function filled(bytes: Buffer, block: number): Buffer {
  return repeated(bytes, block * Math.ceil(bytes.length / block));
}

function repeated(bytes: Buffer, length: number): Buffer {
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, bytes);
}

/** Adds `addend` + 1 to every block, each a number modulo its size. */
function plus(blocks: Buffer, addend: Buffer, block: number): Buffer {
  const sums = Buffer.from(blocks);
  for (let start = 0; start < sums.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      carry += sums[start + at]! + addend[at]!;
      sums[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
  return sums;
}
